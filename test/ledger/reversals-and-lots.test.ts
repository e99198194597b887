import { randomUUID } from 'node:crypto';
import { sqlState } from 'db/client';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CareWorld, type Child, type Name, newChild, openCareWorld } from '../domain/disbursements/care-world';
import { rawSql } from './raw-sql';

let world: CareWorld;
let child: Child;
let stranger: Child;
let superuser: pg.Client;
const as: ReturnType<typeof rawSql>['as'] = (...asked) => rawSql(world).as(...asked);
const attempt: ReturnType<typeof rawSql>['attempt'] = (...asked) => rawSql(world).attempt(...asked);
beforeAll(async () => {
  world = await openCareWorld();
  child = await newChild(world, { principal: '100.00' });
  stranger = await newChild(world, { trust: 'T-1003' });
  superuser = new pg.Client({ connectionString: world.db.operatorUrl });
  await superuser.connect();
});
afterAll(async () => {
  await superuser.end();
  await world.close();
});

const LISTS = '$4::text[], $5::bigint[], $6::text[], $7::numeric[], $8::text[], $9::bigint[], $10::numeric[]';
type Line = [account: string, amount: string, lot?: number, units?: string, part?: string];

/** Posts lines of the child, by raw SQL; `reverses` and `concerns` as they are given. */
function entry(
  of: Child,
  lines: Line[],
  { on = world.today, reverses = null as string | null, concerns = null as string | null } = {},
) {
  const text = `select post_journal_entry($1, 'test', $2::date, $12::date, '', '', '', '', 'attack', $3, '', $11, ${LISTS})`;
  const values = [
    ...[of.trustId, on, randomUUID(), lines.map(([account]) => account), lines.map(() => of.subaccountId)],
    ...[lines.map(([, , , , part = 'principal']) => part), lines.map(([, figure]) => figure), lines.map(() => null)],
    ...[lines.map(([, , lot]) => lot ?? null), lines.map(([, , , units]) => units ?? null), reverses, concerns],
  ];
  return [text, values] as const;
}
const receipt = (figure: string): Line[] => [
  ['receipt:clerk_restitution', `-${figure}`],
  ['asset:cash', figure],
];
const back = (id: string, on = world.today) =>
  ['select reverse_journal_entry($1, $2::date, $3, $4, $5, $6)', [id, on, 'b', 'attack', randomUUID(), '']] as const;
const day = (away: number) =>
  new Date(Date.parse(`${world.today}T00:00:00Z`) + away * 86_400_000).toISOString().slice(0, 10);

describe('a reversal', () => {
  it('LE014: before what it reverses; of what is itself a reversal', async () => {
    const id = await as('fe', ...entry(child, receipt('1.00')));
    expect(await attempt('fe', ...back(id, day(-1)))).toBe('LE014');
    const reversal = await as('fe', ...back(id));
    expect(await attempt('fe', ...back(reversal))).toBe('LE014');
  });

  it.each<[string, Line[]]>([
    [
      'a part of it',
      [
        ['receipt:clerk_restitution', '0.99'],
        ['asset:cash', '-0.99'],
      ],
    ],
    [
      'more than it',
      [
        ['receipt:clerk_restitution', '1.01'],
        ['asset:cash', '-1.01'],
      ],
    ],
    [
      'on another account',
      [
        ['receipt:other', '1.00'],
        ['asset:cash', '-1.00'],
      ],
    ],
    [
      'in the other part',
      [
        ['receipt:clerk_restitution', '1.00', undefined, undefined, 'income'],
        ['asset:cash', '-1.00', undefined, undefined, 'income'],
      ],
    ],
    ['in the same direction', receipt('1.00')],
  ])('LE014: by hand, of %s', async (_what, lines) => {
    const of = await newChild(world, { principal: '10.00', income: '10.00' });
    const id = await as('fe', ...entry(of, receipt('1.00')));
    expect(await attempt('fe', ...entry(of, lines, { reverses: id }))).toBe('LE014');
    expect(await attempt('fe', ...back(id))).toBe('accepted');
  });

  it('reversed_once: a second time, by any door', async () => {
    const id = await as('fe', ...entry(child, receipt('1.00')));
    await as('fe', ...back(id));
    expect(await attempt('fe', ...back(id))).toBe('reversed_once');
    expect(
      await attempt(
        'fe',
        ...entry(
          child,
          [
            ['receipt:clerk_restitution', '1.00'],
            ['asset:cash', '-1.00'],
          ],
          { reverses: id },
        ),
      ),
    ).toBe('reversed_once');
  });

  it('sent again under its key is the first one; under its key as another, LE011', async () => {
    const id = await as('fe', ...entry(child, receipt('1.00')));
    const [text, values] = back(id);
    const first = await as('fe', text, [...values]);
    expect(await as('fe', text, [...values])).toBe(first);
    expect(await attempt('fe', text, values.with(2, 'other'))).toBe('LE011');
  });

  it('LE004: of an entry that is not there, or to who does not see it; 42501: to who reads it', async () => {
    const id = await as('fe', ...entry(child, receipt('1.00')));
    expect(await attempt('fe', ...back('999999999'))).toBe('LE004');
    for (const who of ['wes', 'eli'] as const) expect(await attempt(who, ...back(id))).toBe('LE004');
    for (const who of ['ana', 'lim'] as const) expect(await attempt(who, ...back(id))).toBe('42501');
  });

  it('LE008: of money that is spent; LE009: of units that are sold', async () => {
    const of = await newChild(world, { principal: '1.00' });
    const id = await as('fe', ...entry(of, receipt('9.00')));
    await as(
      'fe',
      ...entry(of, [
        ['distribution:EDU', '8.00'],
        ['asset:cash', '-8.00'],
      ]),
    );
    expect(await attempt('fe', ...back(id))).toBe('LE008');
    const lot = Number(
      await as('fe', `select open_lot($1, $2, 'NOTE', 'security', $3, '')`, [of.trustId, of.subaccountId, world.today]),
    );
    const bought = await as(
      'fe',
      ...entry(of, [
        ['asset:cash', '-2.00'],
        ['asset:NOTE', '2.00', lot, '2'],
      ]),
    );
    await as(
      'fe',
      ...entry(of, [
        ['asset:cash', '1.00'],
        ['asset:NOTE', '-1.00', lot, '-1'],
      ]),
    );
    expect(await attempt('fe', ...back(bought))).toBe('LE009');
  });
});

describe('in and after a closed period', () => {
  it('LE005: nothing bears its day; LE015: a late entry concerns a day that is shut, and no other', async () => {
    const of = await newChild(world, { trust: 'T-1002' });
    const before = await as('fe', ...entry(of, receipt('5.00'), { on: day(-20) }));
    await as('fe', 'select close_period($1, $2::date)', [of.trustId, day(-10)]);
    expect(await attempt('fe', ...entry(of, receipt('1.00'), { on: day(-10) }))).toBe('LE005');
    expect(await attempt('fe', ...back(before, day(-10)))).toBe('LE005');
    for (const concerns of [day(-9), day(0), day(9)])
      expect(await attempt('fe', ...entry(of, receipt('1.00'), { concerns }))).toBe('LE015');
    expect(await attempt('fe', ...entry(of, receipt('1.00'), { concerns: day(-10) }))).toBe('accepted');
    const late = await as('fe', ...back(before));
    const [row] = await world.rows('select concerns_on::text as concerns from journal_entry where id = $1', [late]);
    expect(row).toEqual({ concerns: day(-20) });
  });
});

describe('lots', () => {
  it('hold_lots_still: 42501 to who reads the books, LE004 to who does not see them, and of nobody’s', async () => {
    const still = (who: Name, sub: number) => attempt(who, `select * from hold_lots_still($1, 'NOTE')`, [sub]);
    for (const who of ['ana', 'ben', 'lim'] as const)
      expect([who, await still(who, child.subaccountId)]).toEqual([who, '42501']);
    for (const who of ['eli', 'dan', 'wes'] as const)
      expect([who, await still(who, child.subaccountId)]).toEqual([who, 'LE004']);
    expect(await still('fe', 999_999)).toBe('LE004');
    expect(await still('pia', child.subaccountId)).toBe('accepted');
  });

  it('open_lot: LE004 in another trust’s sub-account, or in nobody’s', async () => {
    const open = (trust: number, sub: number) =>
      attempt('fe', `select open_lot($1, $2, 'X', 'security', $3, '')`, [trust, sub, world.today]);
    expect(await open(child.trustId, stranger.subaccountId)).toBe('LE004');
    expect(await open(stranger.trustId, child.subaccountId)).toBe('LE004');
    expect(await open(child.trustId, 999_999)).toBe('LE004');
    expect(
      await attempt('fe', `select open_lot($1, $2, 'X', 'coin', $3, '')`, [
        child.trustId,
        child.subaccountId,
        world.today,
      ]),
    ).toBe('lot_kind_words');
  });
});

describe('a connection without a signed context', () => {
  it.each([
    ["select reverse_journal_entry(1, current_date, '', 'a', 'b', '')", 'LE004'],
    ["select open_lot(1, 1, 'X', 'security', current_date, '')", 'LE004'],
    ["select hold_lots_still(1, 'X')", 'LE004'],
    ["select place_hold(1, 1, 'below_threshold', 'a')", 'LE012'],
    ["select settle_hold('below_threshold', 'a')", 'LE012'],
    ["select void_hold('below_threshold', 'a')", 'LE012'],
    ['select close_period(1, current_date - 1)', 'LE004'],
    ['select ask_to_reopen(1, $$A long enough reason.$$)', 'SI002'],
    ['select withdraw_reopening(1)', 'LE004'],
    ['select agree_to_reopen(1)', 'SI002'],
  ])('%s: %s', async (text, code) => {
    expect(await world.db.pool.query(text).then(() => 'accepted', sqlState)).toBe(code);
  });

  it('28000: with a context that somebody wrote', async () => {
    await superuser.query('begin; set local role tutela_app');
    await superuser.query(
      `select set_config('app.ctx', '{"p": 1, "r": ["finance"]}', true), set_config('app.sig', 'x', true)`,
    );
    expect(
      await superuser
        .query("select open_lot(1, 1, 'X', 'security', current_date, '')")
        .then(() => 'accepted', sqlState),
    ).toBe('28000');
    await superuser.query('rollback');
  });
});
