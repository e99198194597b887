import { randomUUID } from 'node:crypto';
import { sqlState } from 'db/client';
import type { CastId } from 'db/seed/cast';
import { PAYEES } from 'db/seed/identities';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { approveDisbursement } from '~/domain/disbursements/approve-disbursement.server';
import { countApprovals, mustBeAskedAgain } from '~/domain/disbursements/count-approvals.server';
import { getDisbursement } from '~/domain/disbursements/get-disbursement.server';
import { reviseDisbursement } from '~/domain/disbursements/revise-disbursement.server';
import { payDisbursement } from '~/domain/payments/pay-disbursement.server';
import { agreeToPayoutAccount } from '~/domain/providers/agree-to-payout-account.server';
import { askPayoutAccount } from '~/domain/providers/ask-payout-account.server';
import { callBack } from '~/domain/providers/call-back.server';
import { findPayoutAccounts } from '~/domain/providers/find-payout-accounts.server';
import { stopPayoutAccount } from '~/domain/providers/stop-payout-account.server';
import { openTestVault, type TestVault } from '../../support/vault';
import { type CastWorld, castWorld } from '../receipts/cast-world';

let world: CastWorld;
let vault: TestVault;
beforeAll(async () => {
  world = await castWorld();
  vault = await openTestVault(world.db, { identities: true });
});
afterAll(async () => {
  await vault?.stop();
  await world?.db.drop();
});

const member = (who: CastId) => world.member(who);
const refusal = (work: Promise<unknown>) =>
  work.then(
    () => 'taken',
    (error) => sqlState(error) ?? (error as { code: string }).code,
  );
const ACCOUNT = 'TEST-0000-5550-9042';
const ask = async (who: CastId, provider = 'Provider 03', reason: 'first' | 'bank_changed' = 'bank_changed') => {
  const actor = await member(who);
  const values = { payee_name: 'Klinika Ñamarindong Wala', account_number: ACCOUNT };
  return askPayoutAccount(vault.socket, actor, { token: actor.token, requestId: 'ask', provider, reason, values });
};
const newest = async (provider = 'Provider 03') => {
  const [account] = await world.as('lim', (tx) => findPayoutAccounts(tx, provider));
  if (!account) throw new Error('no account');
  return account;
};
const call = async (who: CastId, over: Partial<{ since: string; confirmed: boolean }> = {}) => {
  const { id } = await newest();
  return world.as(who, (tx, actor) =>
    callBack(tx, actor, {
      key: randomUUID(),
      account: id,
      from: 'contract',
      since: '2026-01-05',
      confirmed: true,
      ...over,
    }),
  );
};
const agree = async (who: CastId) => {
  const { id } = await newest();
  return world.as(who, (tx, actor) =>
    agreeToPayoutAccount(tx, actor, { key: randomUUID(), account: id, proof: 'bank_letter' }),
  );
};
const stop = async (who: CastId, id?: number) => {
  const account = id ?? (await newest()).id;
  return world.as(who, (tx, actor) => stopPayoutAccount(tx, actor, { key: randomUUID(), account }));
};
/** As if the wait of policy PO-1 were over. */
const waited = () =>
  world.db.asOperator(`do $$ begin
    alter table payout_account_step disable trigger all;
    update payout_account_step set in_force_from = clock_timestamp() where step = 'agreed' and in_force_from > clock_timestamp();
    alter table payout_account_step enable always trigger written_once; alter table payout_account_step enable always trigger digest_kept;
    alter table payout_account_step enable always trigger never_emptied;
  end $$`);

describe('another account of a provider', () => {
  it('is asked for by finance alone, with a fresh factor; by nobody who asked for a payment to it that is not over', async () => {
    for (const who of ['dizon', 'alvarez', 'lim', 'ocampo'] as const) {
      expect([who, await refusal(ask(who))]).toEqual([who, 'permission']);
      const { token } = await member(who);
      const straight = vault.ask({
        ...{ ask: 'payout-account', token, requestId: 'straight', provider: 'Provider 03', reason: 'bank_changed' },
        values: { payee_name: 'Iba', account_number: ACCOUNT },
      });
      expect([who, await refusal(straight)]).toEqual([who, 'PO002']);
    }
    expect(await refusal(ask('reyes'))).toBe('PO006');
    const tan = await member('tan');
    await world.db.asOperator(
      "update sec.session set factor_at = factor_at - interval '6 minutes' where token_sha256 = sha256(convert_to($1, 'UTF8'))",
      [tan.token],
    );
    const values = { payee_name: 'Iba', account_number: ACCOUNT };
    const stale = { token: tan.token, requestId: 'stale', provider: 'Provider 03', reason: 'bank_changed' } as const;
    expect(await refusal(askPayoutAccount(vault.socket, tan, { ...stale, values }))).toBe('SI002');
    expect(await refusal(ask('tan', 'Provider 99'))).toBe('PO001');
    expect(await refusal(ask('tan', 'Provider 03', 'first'))).toBe('PO004');
    expect(
      await refusal(
        vault.ask({
          ...{ ask: 'payout-account', token: (await member('tan')).token, requestId: 'short', provider: 'Provider 03' },
          ...{ reason: 'bank_changed', values: { payee_name: 'Iba', account_number: '1234567' } },
        }),
      ),
    ).toBe('vault.value');
  });

  it('shows its last four and no more; what it says is the vault’s alone', async () => {
    await ask('tan');
    expect(await newest()).toMatchObject({ version: 2, ending: '9042', state: 'asked', askedBy: 'J. Tan' });
    expect(await refusal(ask('tan'))).toBe('PO003');
    const { rows } = {
      rows: await world.db.asOperator<{ all: string }>('select to_jsonb(p)::text as all from payout_account p'),
    };
    expect(rows.map(({ all }) => all).join()).not.toMatch(/Klinika|0000-5550|Ñama/);
    for (const who of ['dizon', 'aquino', 'ocampo', 'chambersZ'] as const)
      expect([who, await world.as(who, (tx) => findPayoutAccounts(tx))]).toEqual([who, []]);
  });

  it('is called back by another, on a number that was on file for thirty days before', async () => {
    expect(await refusal(call('tan'))).toBe('PO002');
    expect(await refusal(call('lim'))).toBe('permission');
    expect(await refusal(call('reyes', { since: '2026-12-20' }))).toBe('PO005');
    expect(await refusal(agree('alvarez'))).toBe('PO004');
    await call('santos');
    expect(await refusal(call('reyes'))).toBe('PO004');
    expect((await newest()).state).toBe('called_back');
  });

  it('is agreed to by a third person, and waits', async () => {
    expect(await refusal(agree('tan'))).toBe('PO002');
    expect(await refusal(agree('santos'))).toBe('PO002');
    // Two at once: one of them is the third person, and the other is told that it is done.
    const both = await Promise.all([refusal(agree('reyes')), refusal(agree('alvarez'))]);
    expect(both.sort()).toEqual(['PO004', 'taken']);
    const { state, steps } = await newest();
    expect(state).toBe('waiting');
    const agreed = steps.find(({ step }) => step === 'agreed');
    const hours = ((agreed?.inForceFrom?.getTime() ?? 0) - (agreed?.at.getTime() ?? 0)) / 3_600_000;
    expect(Math.round(hours)).toBe(72);
    const [, before] = await world.as('lim', (tx) => findPayoutAccounts(tx, 'Provider 03'));
    expect(before).toMatchObject({
      version: 1,
      ending: PAYEES['Provider 03']?.account_number.slice(-4),
      state: 'in_force',
    });
  });

  it('takes from approvals that they count, once it is in force: the request is asked for again and decided anew', async () => {
    const reference = 'D-2027-0002';
    const count = () =>
      world.as('lim', async (tx) => {
        const { id, state } = await getDisbursement(tx, reference);
        const counted = await countApprovals(tx, id);
        return { ...counted, again: mustBeAskedAgain(state, counted) };
      });
    expect(await count()).toEqual({ valid: 1, given: 1, again: false });
    await waited();
    expect((await newest()).state).toBe('in_force');
    expect(await count()).toEqual({ valid: 0, given: 1, again: true });
    const decide = (who: CastId) =>
      world.as(who, async (tx, actor) => {
        const { version, requestHash } = await getDisbursement(tx, reference);
        const answer = {
          decision: 'approve' as const,
          standards: ['health' as const],
          otherResources: 'considered' as const,
        };
        return approveDisbursement(
          tx,
          actor,
          {
            key: randomUUID(),
            reference,
            version,
            requestHash,
            ...answer,
            reason: 'In the plan.',
            judgement: 'The rate rose in December.',
          },
          '2027-01-08',
        );
      });
    await decide('chua');
    expect((await world.as('lim', (tx) => getDisbursement(tx, reference))).state).toBe('submitted');
    await world.as('reyes', async (tx, actor) => {
      const { amount, invoice } = await getDisbursement(tx, reference);
      return reviseDisbursement(tx, actor, { key: randomUUID(), reference, amount, invoice }, '2027-01-08');
    });
    await decide('chua');
    await decide('alvarez');
    expect((await world.as('lim', (tx) => getDisbursement(tx, reference))).state).toBe('approved');
  });

  it('is paid by nobody who asked for it, and the payment says on which account', async () => {
    const pay = (who: CastId) =>
      world.as(who, (tx, actor) =>
        payDisbursement(
          tx,
          actor,
          { key: randomUUID(), reference: 'D-2027-0002', paidOn: '2027-01-08', bankReference: 'WIRE 9042' },
          '2027-01-08',
        ),
      );
    expect(await refusal(pay('tan'))).toBe('DI014');
    // Of two in finance one asked for the payment and the other for the account: the account is asked for by neither here.
    await world.db.asOperator(`do $$ begin
      alter table payout_account disable trigger all;
      update payout_account set asked_by = null where version = 2;
      alter table payout_account enable always trigger written_once; alter table payout_account enable always trigger digest_kept;
      alter table payout_account enable always trigger never_emptied;
    end $$`);
    await pay('tan');
    const [row] = await world.db.asOperator<{ ending: string }>(
      "select a.ending from payment p join payout_account a on a.id = p.payout_account_id where p.bank_reference = 'WIRE 9042'",
    );
    expect(row).toEqual({ ending: '9042' });
  });

  it('stopped while it is in force, leaves the provider without one: nothing is paid until another is', async () => {
    expect(await refusal(stop('lim'))).toBe('permission');
    await stop('alvarez');
    expect((await newest()).state).toBe('stopped');
    expect(await refusal(stop('alvarez'))).toBe('PO004');
    const [row] = await world.db.asOperator<{ id: string | null }>(
      "select sec.payout_account_in_force(id) as id from provider where code = 'Provider 03'",
    );
    expect(row?.id).toBeNull();
  });

  it('stopped before that, leaves the one before in force; a provider who does not confirm stops it at once', async () => {
    await ask('tan', 'Provider 04');
    const accounts = () => world.as('lim', (tx) => findPayoutAccounts(tx, 'Provider 04'));
    const id = (await accounts())[0]?.id as number;
    await world.as('chua', (tx, actor) =>
      callBack(tx, actor, { key: randomUUID(), account: id, from: 'vetting', since: '2026-01-05', confirmed: false }),
    );
    expect((await accounts()).map(({ state }) => state)).toEqual(['stopped', 'in_force']);
    await ask('tan', 'Provider 04');
    await stop('tan', (await accounts())[0]?.id);
    expect((await accounts())[0]?.steps.at(-1)?.why).toBe('withdrawn');
    expect((await accounts()).map(({ state }) => state)).toEqual(['stopped', 'stopped', 'in_force']);
  });

  it('and each step is in the trail, without a digit of it', async () => {
    const trail = await world.db.asOperator<{ action: string; ref: string; facts: object }>(
      "select action, record_ref as ref, facts from audit_event where action like 'payout-account.%' order by id limit 4",
    );
    expect(trail).toEqual([
      { action: 'payout-account.asked', ref: 'Provider 03', facts: { version: '2', reason: 'bank_changed' } },
      { action: 'payout-account.called-back', ref: 'Provider 03', facts: { version: '2', confirmed: 'true' } },
      {
        action: 'payout-account.agreed',
        ref: 'Provider 03',
        facts: { version: '2', proof: 'bank_letter', wait_hours: '72' },
      },
      { action: 'payout-account.stopped', ref: 'Provider 03', facts: { version: '2', why: 'doubt' } },
    ]);
  });
});
