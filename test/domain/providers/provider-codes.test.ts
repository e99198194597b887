import { sqlState } from 'db/client';
import type { CastId } from 'db/seed/cast';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { providerCodes } from '~/domain/beneficiaries/provider-codes.server';
import { adviceAsText } from '~/domain/payments/payment-advice';
import { takePaymentAdvice } from '~/domain/payments/take-payment-advice.server';
import { type CastWorld, castWorld } from '../receipts/cast-world';

let world: CastWorld;
beforeAll(async () => {
  world = await castWorld();
});
afterAll(() => world?.db.drop());

const refusal = (work: Promise<unknown>) =>
  work.then(
    () => 'taken',
    (error) => sqlState(error) ?? (error as { code: string }).code,
  );

describe('the code by which a provider knows a child', () => {
  const ids = async (code: string, provider: string) => {
    const [row] = await world.db.asOperator<{ b: string; p: string }>(
      'select b.id as b, p.id as p from beneficiary b, provider p where b.code = $1 and p.code = $2',
      [code, provider],
    );
    return { beneficiaryId: Number(row?.b), providerId: Number(row?.p) };
  };
  const codeFor = async (who: CastId, code = 'KALACHUCHI-17', provider = 'Provider 03') => {
    const pair = await ids(code, provider);
    return (await world.as(who, (tx) => providerCodes(tx, [pair]))).get(`${pair.beneficiaryId} ${pair.providerId}`);
  };

  it('is one and the same for who sends the child there and who pays, and for nobody else', async () => {
    const code = await codeFor('dizon');
    expect(code).toMatch(/^P-[34679CFHJKMQRTWX]{4}$/);
    for (const who of ['reyes', 'alvarez', 'aquino'] as const) expect([who, await codeFor(who)]).toEqual([who, code]);
    for (const who of ['lim', 'ocampo', 'chambersZ', 'flores'] as const)
      expect([who, await codeFor(who)]).toEqual([who, undefined]);
    expect(await codeFor('reyes', 'KALACHUCHI-17', 'Provider 04')).toBeUndefined();
  });

  it('is another with another provider, and no court’s', async () => {
    const [one] = await world.db.asOperator<{ code: string }>(
      "select code from vault.recipient_code where recipient like 'provider %'",
    );
    const other = await codeFor('reyes', 'NIYOG-01', 'Provider 01');
    const drawn = await world.db.asOperator<{ code: string }>('select code from vault.recipient_code');
    expect(new Set(drawn.map(({ code }) => code)).size).toBe(drawn.length);
    expect(other).not.toBe(one?.code);
  });

  it('stands on the advice of a payment, with no other code, name or docket', async () => {
    const [paid] = await world.db.asOperator<{ reference: string }>(
      "select reference from disbursement where state = 'paid'",
    );
    const reference = paid?.reference ?? '';
    const { advice, number } = await world.as('tan', (tx, actor) => takePaymentAdvice(tx, actor, reference));
    const text = adviceAsText(advice, `Copy ${number}`);
    expect(advice.child).toBe(await codeFor('dizon', 'NIYOG-01'));
    expect(text).toContain('To the account:   ending 7781');
    expect(text).toContain('Your invoice:     61');
    expect(text).not.toMatch(/NIYOG|B-[0-9A-Z]{4}|T-0043|D-20|ZZZ|YYY|Klinika|TEST-0000/);
    for (const who of ['lim', 'alvarez', 'dizon'] as const)
      expect(await refusal(world.as(who, (tx, actor) => takePaymentAdvice(tx, actor, reference)))).toBe('permission');
    expect(await refusal(world.as('reyes', (tx, actor) => takePaymentAdvice(tx, actor, 'D-2027-0002')))).toBe(
      'advice.not-paid',
    );
    const [row] = await world.db.asOperator<{ facts: object }>(
      "select facts from audit_event where action = 'payment.advised'",
    );
    expect(row?.facts).toEqual({ provider: 'Provider 03', copy: number });
  });
});
