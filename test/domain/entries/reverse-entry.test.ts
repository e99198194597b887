import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { type CastWorld, castWorld } from 'test/domain/receipts/cast-world';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { getEntry } from '~/domain/entries/get-entry.server';
import { reverseEntry } from '~/domain/entries/reverse-entry.server';
import { collectFigures } from '~/reports/court-accounting/figures.server';
import { stateAccounting } from '~/reports/court-accounting/statement';
import { type Name, openCareWorld, outcome, raw } from '../disbursements/care-world';
import { agree, ask, type Books, booksOf, close, dayBefore, post } from '../periods/close-world';

type CareWorld = Awaited<ReturnType<typeof openCareWorld>>;

let world: CareWorld;
let books: Books;
beforeAll(async () => {
  world = await openCareWorld();
  books = await booksOf(world);
});
afterAll(() => world.close());

const reverse = (
  entry: number,
  { on = books.day(5), who = 'fe' as Name, key = randomUUID() as string, reason = 'The bank took it back.' } = {},
) => world.as(who, (q, actor) => reverseEntry(q, actor, { key, entry, on, reason }));

const failing = () =>
  world.rows<{ title: string }>('select title from trust t cross join lateral consistency.failing(t.id)');

describe('a reversal', () => {
  it('moves everything back by a new entry that both point to, with its day, its reason and its event', async () => {
    const entry = await post(world, books, books.day(10), undefined, '7.50');
    const [before] = await world.rows('select posted from subaccount where id = $1', [books.subaccountId]);
    const done = await reverse(entry, { on: books.day(4) });
    const read = await world.as('lim', (q) => getEntry(q, Number(done.entry)));
    expect(read).toMatchObject({
      kind: 'reversal',
      reverses: entry,
      occurredOn: books.day(4),
      concernsOn: null,
      description: 'The bank took it back.',
    });
    expect(read.postings.map((line) => [line.account, line.amount.toFixed(2)])).toEqual([
      ['asset:cash', '-7.50'],
      ['receipt:interest', '7.50'],
    ]);
    expect(await world.as('lim', (q) => getEntry(q, entry))).toMatchObject({ reversedBy: read.id });
    const [after] = await world.rows('select posted from subaccount where id = $1', [books.subaccountId]);
    expect(Number(after?.posted)).toBe(Number(before?.posted) - 7.5);
    expect(
      await world.rows(
        "select record_ref, person_id::int as person, facts ->> 'by_entry' as by_entry from audit_event where action = 'entry.reversed' and record_ref = $1",
        [String(entry)],
      ),
    ).toEqual([{ record_ref: String(entry), person: world.people.fe.personId, by_entry: done.entry }]);
    expect(await failing()).toEqual([]);
  });

  it('is posted once for one form, also when it is sent twice at the same moment', async () => {
    const entry = await post(world, books, books.day(10));
    const key = randomUUID();
    const [a, b] = await Promise.all([reverse(entry, { key }), reverse(entry, { key })]);
    expect(a).toEqual(b);
    expect(await reverse(entry, { key })).toEqual(a);
    expect(
      await world.rows("select 1 from audit_event where action = 'entry.reversed' and record_ref = $1", [
        String(entry),
      ]),
    ).toHaveLength(1);
  });

  it('happens once, whoever sends which form', async () => {
    const entry = await post(world, books, books.day(10));
    const ends = await Promise.all(['fe', 'pia', 'gus'].map((who) => outcome(reverse(entry, { who: who as Name }))));
    expect(ends.filter((end) => end === 'accepted')).toHaveLength(1);
    expect(ends.every((end) => ['accepted', 'reversal.done', 'database.reversed_once'].includes(end))).toBe(true);
    expect(await outcome(reverse(entry))).toBe('reversal.done');
    expect(await world.rows('select 1 from journal_entry where reverses_id = $1', [entry])).toHaveLength(1);
  });

  it('is not itself reversed', async () => {
    const entry = await post(world, books, books.day(10));
    const done = await reverse(entry);
    expect(await outcome(reverse(Number(done.entry)))).toBe('reversal.of-a-reversal');
    expect(await byHand(world, 'fe', Number(done.entry), books.day(3))).toBe('database.LE014');
  });

  it('bears the entry’s day or a later one, within the trust’s time', async () => {
    const entry = await post(world, books, books.day(10));
    expect(await outcome(reverse(entry, { on: books.day(11) }))).toBe('database.LE014');
    expect(await outcome(reverse(entry, { on: books.day(500) }))).toBe('database.LE007');
    expect(await outcome(reverse(entry, { on: dayBefore(world.today, -400) }))).toBe('database.LE006');
    expect(await outcome(reverse(entry, { on: books.day(10) }))).toBe('accepted');
  });

  it('takes back no money that is spent or held', async () => {
    const poor = await booksOf(world);
    const entry = await post(world, poor, poor.day(10), undefined, '50.00');
    await world.rows(
      "insert into hold (trust_id, subaccount_id, amount, reason, source_ref) values ($1, $2, 1010, 'below_threshold', $3)",
      [poor.trustId, poor.subaccountId, `reversal ${poor.code}`],
    );
    await world.rows('update subaccount set held = 1010 where id = $1', [poor.subaccountId]);
    expect(await outcome(reverse(entry))).toBe('database.LE008');
    await world.as('fe', async (q) => {
      await q.execute(sql`select void_hold('below_threshold', ${`reversal ${poor.code}`})`);
    });
    expect(await outcome(reverse(entry))).toBe('accepted');
  });

  it('of an entry in a closed period is a late entry of the open one; into the closed one it is refused', async () => {
    const shut = await booksOf(world, 'T-1002');
    const entry = await post(world, shut, shut.day(20));
    const { close: id } = await close(world, 'fe', 'T-1002', shut.day(15));
    expect(await outcome(reverse(entry, { on: shut.day(18) }))).toBe('database.LE005');
    const done = await reverse(entry, { on: shut.day(14) });
    expect(await world.as('lim', (q) => getEntry(q, Number(done.entry)))).toMatchObject({
      occurredOn: shut.day(14),
      concernsOn: shut.day(20),
    });
    const other = await post(world, shut, shut.day(13));
    await ask(world, 'fe', id);
    await agree(world, 'ana', id);
    const open = await reverse(other, { on: shut.day(12) });
    expect(await world.as('lim', (q) => getEntry(q, Number(open.entry)))).toMatchObject({ concernsOn: null });
    expect(await failing()).toEqual([]);
  });
});

/** The ledger's own function by raw SQL, past the rooms. */
const byHand = (care: CareWorld, who: Name, entry: number, on: string) =>
  raw(care, who, "select reverse_journal_entry($1, $2::date, 'because', 'hand', $3, '')", [entry, on, randomUUID()]);

describe('who may reverse', () => {
  it.each(['ana', 'lim', 'wes'] as const)('%s may not by the verb', async (who) => {
    const entry = await post(world, books, books.day(10));
    expect(await outcome(reverse(entry, { who }))).toBe('permission');
  });

  it('those who read the books are told so by the database, for the others there is no such trust', async () => {
    const entry = await post(world, books, books.day(10));
    for (const who of ['ana', 'lim'] as const) expect(await byHand(world, who, entry, books.day(5))).toBe('42501');
    for (const who of ['wes', 'eli', 'dan'] as const)
      expect(await byHand(world, who, entry, books.day(5))).toBe('database.LE004');
  });

  it('an entry that nobody posted is not found', async () => {
    expect(await outcome(reverse(999_999_999))).toBe('not-found');
    expect(await byHand(world, 'fe', 999_999_999, books.day(5))).not.toBe('accepted');
  });
});

describe('an entry that another record rests on', () => {
  let cast: CastWorld;
  beforeAll(async () => {
    cast = await castWorld();
  });
  afterAll(() => cast.db.drop());

  const entryOf = async (table: 'payment' | 'allocation') =>
    Number((await cast.db.asOperator<{ id: string }>(`select max(entry_id) as id from ${table}`))[0]?.id);

  it.each([
    ['payment', 'reversal.payment'],
    ['allocation', 'reversal.receipt-share'],
  ] as const)('of a %s is not reversed, and nothing is written', async (table, code) => {
    const entry = await entryOf(table);
    const input = { key: randomUUID(), entry, on: '2027-01-08', reason: 'It went the wrong way.' };
    expect(await outcome(cast.as('tan', (q, actor) => reverseEntry(q, actor, input)))).toBe(code);
    expect(await cast.db.asOperator('select 1 from journal_entry where reverses_id = $1', [entry])).toEqual([]);
    expect(await cast.db.asOperator("select 1 from audit_event where action = 'entry.reversed'")).toEqual([]);
  });

  it('that was reversed past the rooms all the same is named by a standing check', async () => {
    const entry = await entryOf('payment');
    await cast.as('tan', async (q) => {
      await q.execute(sql`select reverse_journal_entry(${entry}, '2027-01-08'::date, 'because', 'hand', 'h1', '')`);
    });
    const found = await cast.db.asOperator<{ title: string }>(
      'select f.title from trust t cross join lateral consistency.failing(t.id) f',
    );
    expect(found.map((row) => row.title)).toEqual([
      'No payment and no share of a receipt rests on an entry that was reversed',
    ]);
  });
});

describe('the next account to the court', () => {
  it('balances after every entry of a year was taken back that can be, sales and purchases too', async () => {
    const cast = await castWorld();
    const entries = await cast.db.asOperator<{ id: number; kind: string }>(
      "select e.id::int, e.kind from journal_entry e join trust t on t.id = e.trust_id where t.code = 'T-0042' order by e.id desc",
    );
    const taken = new Set<string>();
    for (const { id, kind } of entries) {
      const input = { key: randomUUID(), entry: id, on: '2027-01-08', reason: 'It went the wrong way.' };
      if ((await outcome(cast.as('tan', (q, actor) => reverseEntry(q, actor, input)))) === 'accepted') taken.add(kind);
      const period = { trustCode: 'T-0042', from: '2027-01-01', through: '2027-01-08' };
      const collected = await cast.as('lim', (q) => collectFigures(q, period));
      expect(() => stateAccounting((collected as NonNullable<typeof collected>).figures)).not.toThrow();
    }
    for (const kind of ['bank_interest', 'fee', 'distribution', 'holding_sale', 'currency_sale', 'holding_purchase'])
      expect(taken).toContain(kind);
    expect(
      await cast.db.asOperator('select f.title from trust t cross join lateral consistency.failing(t.id) f'),
    ).toEqual([]);
    await cast.db.drop();
  });
});
