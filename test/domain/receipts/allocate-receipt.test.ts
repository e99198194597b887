import { randomUUID } from 'node:crypto';
import { sqlState } from 'db/client';
import type { CastId } from 'db/seed/cast';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findCaseChoices } from '~/domain/awards/find-open-awards.server';
import { allocateReceipt, previewAllocation } from '~/domain/receipts/allocate-receipt.server';
import { findAllocations, findReceipts, getReceipt } from '~/domain/receipts/get-receipt.server';
import { type RecordReceiptInput, recordReceipt } from '~/domain/receipts/record-receipt.server';
import { amount, sum, toText } from '~/money/amount';
import { type CastWorld, castWorld } from './cast-world';

const TODAY = '2027-01-08';
let world: CastWorld;
let given = 0;

beforeAll(async () => {
  world = await castWorld();
});
afterAll(() => world.db.drop());

/** A remittance of a defendant of a case, as finance records it. */
async function remittance(
  total: string,
  changes: Partial<RecordReceiptInput> & { case?: string; sequence?: number } = {},
) {
  const { case: shortName = 'Case ZZZ-0001', sequence = 2, ...rest } = changes;
  const choices = await world.as('reyes', findCaseChoices);
  const choice = choices.find((item) => item.shortName === shortName && item.sequence === sequence);
  given += 1;
  return {
    key: randomUUID(),
    defendantId: choice?.defendantId ?? 0,
    clerkReference: `C-${9000 + given}`,
    paidOn: '2027-01-06',
    amount: amount(total),
    component: 'principal' as const,
    ...rest,
  };
}

const record = (input: RecordReceiptInput, id: CastId = 'reyes') =>
  world.as(id, (tx, actor) => recordReceipt(tx, actor, input, TODAY));
const preview = (reference: string, id: CastId = 'reyes') =>
  world.as(id, (tx, actor) => previewAllocation(tx, actor, reference));
const post = (input: { key: string; reference: string; digest: string }, id: CastId = 'reyes') =>
  world.as(id, (tx, actor) => allocateReceipt(tx, actor, input));

/** Recorded and read, ready to be posted. */
async function ready(total: string, changes: Parameters<typeof remittance>[1] = {}) {
  const { reference } = await record(await remittance(total, changes));
  const { digest } = await preview(reference);
  return { key: randomUUID(), reference, digest };
}

async function sharesOf(reference: string, id: CastId = 'reyes') {
  const rows = await world.as(id, async (tx) => findAllocations(tx, (await getReceipt(tx, reference)).id));
  return rows.map((row) => `${row.beneficiaryCode} ${toText(row.amount)} ${row.state}`);
}

const holdsOf = (code: string) =>
  world.db.asOperator<{ amount: string; ending: string | null }>(
    `select h.amount::numeric(20,2)::text as amount, h.ending from hold h join subaccount s on s.id = h.subaccount_id
       join beneficiary b on b.id = s.beneficiary_id where b.code = $1 and h.reason = 'below_threshold' order by h.id`,
    [code],
  );
const count = async (table: 'allocation' | 'receipt' | 'journal_entry') =>
  Number((await world.db.asOperator<{ n: string }>(`select count(*) as n from ${table}`))[0]?.n);

describe('a receipt is shared out', () => {
  test('to the cent, once, each share with its entry and the small one held', async () => {
    const form = await ready('475.33');
    expect(await post(form)).toEqual({ reference: form.reference });
    expect(await sharesOf(form.reference)).toEqual([
      'KALACHUCHI-17 93.57 applied',
      'KAMAGONG-22 22.46 held_below_threshold',
      'NIYOG-01 359.30 applied',
    ]);
    expect(await holdsOf('KAMAGONG-22')).toEqual([{ amount: '22.46', ending: null }]);
    const [receipt] = await world.as('reyes', (tx) => findReceipts(tx, 1));
    expect(receipt).toMatchObject({ reference: form.reference, posted: true });

    const before = await count('journal_entry');
    expect(await post(form)).toEqual({ reference: form.reference });
    await expect(post({ ...form, key: randomUUID() })).rejects.toMatchObject({ code: 'receipt.posted' });
    expect(await count('journal_entry')).toBe(before);
  });

  test('and a held share is released when the next one lifts it over the threshold', async () => {
    const form = await ready('55.03');
    await post(form);
    expect(await sharesOf(form.reference)).toContain('KAMAGONG-22 2.60 applied');
    expect(await holdsOf('KAMAGONG-22')).toEqual([{ amount: '22.46', ending: 'voided' }]);
  });

  test('once, when two people post it at the same time', async () => {
    const form = await ready('300.00');
    const before = await count('allocation');
    const answers = await Promise.allSettled([post(form), post({ ...form, key: randomUUID() }, 'tan')]);
    expect(answers.filter((answer) => answer.status === 'fulfilled')).toHaveLength(1);
    expect(answers.find((answer) => answer.status === 'rejected')).toMatchObject({
      reason: { code: 'receipt.posted' },
    });
    expect(await count('allocation')).toBe(before + 3);
  });

  test('once, when the same form is sent twice at the same time', async () => {
    const form = await ready('310.00');
    const before = await count('allocation');
    expect(await Promise.all([post(form), post(form)])).toEqual([
      { reference: form.reference },
      { reference: form.reference },
    ]);
    expect(await count('allocation')).toBe(before + 3);
  });

  test('each receipt of a case after the other, never measured against the same debts', async () => {
    const forms = [await ready('400.00'), await ready('500.00')];
    const answers = await Promise.allSettled(forms.map((form) => post(form)));
    expect(answers.filter((answer) => answer.status === 'fulfilled')).toHaveLength(1);
    expect(answers.find((answer) => answer.status === 'rejected')).toMatchObject({
      reason: {
        code: 'receipt.changed',
        message: 'The balances changed while you were reading. Here is the new preview.',
      },
    });
    const left = forms[answers.findIndex((answer) => answer.status === 'rejected')];
    const { digest } = await preview(left?.reference ?? '');
    expect(await post({ key: randomUUID(), reference: left?.reference ?? '', digest })).toHaveProperty('reference');
  });

  test('with a trace in each trust, and no share without its entry', async () => {
    const form = await ready('100.00');
    await post(form);
    const traces = await world.db.asOperator<{ action: string }>(
      'select action from audit_event where record_ref = $1 order by id',
      [form.reference],
    );
    expect(traces.map((trace) => trace.action).sort()).toEqual([
      'receipt.posted',
      'receipt.recorded',
      'receipt.share-applied',
      'receipt.share-held',
      'receipt.share-held',
    ]);
    const shares = await world.as('reyes', async (tx) =>
      findAllocations(tx, (await getReceipt(tx, form.reference)).id),
    );
    expect(toText(sum(shares.map((share) => share.amount)))).toBe('100.00');
    expect(new Set(shares.map((share) => share.entryId)).size).toBe(3);
  });
});

describe('a receipt is refused', () => {
  test('above what the defendant still owes', async () => {
    const form = await ready('200000.00');
    await expect(post(form)).rejects.toMatchObject({ code: 'receipt.above-debt' });
    expect(await sharesOf(form.reference)).toEqual([]);
  });

  test('to be recorded twice under one clerk reference of the case', async () => {
    const first = await remittance('12.00');
    const { reference } = await record(first);
    await expect(record({ ...first, key: randomUUID(), amount: amount('13.00') })).rejects.toMatchObject({
      code: 'receipt.seen-before',
      field: 'clerkReference',
      message: `Reference ${first.clerkReference} was recorded already, paid on Jan 6, 2027 (receipt ${reference}). Open that one.`,
    });
    expect(await record(first)).toEqual({ reference });
  });

  test.each([
    ['receipt.in-the-future', 'paidOn', 'Enter a date that is today or earlier.', { paidOn: '2027-01-09' }],
    [
      'receipt.before-order',
      'paidOn',
      'This day is before the order was entered (Mar 4, 2024). Check the date.',
      { paidOn: '2024-03-03' },
    ],
    [
      'receipt.unknown-defendant',
      'defendantId',
      'Choose the case and defendant that the clerk names.',
      { defendantId: 999999 },
    ],
  ])('%s', async (code, field, message, changes) => {
    const before = await count('receipt');
    await expect(record(await remittance('10.00', changes))).rejects.toMatchObject({ code, field, message });
    expect(await count('receipt')).toBe(before);
  });

  test('on a day in a period accounted for to the court: nothing of it is posted', async () => {
    const form = await ready('90.00', { paidOn: '2026-12-01' });
    const before = await count('journal_entry');
    const error = await post(form).catch((thrown: unknown) => thrown);
    expect(sqlState(error)).toBe('LE005');
    expect(await count('journal_entry')).toBe(before);
    expect(await sharesOf(form.reference)).toEqual([]);
  });

  test('to whoever does not record receipts', async () => {
    const form = await ready('80.00');
    for (const id of ['alvarez', 'dizon', 'lim'] as const) {
      await expect(post({ ...form, key: randomUUID() }, id)).rejects.toMatchObject({ code: 'permission' });
      await expect(record(await remittance('10.00'), id)).rejects.toMatchObject({ code: 'permission' });
    }
  });
});

describe('who sees what', () => {
  test('a draft is finance’s and the auditor’s; a trustee and a caseworker do not know of it', async () => {
    const form = await ready('70.00');
    await expect(preview(form.reference, 'lim')).resolves.toHaveProperty('digest', form.digest);
    await expect(preview(form.reference, 'alvarez')).rejects.toMatchObject({ code: 'not-found' });
    await expect(preview(form.reference, 'dizon')).rejects.toMatchObject({ code: 'permission' });
  });

  test('a trustee sees the shares of the trusts of a term in office, and no others', async () => {
    const form = await ready('60.00');
    await post(form);
    const all = await sharesOf(form.reference);
    expect(all).toHaveLength(3);
    // R. Alvarez left T-0044, KAMAGONG-22's trust, in September.
    expect(await sharesOf(form.reference, 'alvarez')).toEqual(all.filter((share) => !share.startsWith('KAMAGONG-22')));
    expect(await sharesOf(form.reference, 'chua')).toEqual(all);
  });

  test('a receipt without a share in a trustee’s trusts is as unknown as any other', async () => {
    await world.db.asOperator(
      `update trustee_term set ends_on = '2026-12-31' where person_id = (select id from person where email = 'chua@cast.example')`,
    );
    const [posted] = await world.as('reyes', async (tx) =>
      (await findReceipts(tx)).filter((receipt) => receipt.posted),
    );
    const reference = posted?.reference ?? '';
    await expect(world.as('chua', (tx) => getReceipt(tx, reference))).rejects.toMatchObject({ code: 'not-found' });
    expect(await world.as('chua', (tx) => findReceipts(tx))).toEqual([]);
  });
});
