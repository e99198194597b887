import { createHash, randomUUID } from 'node:crypto';
import { sqlState } from 'db/client';
import { sql } from 'drizzle-orm';
import { csv, fee } from 'test/domain/book-events/books-csv';
import { type CastWorld, castWorld } from 'test/domain/receipts/cast-world';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { explainLines } from '~/domain/accountings/explain-lines.server';
import { fileAccounting } from '~/domain/accountings/file-accounting.server';
import { findAccountings, getAccounting } from '~/domain/accountings/get-accounting.server';
import { prepareAccounting } from '~/domain/accountings/prepare-accounting.server';
import { importEvents } from '~/domain/book-events/import-events.server';
import { getEntry } from '~/domain/entries/get-entry.server';
import { fingerprintOf } from '~/reports/court-accounting/fingerprint';
import type { CheckTexts } from '~/vault/check-texts.server';
import { explainTexts } from '~/vault/explain-texts.server';

const TODAY = '2027-01-08';

let world: CastWorld;
beforeAll(async () => {
  world = await castWorld();
});
afterAll(() => world.db.drop());

type Who = Parameters<CastWorld['as']>[0];

const prepare = (who: Who, trustCode: string, from: string, through: string) =>
  world.as(who, (tx, actor) => prepareAccounting(tx, actor, { key: randomUUID(), trustCode, from, through }, TODAY));
const nothing: CheckTexts = async () => ({ told: [], byVault: true });
const file = (who: Who, reference: string, key = randomUUID(), checkTexts = nothing) =>
  world.as(who, (tx, actor) => fileAccounting(tx, actor, { key, reference, checkTexts }));
const postInterest = (trustCode: string, reference: string, day = '2027-01-05', more = {}) =>
  world.as('reyes', (tx, actor) =>
    importEvents(tx, actor, {
      trustCode,
      bytes: csv(fee({ kind: 'bank_interest', category: 'interest', reference, occurred_on: day, ...more })),
    }),
  );

describe('filing an accounting', () => {
  it('is refused to its preparer, by the verb and by the database', async () => {
    const { reference } = await prepare('chua', 'T-0043', '2025-11-01', '2025-12-31');
    await expect(file('chua', reference)).rejects.toMatchObject({ code: 'filing.own' });
    const straight = world.as('chua', (tx) => tx.execute(sql`select file_accounting(${reference})`));
    expect(await straight.catch(sqlState)).toBe('AC001');
  });

  it('is not finance’s, though finance may prepare', async () => {
    const { reference } = await prepare('tan', 'T-0043', '2025-11-01', '2025-12-31');
    await expect(file('reyes', reference)).rejects.toMatchObject({ code: 'permission' });
    const straight = world.as('reyes', (tx) => tx.execute(sql`select file_accounting(${reference})`));
    expect(await straight.catch(sqlState)).toBe('AC002');
  });

  it('is refused where the books of the period changed since', async () => {
    const { reference } = await prepare('alvarez', 'T-0043', '2025-11-01', '2026-11-30');
    await postInterest('T-0043', 'V-9300', '2026-11-30');
    await expect(file('chua', reference)).rejects.toMatchObject({ code: 'filing.stale' });
  });

  it('is refused where a line may name the child, with the line and not the word; a single word passes once explained', async () => {
    await postInterest('T-0043', 'V-9310', '2026-12-01', { description: 'Sampaguita' });
    const { reference } = await prepare('alvarez', 'T-0043', '2025-11-01', '2026-12-30');
    const seen: string[] = [];
    const telling =
      (sure: boolean): CheckTexts =>
      async (texts) => {
        seen.push(...texts);
        return { told: [{ text: texts.indexOf('Sampaguita'), kind: 'name', sure }], byVault: true };
      };
    const refused = await file('chua', reference, randomUUID(), telling(true)).catch((error) => error);
    expect(refused).toMatchObject({
      code: 'public.names',
      message: expect.stringMatching(/in line [A-Z]-\d+, description\./),
    });
    expect(refused.message).not.toContain('Sampaguita');
    await expect(file('chua', reference, randomUUID(), telling(false))).rejects.toMatchObject({ code: 'public.names' });
    const digest = createHash('sha256').update('Sampaguita').digest('hex');
    await world.as('reyes', (tx) =>
      tx.execute(
        sql`select record_audit_event('text.explained', 'text', 'reference', null, null, ${JSON.stringify({ kind: 'name', reason: 'word', text_sha256: digest })}::jsonb)`,
      ),
    );
    await expect(file('chua', reference, randomUUID(), telling(true))).rejects.toMatchObject({ code: 'public.names' });
    const undone = (checkTexts: CheckTexts) =>
      world.as('chua', async (tx, actor) => {
        await fileAccounting(tx, actor, { key: randomUUID(), reference, checkTexts });
        throw new Error('filed, and taken back by this test');
      });
    await expect(undone(telling(false))).rejects.toThrow('filed, and taken back');

    // A false alarm at a posted text: one person's word is not enough, however often it is given; two people's is.
    const explain = (who: Who) =>
      world.as(who, (tx, actor) => explainLines(tx, actor, { reference, reason: 'word', checkTexts: telling(true) }));
    await expect(explain('reyes')).rejects.toMatchObject({ code: 'permission' });
    await world.as('reyes', (tx) =>
      explainTexts(tx, [{ field: 'description', text: 'Sampaguita', kind: 'name', reason: 'staff' }]),
    );
    await expect(undone(telling(true))).rejects.toMatchObject({ code: 'public.names', field: 'lines-no-name' });
    await explain('chua');
    await expect(undone(telling(true))).rejects.toThrow('filed, and taken back');
    expect(seen).toEqual(expect.arrayContaining(['Sampaguita', 'Custodian bank']));
  });

  it('is refused while the vault does not answer', async () => {
    const { reference } = await prepare('alvarez', 'T-0043', '2025-11-01', '2026-12-30');
    const away: CheckTexts = async () => ({ told: [], byVault: false });
    await expect(file('chua', reference, randomUUID(), away)).rejects.toMatchObject({ code: 'public.unchecked' });
  });

  it('holds from then on: the period takes no entry, by import or by raw SQL as the application’s role', async () => {
    const { reference } = await prepare('alvarez', 'T-0043', '2025-11-01', '2026-12-31');
    const key = randomUUID();
    expect(await file('chua', reference, key)).toEqual({ reference });
    expect(await file('chua', reference, key)).toEqual({ reference });
    await expect(file('chua', reference)).rejects.toMatchObject({ code: 'filing.filed' });
    await expect(postInterest('T-0043', 'V-9301', '2026-12-31')).rejects.toMatchObject({ code: 'import.refused' });
    const straight = world.as('reyes', (tx) =>
      tx.execute(sql`
        select post_journal_entry(t.id, 'fee', '2026-12-31', null, 'late', 'Bank', 'wire_fee', 'V-9302', 'import', 'fee:V-9302', 'x', null,
          array['asset:cash', 'disbursement:wire_fee'], array[s.id, s.id], array['principal', 'principal'],
          array[-1.00, 1.00]::numeric[], array[null, null]::text[], array[null, null]::bigint[], array[null, null]::numeric[])
          from trust t join subaccount s on s.trust_id = t.id where t.code = 'T-0043'`),
    );
    expect(await straight.catch(sqlState)).toBe('LE005');
    await expect(postInterest('T-0043', 'V-9303', '2027-01-01')).resolves.toMatchObject({ posted: 1 });
  });

  it('leaves another accounting of the same days where it is', async () => {
    const second = await world.as('lim', (tx) => findAccountings(tx));
    const left = second.find((one) => one.trustCode === 'T-0043' && !one.filedAt && one.throughOn === '2025-12-31');
    const straight = world.as('alvarez', (tx) => tx.execute(sql`select file_accounting(${left?.reference})`));
    expect(await straight.catch(sqlState)).toBe('AC003');
  });

  it('of a trust one is no longer trustee of is not found', async () => {
    const { reference } = await prepare('chua', 'T-0044', '2025-11-01', '2026-12-31');
    await expect(file('alvarez', reference)).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('what is frozen', () => {
  it('cannot be changed by the application’s role, nor by the owner', async () => {
    const change = world.as('alvarez', (tx) => tx.execute(sql`update accounting set fingerprint = 'x'`));
    expect(await change.catch(sqlState)).toBe('42501');
    const removed = world.as('alvarez', (tx) => tx.execute(sql`delete from accounting_filing`));
    expect(await removed.catch(sqlState)).toBe('42501');
  });

  it('still has the fingerprint it was filed with', async () => {
    for (const account of await world.as('lim', (tx) => findAccountings(tx))) {
      const { figures, fingerprint } = await world.as('lim', (tx) => getAccounting(tx, account.reference));
      expect(fingerprintOf(figures)).toBe(fingerprint);
    }
  });
});

describe('the court', () => {
  const seen = (who: Who) => world.as(who, (tx) => findAccountings(tx));

  it('sees what was filed on its docket and nothing else; another docket’s is not found', async () => {
    const z = await seen('chambersZ');
    expect(z.map((one) => [one.trustCode, one.throughOn])).toEqual([['T-0042', '2026-12-31']]);
    const y = await seen('chambersY');
    expect(y.map((one) => one.trustCode)).toEqual(['T-0043']);
    expect(y.every((one) => one.filedAt)).toBe(true);
    const reference = z[0]?.reference as string;
    await expect(world.as('chambersY', (tx) => getAccounting(tx, reference))).rejects.toMatchObject({
      code: 'not-found',
    });
    await expect(world.as('chambersY', (tx) => getAccounting(tx, 'ACC-1999-0001'))).rejects.toMatchObject({
      code: 'not-found',
    });
    await expect(world.as('chambersZ', (tx) => getAccounting(tx, reference))).resolves.toMatchObject({ reference });
  });

  it('sees the entries of the filed period only', async () => {
    await postInterest('T-0042', 'V-9304');
    const days = await world.as('chambersZ', (tx) =>
      tx.execute<{ first: string; last: string; all: string; trusts: string }>(
        sql`select min(occurred_on)::text as first, max(occurred_on)::text as last, count(*) as all, count(distinct trust_id) as trusts from journal_entry`,
      ),
    );
    expect(days.rows[0]).toMatchObject({ first: '2026-01-01', last: '2026-12-31', all: '26', trusts: '1' });
    const [late] = await world.db.asOperator<{ id: string }>("select id from journal_entry where reference = 'V-9304'");
    await expect(world.as('chambersZ', (tx) => getEntry(tx, Number(late?.id)))).rejects.toMatchObject({
      code: 'not-found',
    });
    const entry = await world.as('chambersZ', (tx) => getEntry(tx, 3));
    expect(entry).toMatchObject({ trustCode: 'T-0042', reference: 'C-1101', accountedThrough: '2026-12-31' });
    expect(entry.postings).toHaveLength(2);
    await expect(world.as('chambersY', (tx) => getEntry(tx, 3))).rejects.toMatchObject({ code: 'not-found' });
  });

  it('sees no balance, no sub-account and no beneficiary', async () => {
    for (const table of ['subaccount', 'beneficiary', 'lot', 'hold', 'payment', 'disbursement', 'provider']) {
      const { rows } = await world.as('chambersZ', (tx) =>
        tx.execute<{ count: string }>(sql.raw(`select count(*) from ${table}`)),
      );
      expect(rows[0]?.count, table).toBe('0');
    }
  });
});
