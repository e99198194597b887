import { randomUUID } from 'node:crypto';
import { type CastWorld, castWorld } from 'test/domain/receipts/cast-world';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { getTrialBalance } from '~/domain/entries/get-trial-balance.server';
import { closePeriod } from '~/domain/periods/close-period.server';
import { getTrust } from '~/domain/trusts/get-trust.server';
import { moveParts } from '~/ledger/journal-entry';
import { postJournalEntry } from '~/ledger/post-journal-entry.server';
import { amount, sum, toText, ZERO } from '~/money/amount';

let world: CastWorld;
let trustId: number;
let subaccountId: number;
/** How many days the demo world is ahead of the clock. */
let daysAhead: number;
beforeAll(async () => {
  world = await castWorld();
  const [row] = await world.db.asOperator<{ trust: number; sub: number; ahead: number }>(
    `select t.id::int as trust, s.id::int as sub, i.clock_offset_days as ahead
       from trust t join subaccount s on s.trust_id = t.id, installation i where t.code = 'T-0043'`,
  );
  trustId = row?.trust as number;
  subaccountId = row?.sub as number;
  daysAhead = row?.ahead ?? 0;
  // One half of the book is linked, with a month that ends in the middle; the rest is posted after.
  await world.db.asOperator('select link_entries(id, true) from trust');
  await world.as('alvarez', (q, actor) =>
    closePeriod(q, actor, { key: randomUUID(), trustCode: 'T-0043', throughOn: '2026-03-31' }),
  );
  await interest('2026-05-10', '1.11', 'backdated');
  await interest('2026-04-02', '2.22', 'late', '2026-02-15');
  await interest('2027-01-08', '3.33', 'today');
});
afterAll(() => world.db.drop());

const interest = (occurredOn: string, figure: string, ref: string, concernsOn?: string) =>
  world.as('reyes', (q) =>
    postJournalEntry(q, {
      trustId,
      subaccountId,
      kind: 'bank_interest',
      occurredOn,
      ...(concernsOn ? { concernsOn } : {}),
      description: 'Interest',
      party: 'Bank',
      category: 'interest',
      reference: '',
      source: { type: 'test', ref, digest: '' },
      postings: moveParts('receipt:interest', 'asset:cash', { principal: ZERO, income: amount(figure) }),
    }),
  );

interface Line {
  account: string;
  part: string;
  balance: string;
}

/** The function itself, as the auditor. */
const ofFunction = (asOf: string, knownAt: string | null = null) =>
  world.as('lim', async (q) => {
    const client = (q as unknown as { $client: { query(text: string, values: unknown[]): Promise<{ rows: Line[] }> } })
      .$client;
    const { rows } = await client.query(
      'select account, part, balance::numeric(20,4)::text as balance from trial_balance($1, $2::date, $3::timestamptz) where balance <> 0 order by 1, 2',
      [trustId, asOf, knownAt],
    );
    return rows;
  });

/** A plain sum over every posting. */
const ofPostings = (asOf: string, knownAt: string | null = null) =>
  world.db.asOperator<Line>(
    `select a.code as account, p.part, sum(p.amount)::numeric(20,4)::text as balance
       from posting p join account a on a.id = p.account_id join journal_entry e on e.id = p.entry_id
      where e.trust_id = $1 and e.occurred_on <= $2::date and ($3::timestamptz is null or e.recorded_at <= $3::timestamptz)
      group by 1, 2 having sum(p.amount) <> 0 order by 1, 2`,
    [trustId, asOf, knownAt],
  );

const DAYS = [
  '2025-10-31',
  '2025-11-20',
  '2026-01-01',
  '2026-03-31',
  '2026-04-01',
  '2026-04-02',
  '2026-05-09',
  '2026-05-10',
];
const MORE_DAYS = ['2026-05-31', '2026-12-31', '2027-01-07', '2027-01-08', '2028-02-29'];

describe('a trial balance', () => {
  it.each([...DAYS, ...MORE_DAYS])(
    'at the end of %s is the plain sum of the postings, and comes to zero',
    async (day) => {
      const lines = await ofFunction(day);
      expect(lines).toEqual(await ofPostings(day));
      for (const part of ['principal', 'income'])
        expect(toText(sum(lines.filter((line) => line.part === part).map((line) => amount(line.balance))))).toBe(
          '0.00',
        );
    },
  );

  it('as it was known at any moment is the plain sum of what was recorded by then', async () => {
    const moments = await world.db.asOperator<{ at: string; day: string }>(
      `select e.recorded_at::text as at, d.day from journal_entry e, unnest($2::text[]) d(day) where e.trust_id = $1
        and e.id in (select min(id) from journal_entry where trust_id = $1 union select max(id) from journal_entry where trust_id = $1
                     union select max(id) - 2 from journal_entry where trust_id = $1 union select max(id) - 1 from journal_entry where trust_id = $1)`,
      [trustId, ['2026-03-31', '2026-05-10', '2027-01-08']],
    );
    expect(moments.length).toBeGreaterThanOrEqual(9);
    for (const { at, day } of moments) expect(await ofFunction(day, at)).toEqual(await ofPostings(day, at));
    const before = moments.map((moment) => moment.at).sort()[0] as string;
    expect(await ofFunction('2027-01-08', `${before.slice(0, 4)}-01-01`)).toEqual([]);
  });

  it('tells what was known from what was true: an entry recorded later is in the one and not in the other', async () => {
    const [last] = await world.db.asOperator<{ at: string }>(
      "select (min(recorded_at) - interval '1 microsecond')::text as at from journal_entry where source_type = 'test'",
    );
    const of = (lines: Line[]) => lines.find((line) => line.account === 'receipt:interest')?.balance ?? '0.0000';
    expect(of(await ofFunction('2026-05-31', last?.at))).toBe('0.0000');
    expect(of(await ofFunction('2026-05-31'))).toBe('-3.3300');
    expect(of(await ofFunction('2026-03-31'))).toBe('0.0000');
  });

  it('stays the same when the rest is linked', async () => {
    const before = await ofFunction('2026-12-31');
    await world.db.asOperator('select link_entries(id, true) from trust');
    expect(await ofFunction('2026-12-31')).toEqual(before);
  });

  it('is read by those who read the books, and is empty for others', async () => {
    const of = (who: 'dizon' | 'chambersY' | 'alvarez') =>
      world.as(who, (q) => getTrialBalance(q, trustId, '2027-01-08').then((lines) => lines.length));
    expect(await of('alvarez')).toBeGreaterThan(2);
    expect(await of('dizon')).toBe(0);
    expect(await of('chambersY')).toBe(0);
  });
});

describe('as people read it', () => {
  it('each account stands once, with its parts, what there is first', async () => {
    const lines = await world.as('lim', async (q) =>
      getTrialBalance(q, (await getTrust(q, 'T-0042')).id, '2026-12-31'),
    );
    const figures = new Map(lines.map((line) => [line.account, line]));
    expect(toText(figures.get('asset:cash')?.principal.plus(figures.get('asset:cash')?.income ?? 0) ?? ZERO)).toBe(
      '31134.00',
    );
    expect(lines.map((line) => line.kind)).toEqual(
      [...lines.map((line) => line.kind)].sort((a, b) => ORDER.indexOf(a) - ORDER.indexOf(b)),
    );
  });

  it('known on a day of the world is known by the end of that day on its own calendar', async () => {
    const at = (day: string) =>
      world.as('lim', (q) =>
        getTrialBalance(q, trustId, '2027-01-08', { day, zone: 'America/New_York', daysAhead }).then(
          (rows) => rows.length,
        ),
      );
    expect(await at('2027-01-06')).toBe(0);
    expect(await at('2027-01-10')).toBeGreaterThan(0);
  });
});

const ORDER = ['asset', 'opening', 'receipt', 'gain', 'disbursement', 'loss', 'distribution'];
