import { randomUUID } from 'node:crypto';
import { sqlState } from 'db/client';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Refusal } from '~/access/refusal';
import { buyHolding } from '~/ledger/buy-holding.server';
import { type HeldLot, type LotEntry, maturity } from '~/ledger/lot-sides';
import { matureHolding } from '~/ledger/mature-holding.server';
import { sellHolding } from '~/ledger/sell-holding.server';
import { spendCurrency } from '~/ledger/spend-currency.server';
import { amount } from '~/money/amount';
import { type CareWorld, type Child, type Name, newChild, openCareWorld } from '../domain/disbursements/care-world';

let world: CareWorld;
beforeAll(async () => {
  world = await openCareWorld();
  await world.rows("update trust set lot_policy = 'fifo' where code = 'T-1002'");
});
afterAll(() => world.close());

const day = (away: number) =>
  new Date(Date.parse(`${world.today}T00:00:00Z`) + away * 86_400_000).toISOString().slice(0, 10);

const move = (
  child: Child,
  holding: string,
  units: string,
  { on = world.today, ref = randomUUID() as string } = {},
) => ({
  ...{ trustId: child.trustId, subaccountId: child.subaccountId, holding, units: amount(units), occurredOn: on },
  ...{ description: '', party: 'Broker', category: 'investment', reference: ref, source: { type: 'test', ref } },
});
type When = { on?: string; ref?: string; who?: Name };

const buy = (child: Child, holding: string, units: string, cost: string, { who = 'fe', ...when }: When = {}) => {
  const kind = holding.length === 3 ? 'currency' : 'security';
  return world.as(who, (q) => buyHolding(q, { ...move(child, holding, units, when), kind, cost: amount(cost) }));
};
const sell = (child: Child, holding: string, units: string, proceeds: string, { who = 'fe', ...when }: When = {}) =>
  world.as(who, (q) => sellHolding(q, { ...move(child, holding, units, when), proceeds: amount(proceeds) }));
const mature = (child: Child, holding: string, units: string, proceeds: string, when: When = {}) =>
  world.as('fe', (q) => matureHolding(q, { ...move(child, holding, units, when), proceeds: amount(proceeds) }));
const spend = (child: Child, holding: string, units: string, when: When = {}) =>
  world.as('fe', (q) => spendCurrency(q, { ...move(child, holding, units, when), account: 'distribution:EDU' }));

const refusal = (work: Promise<unknown>) =>
  work.then(
    () => 'accepted',
    (error) => (error instanceof Refusal ? error.code : sqlState(error)),
  );

/** What an entry posted: "account part amount [units currency]". */
const posted = async (entry: number) =>
  (
    await world.rows<{ line: string }>(
      `select concat_ws(' ', a.code, p.part, p.amount::numeric(20, 2), trim_scale(p.units), case when p.units is not null then p.currency end) as line
         from posting p join account a on a.id = p.account_id where p.entry_id = $1 order by p.line`,
      [entry],
    )
  ).map((row) => row.line);
const lots = async (child: Child) =>
  (
    await world.rows<{ lot: string }>(
      `select concat_ws(' ', holding, trim_scale(units), carrying::numeric(20, 2)) as lot from lot where subaccount_id = $1 order by id`,
      [child.subaccountId],
    )
  ).map((row) => row.lot);

describe('the books’ worked figures (national model; UPIA 406(b); foreign cash at carry)', () => {
  it('half a Treasury note sold: 9,980.40 for what carried 9,925.00 is a gain of 55.40', async () => {
    const child = await newChild(world, { principal: '19850.00' });
    await buy(child, 'TNOTE-2029-02-28', '20000', '19850.00');
    expect(await posted(await sell(child, 'TNOTE-2029-02-28', '10000', '9980.40'))).toEqual([
      'asset:cash principal 9980.40',
      'asset:TNOTE-2029-02-28 principal -9925.00 -10000 USD',
      'gain:TNOTE-2029-02-28 principal -55.40',
    ]);
    expect(await lots(child)).toEqual(['TNOTE-2029-02-28 10000 9925.00']);
  });

  it('a Treasury bill redeemed within a year: what it brings over its cost is income of 488.00', async () => {
    const child = await newChild(world, { principal: '24512.00' });
    await buy(child, 'TBILL', '25000', '24512.00', { on: day(-30) });
    expect(await posted(await mature(child, 'TBILL', '25000', '25000.00'))).toEqual([
      'asset:cash principal 24512.00',
      'asset:TBILL principal -24512.00 -25000 USD',
      'asset:cash income 488.00',
      'receipt:maturity_excess income -488.00',
    ]);
    expect(await lots(child)).toEqual(['TBILL 0 0.00']);
  });

  it('PHP for 2,000.00: half spent at 1,000.00, a quarter changed back at a loss of 9.75', async () => {
    const child = await newChild(world, { principal: '2000.00' });
    expect(await posted(await buy(child, 'PHP', '115600', '2000.00'))).toEqual([
      'asset:PHP principal 2000.00 115600 PHP',
      'asset:cash principal -2000.00',
    ]);
    expect(await posted(await spend(child, 'PHP', '57800'))).toEqual([
      'asset:PHP principal -1000.00 -57800 PHP',
      'distribution:EDU principal 1000.00 57800 PHP',
    ]);
    expect(await posted(await sell(child, 'PHP', '28900', '490.25'))).toEqual([
      'asset:cash principal 490.25',
      'asset:PHP principal -500.00 -28900 PHP',
      'loss:PHP principal 9.75',
    ]);
    expect(await lots(child)).toEqual(['PHP 28900 500.00']);
  });

  it('the last unit takes what is left, to the cent', async () => {
    const child = await newChild(world, { principal: '100.00' });
    await buy(child, 'NOTE', '3', '100.00');
    const out = [];
    for (const proceeds of ['33.33', '33.34', '33.33'])
      out.push((await posted(await sell(child, 'NOTE', '1', proceeds)))[1]);
    expect(out).toEqual([
      'asset:NOTE principal -33.33 -1 USD',
      'asset:NOTE principal -33.34 -1 USD',
      'asset:NOTE principal -33.33 -1 USD',
    ]);
    expect(await lots(child)).toEqual(['NOTE 0 0.00']);
  });
});

describe('the trust’s policy', () => {
  it.each([
    ['T-1001', 'average', ['asset:X principal -25.00 -25 USD', 'asset:X principal -150.00 -75 USD']],
    ['T-1002', 'fifo', ['asset:X principal -100.00 -100 USD']],
  ])('of %s is %s', async (trust, _policy, expected) => {
    const child = await newChild(world, { trust, principal: '1000.00' });
    await buy(child, 'X', '300', '600.00', { on: day(-1) });
    await buy(child, 'X', '100', '100.00', { on: day(-9) });
    const sides = await posted(await sell(child, 'X', '100', '175.00'));
    expect(sides.filter((side) => side.startsWith('asset:X'))).toEqual(expected);
  });
});

describe('a maturity', () => {
  it('a year and a day after the purchase is a gain, and below its cost a loss', async () => {
    const child = await newChild(world, { principal: '100.00' });
    await buy(child, 'BOND', '10', '90.00', { on: day(-30) });
    await world.rows("update lot set acquired_on = acquired_on - 366 where holding = 'BOND'");
    expect((await posted(await mature(child, 'BOND', '5', '50.00'))).at(-1)).toBe('gain:BOND principal -5.00');
    expect((await posted(await mature(child, 'BOND', '5', '40.00'))).at(-1)).toBe('loss:BOND principal 5.00');
  });

  it.each([
    ['2025-02-28', ['asset:cash income 10', 'receipt:maturity_excess income -10']],
    ['2025-03-01', ['gain:BILL principal -10']],
  ])('on %s of what was bought on a leap day', (occurredOn, expected) => {
    const said = maturity({ ...BILLS, occurredOn, units: amount('10'), lots: BILLS.lots.slice(0, 1) }, amount('100'));
    expect(linesOf(said).slice(2)).toEqual(expected);
  });

  it('of two lots is income for the one bought within the year, a gain for the other', () => {
    const said = maturity({ ...BILLS, occurredOn: '2025-06-30', units: amount('20') }, amount('200'));
    expect(linesOf(said)).toEqual([
      'asset:cash principal 190',
      'asset:BILL principal -90',
      'asset:BILL principal -90',
      'gain:BILL principal -10',
      'asset:cash income 10',
      'receipt:maturity_excess income -10',
    ]);
  });
});

const bill = (id: number, acquiredOn: string): HeldLot => ({
  ...{ id, holding: 'BILL', kind: 'security', acquiredOn, units: amount('10'), carrying: amount('90') },
});
const BILLS = { holding: 'BILL', policy: 'average' as const, lots: [bill(1, '2024-02-29'), bill(2, '2025-01-02')] };
const linesOf = ({ postings }: LotEntry) =>
  postings.map(({ account, part, amount: moved }) => `${account} ${part} ${moved}`);

describe('what is refused', () => {
  it('more units than there are, on that day; money that is not there; what carries nothing', async () => {
    const child = await newChild(world, { principal: '100.00' });
    await buy(child, 'NOTE', '10', '50.00', { on: day(-5) });
    expect(await refusal(sell(child, 'NOTE', '10.0001', '60.00'))).toBe('lot.units');
    expect(await refusal(sell(child, 'NOTE', '1', '6.00', { on: day(-6) }))).toBe('lot.units');
    expect(await refusal(sell(child, 'BILL', '1', '6.00'))).toBe('lot.units');
    expect(await refusal(sell(child, 'NOTE', '0.0001', '6.00'))).toBe('lot.carrying');
    expect(await refusal(buy(child, 'NOTE', '1', '50.01'))).toBe('LE008');
    expect(await refusal(buy(child, 'QQQ', '1', '1.00'))).toBe('LE013');
    expect(await lots(child)).toEqual(['NOTE 10 50.00']);
  });

  it('a holding that is a security, bought as foreign money', async () => {
    const child = await newChild(world, { principal: '100.00' });
    const kind = 'security' as const;
    await world.as('fe', (q) => buyHolding(q, { ...move(child, 'PHP', '1'), kind, cost: amount('1.00') }));
    expect(await refusal(buy(child, 'PHP', '1', '1.00'))).toBe('lot.kind');
  });

  it('to who reads the books, and to who does not see them', async () => {
    const child = await newChild(world, { principal: '100.00' });
    await buy(child, 'NOTE', '10', '50.00');
    for (const who of ['ana', 'lim'] as const)
      expect(await refusal(sell(child, 'NOTE', '1', '6', { who }))).toBe('42501');
    for (const who of ['wes', 'eli'] as const)
      expect(await refusal(sell(child, 'NOTE', '1', '6', { who }))).toBe('LE004');
  });

  it('a source that asked for something else; the same again answers the first number', async () => {
    const child = await newChild(world, { principal: '100.00' });
    const [bought, sold] = [randomUUID(), randomUUID()];
    const first = await buy(child, 'NOTE', '10', '50.00', { ref: bought });
    expect(await buy(child, 'NOTE', '10', '50.00', { ref: bought })).toBe(first);
    const sale = await sell(child, 'NOTE', '10', '60.00', { ref: sold });
    expect(await sell(child, 'NOTE', '10', '60.00', { ref: sold })).toBe(sale);
    expect(await refusal(sell(child, 'NOTE', '10', '60.01', { ref: sold }))).toBe('lot.source');
    expect(await lots(child)).toEqual(['NOTE 0 0.00']);
  });
});

describe('two at once', () => {
  it('sales of one lot: the second waits, and is refused where the units no longer suffice', async () => {
    const child = await newChild(world, { principal: '100.00' });
    await buy(child, 'NOTE', '10', '50.00');
    const answers = await Promise.all(Array.from({ length: 6 }, () => refusal(sell(child, 'NOTE', '4', '20.00'))));
    expect(answers.sort()).toEqual(['accepted', 'accepted', 'lot.units', 'lot.units', 'lot.units', 'lot.units']);
    expect(await lots(child)).toEqual(['NOTE 2 10.00']);
  });

  it('the same purchase: one lot, one entry, one number', async () => {
    const child = await newChild(world, { principal: '100.00' });
    const ref = randomUUID();
    const numbers = await Promise.all(Array.from({ length: 6 }, () => buy(child, 'NOTE', '10', '50.00', { ref })));
    expect(new Set(numbers).size).toBe(1);
    expect(await lots(child)).toEqual(['NOTE 10 50.00']);
  });

  it('a sale waits for who holds the lots still, and sees what was left', async () => {
    const child = await newChild(world, { principal: '100.00' });
    await buy(child, 'NOTE', '10', '50.00');
    let selling: ReturnType<typeof refusal> | undefined;
    await world.as('fe', async (q) => {
      await q.execute(sql`select hold_lots_still(${child.subaccountId}, 'NOTE')`);
      selling = refusal(sell(child, 'NOTE', '4', '20.00', { who: 'pia' }));
      const waiting = async () =>
        (
          await world.rows(
            "select 1 from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()",
          )
        ).length;
      while ((await waiting()) === 0);
      await sellHolding(q, { ...move(child, 'NOTE', '8'), proceeds: amount('40.00') });
    });
    expect(await selling).toBe('lot.units');
    expect(await lots(child)).toEqual(['NOTE 2 10.00']);
  });

  it('came without one deadlock: everybody locks in one order', async () => {
    const child = await newChild(world, { principal: '1000.00' });
    for (const away of [-1, -9, -5]) await buy(child, 'NOTE', '100', '100.00', { on: day(away) });
    await Promise.all(
      Array.from({ length: 30 }, (_, n) =>
        n % 3 === 0 ? buy(child, 'NOTE', '1', '1.00') : sell(child, 'NOTE', '1', '1.00', { who: n % 2 ? 'fe' : 'pia' }),
      ),
    );
    const [row] = await world.rows('select deadlocks::int from pg_stat_database where datname = current_database()');
    expect(row).toEqual({ deadlocks: 0 });
    expect(await world.rows('select * from consistency."07-lots-equal-postings"')).toEqual([]);
  });
});
