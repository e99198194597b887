// size: the ledger's refusals are one table with its one way of asking, read in one sitting
import { randomUUID } from 'node:crypto';
import { sqlState } from 'db/client';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CareWorld, type Child, type Name, newChild, openCareWorld } from '../domain/disbursements/care-world';

let world: CareWorld;
let child: Child;
let sibling: Child;
let stranger: Child;
let lot: number;

beforeAll(async () => {
  world = await openCareWorld();
  child = await newChild(world, { principal: '100.00', income: '20.00' });
  sibling = await newChild(world, { principal: '5.00' });
  stranger = await newChild(world, { trust: 'T-1003' });
  const [opened] = await call<{ id: string }>('fe', `select open_lot($1, $2, 'NOTE', 'security', $3, 'A note') as id`, [
    child.trustId,
    child.subaccountId,
    world.today,
  ]);
  lot = Number(opened?.id);
  await post({ lines: [line('opening:securities', '-50.00'), line('asset:NOTE', '50.00', { lot, units: '10' })] });
});
afterAll(() => world.close());

const call = <R extends pg.QueryResultRow>(who: Name, text: string, values: unknown[]) =>
  world.as(who, async (q) => {
    const client = (q as unknown as { $client: pg.PoolClient }).$client;
    return (await client.query<R>(text, values)).rows;
  });

interface Line {
  account: string;
  amount: string | null;
  part: string;
  sub: number;
  currency: string | null;
  lot: number | null;
  units: string | null;
}

const line = (account: string, figure: string | null, more: Partial<Line> = {}): Line => ({
  account,
  amount: figure,
  part: 'principal',
  sub: child.subaccountId,
  currency: null,
  lot: null,
  units: null,
  ...more,
});
const MOVE = (figure: string) => [line('opening:cash', `-${figure}`), line('asset:cash', figure)];

/** post_journal_entry() by raw SQL, as the application's role in a person's context. */
async function post(entry: {
  lines: Line[];
  who?: Name;
  trust?: number;
  on?: string;
  source?: string;
  concerns?: string | null;
  reverses?: number | null;
}): Promise<number> {
  const {
    lines,
    who = 'fe',
    trust = child.trustId,
    on = world.today,
    source = randomUUID(),
    reverses = null,
    concerns = null,
  } = entry;
  const column = <K extends keyof Line>(name: K) => lines.map((item) => item[name]);
  const [row] = await call<{ id: string }>(
    who,
    `select post_journal_entry($1, 'test', $2::date, $12::date, 'd', 'p', 'c', 'r', 'test', $3, 'x', $4,
       $5::text[], $6::bigint[], $7::text[], $8::numeric[], $9::text[], $10::bigint[], $11::numeric[]) as id`,
    [
      trust,
      on,
      source,
      reverses,
      column('account'),
      column('sub'),
      column('part'),
      column('amount'),
      column('currency'),
      column('lot'),
      column('units'),
      concerns,
    ],
  );
  return Number(row?.id);
}

const refusal = (work: Promise<unknown>) => work.then(() => 'accepted', sqlState);
const books = async () =>
  world.rows(
    `select (select count(*) from journal_entry) as entries, (select count(*) from posting) as postings, (select count(*) from account) as accounts,
            (select string_agg(id || ':' || posted, ',' order by id) from subaccount) as cash,
            (select string_agg(id || ':' || units || ':' || carrying, ',' order by id) from lot) as lots`,
  );

/** The day so many days from today. */
async function day(away: number): Promise<string> {
  const [row] = await world.rows<{ day: string }>('select ($1::date + $2::int)::text as day', [world.today, away]);
  return row?.day as string;
}

describe('an entry', () => {
  const REFUSED: Array<[code: string, says: string, entry: () => Parameters<typeof post>[0]]> = [
    ['LE001', 'does not balance', () => ({ lines: [line('opening:cash', '-10'), line('asset:cash', '10.01')] })],
    [
      'LE001',
      'balances as a whole but not in each part',
      () => ({ lines: [line('opening:cash', '-10'), line('asset:cash', '10', { part: 'income' })] }),
    ],
    ['LE002', 'has one posting', () => ({ lines: [line('asset:cash', '10')] })],
    ['LE002', 'has none', () => ({ lines: [] })],
    ['LE003', 'moves nothing', () => ({ lines: [line('opening:cash', '0'), line('asset:cash', '0')] })],
    [
      'LE003',
      'has five decimals',
      () => ({ lines: [line('opening:cash', '-0.00001'), line('asset:cash', '0.00001')] }),
    ],
    ['LE003', 'lacks an amount', () => ({ lines: [line('opening:cash', null), line('asset:cash', null)] })],
    [
      'LE003',
      'moves units of five decimals',
      () => ({ lines: [line('asset:cash', '-1'), line('asset:NOTE', '1', { lot, units: '0.00001' })] }),
    ],
    ['LE001', 'is not a number', () => ({ lines: [line('opening:cash', 'NaN'), line('asset:cash', 'NaN')] })],
    ['LE004', 'names a trust that is unknown', () => ({ lines: MOVE('1'), trust: 999_999 })],
    [
      'LE004',
      'names another trust’s sub-account',
      () => ({ lines: [line('opening:cash', '-1'), line('asset:cash', '1', { sub: stranger.subaccountId })] }),
    ],
    ['LE004', 'names its own sub-account under another trust', () => ({ lines: MOVE('1'), trust: stranger.trustId })],
    ['LE004', 'moves a holding without a lot', () => ({ lines: [line('asset:cash', '-1'), line('asset:NOTE', '1')] })],
    [
      'LE004',
      'moves a lot on cash',
      () => ({ lines: [line('opening:cash', '-1'), line('asset:cash', '1', { lot, units: '1' })] }),
    ],
    [
      'LE004',
      'moves a lot of another holding',
      () => ({ lines: [line('asset:cash', '-1'), line('asset:BILL', '1', { lot, units: '1' })] }),
    ],
    [
      'LE004',
      'moves a lot of another child',
      () => ({
        lines: [
          line('asset:cash', '-1', { sub: sibling.subaccountId }),
          line('asset:NOTE', '1', { sub: sibling.subaccountId, lot, units: '1' }),
        ],
      }),
    ],
    [
      'LE008',
      'spends more than is there',
      () => ({ lines: [line('distribution:EDU', '120.01'), line('asset:cash', '-120.01')] }),
    ],
    [
      'LE008',
      'pays one child’s care from another’s cash',
      () => ({
        lines: [line('distribution:EDU', '5.01'), line('asset:cash', '-5.01', { sub: sibling.subaccountId })],
      }),
    ],
    [
      'LE009',
      'sells more units than are held',
      () => ({ lines: [line('asset:cash', '50'), line('asset:NOTE', '-50', { lot, units: '-10.0001' })] }),
    ],
    [
      'LE009',
      'takes out more than is carried',
      () => ({ lines: [line('asset:cash', '50.01'), line('asset:NOTE', '-50.01', { lot, units: '-9' })] }),
    ],
    [
      'LE009',
      'empties a lot and leaves value in it',
      () => ({ lines: [line('asset:cash', '49'), line('asset:NOTE', '-49', { lot, units: '-10' })] }),
    ],
    [
      'LE013',
      'is in a currency that is unknown',
      () => ({
        lines: [
          line('opening:cash', '-1', { currency: 'QQQ', units: '-5' }),
          line('receipt:x', '1', { currency: 'QQQ', units: '5' }),
        ],
      }),
    ],
    [
      'LE013',
      'makes foreign money out of nothing',
      () => ({
        lines: [
          line('opening:cash', '-1', { currency: 'PHP', units: '-5' }),
          line('receipt:x', '1', { currency: 'PHP', units: '6' }),
        ],
      }),
    ],
    [
      'LE004',
      'names an account of no known kind',
      () => ({ lines: [line('slush:fund', '-1'), line('asset:cash', '1')] }),
    ],
  ];

  it.each(REFUSED)('%s: %s', async (code, _says, entry) => {
    const before = await books();
    expect(await refusal(post(entry()))).toBe(code);
    expect(await books()).toEqual(before);
  });

  it('LE002: with a list that is missing or shorter than the others', async () => {
    const attempt = (lists: string) =>
      refusal(
        call(
          'fe',
          `select post_journal_entry($1, 'test', $2::date, null, 'd', 'p', 'c', 'r', 'test', 'null', 'x', null, ${lists})`,
          [child.trustId, world.today],
        ),
      );
    const sub = child.subaccountId;
    expect(await attempt('null, null, null, null, null, null, null')).toBe('LE002');
    expect(
      await attempt(
        `'{opening:cash,asset:cash}', '{${sub},${sub}}', null, '{-1,1}', '{null,null}', '{null,null}', '{null,null}'`,
      ),
    ).toBe('LE002');
    expect(
      await attempt(
        `'{opening:cash,asset:cash}', '{${sub}}', '{principal,principal}', '{-1,1}', '{null,null}', '{null,null}', '{null,null}'`,
      ),
    ).toBe('LE002');
    expect(
      await attempt(
        `'{opening:cash,asset:cash}', '{${sub},${sub}}', '{principal,principal}', '{-1,1}', null, null, null`,
      ),
    ).toBe('LE002');
  });

  it('LE006: more than 62 days ahead, LE007: before the trust began; the last and the first day are taken', async () => {
    expect(await refusal(post({ lines: MOVE('0.01'), on: await day(63) }))).toBe('LE006');
    expect(await refusal(post({ lines: MOVE('0.01'), on: await day(62) }))).toBe('accepted');
    expect(await refusal(post({ lines: MOVE('0.01'), on: await day(-401) }))).toBe('LE007');
    expect(await refusal(post({ lines: MOVE('0.01'), on: await day(-400) }))).toBe('accepted');
  });

  it('LE015: concerns an earlier day only where that day is closed', async () => {
    const late = { lines: MOVE('1'), concerns: await day(-1) };
    expect(await refusal(post(late))).toBe('LE015');
  });

  it('LE011: a source posts once, in each trust', async () => {
    const source = randomUUID();
    const entry = await post({ lines: MOVE('0.01'), source });
    expect(await post({ lines: MOVE('0.01'), source })).toBe(entry);
    expect(await refusal(post({ lines: MOVE('0.02'), source }))).toBe('LE011');
    expect(await refusal(post({ lines: MOVE('0.01'), source, on: await day(-1) }))).toBe('LE011');
    const lines = MOVE('0.01').map((item) => ({ ...item, sub: stranger.subaccountId }));
    expect(await refusal(post({ lines, source, trust: stranger.trustId }))).toBe('accepted');
  });

  it('that was posted answers its number also when its day is closed meanwhile; another payload stays refused', async () => {
    const books = await newChild(world, { trust: 'T-1002' });
    const lines = MOVE('0.01').map((item) => ({ ...item, sub: books.subaccountId }));
    const first = { lines, source: randomUUID(), trust: books.trustId };
    const entry = await post(first);
    await world.rows(
      `insert into period_close (trust_id, from_on, through_on, closed_by, chain_length, chain_hash)
       select id, opened_on, $2, $3, 0, '' from trust where id = $1`,
      [books.trustId, world.today, world.people.fe.personId],
    );
    expect(await refusal(post({ ...first, source: randomUUID() }))).toBe('LE005');
    expect(await post(first)).toBe(entry);
    expect(await refusal(post({ ...first, lines: lines.map((item) => ({ ...item, account: 'asset:cash' })) }))).toBe(
      'LE011',
    );
  });

  it('is reversed once, and only within its trust', async () => {
    const entry = await post({ lines: MOVE('1') });
    const back = [line('opening:cash', '1'), line('asset:cash', '-1')];
    const elsewhere = back.map((item) => ({ ...item, sub: stranger.subaccountId }));
    expect(await refusal(post({ lines: elsewhere, trust: stranger.trustId, reverses: entry }))).toBe('LE014');
    expect(await refusal(post({ lines: MOVE('1'), reverses: 999_999_999 }))).toBe('LE014');
    expect(await refusal(post({ lines: back, reverses: entry, on: await day(-1) }))).toBe('LE014');
    const part = [line('opening:cash', '0.99'), line('asset:cash', '-0.99')];
    expect(await refusal(post({ lines: part, reverses: entry }))).toBe('LE014');
    expect(await refusal(post({ lines: back, reverses: entry }))).toBe('accepted');
    expect(await refusal(post({ lines: back, reverses: entry }))).toBe('23505');
  });

  it('moves exactly the stored balances: cash by sub-account, units and value by lot', async () => {
    const read = async () =>
      (
        await world.rows(
          `select s.posted::text, l.units::text, l.carrying::text from subaccount s join lot l on l.subaccount_id = s.id where s.id = $1`,
          [child.subaccountId],
        )
      )[0];
    const before = await read();
    await post({
      lines: [
        line('asset:cash', '21.25'),
        line('asset:NOTE', '-20.00', { lot, units: '-4' }),
        line('gain:security_sale', '-1.25'),
      ],
    });
    const after = await read();
    expect(Number(after?.posted) - Number(before?.posted)).toBeCloseTo(21.25, 4);
    expect(after).toMatchObject({ units: '6.0000', carrying: '30.0000' });
  });

  it('is refused under a hold: what is held is not spent', async () => {
    const held = await newChild(world, { principal: '10.00' });
    await call('fe', `select place_hold($1, 4, 'below_threshold', $2)`, [held.subaccountId, randomUUID()]);
    const spend = (figure: string) =>
      refusal(
        post({
          lines: [line('distribution:EDU', figure), line('asset:cash', `-${figure}`)].map((item) => ({
            ...item,
            sub: held.subaccountId,
          })),
        }),
      );
    expect(await spend('6.01')).toBe('LE008');
    expect(await spend('6.00')).toBe('accepted');
  });

  it('LE008: is refused where money that came later would have paid for it', async () => {
    const late = await newChild(world, { principal: '1.00' });
    const of = (lines: Line[]) => lines.map((item) => ({ ...item, sub: late.subaccountId }));
    await post({ lines: of(MOVE('10')) });
    const spent = (figure: string) => of([line('distribution:EDU', figure), line('asset:cash', `-${figure}`)]);
    expect(await refusal(post({ lines: spent('1.01'), on: await day(-1) }))).toBe('LE008');
    expect(await refusal(post({ lines: spent('1.00'), on: await day(-1) }))).toBe('accepted');
    expect(await refusal(post({ lines: spent('10.00') }))).toBe('accepted');
  });
});

describe('who may post', () => {
  it.each(['ana', 'ben', 'lim'] as const)('not %s, who reads these books', async (who) => {
    expect(await refusal(post({ who, lines: MOVE('1') }))).toBe('42501');
    const opened = call(who, `select open_lot($1, $2, 'X', 'security', $3, 'x')`, [
      child.trustId,
      child.subaccountId,
      world.today,
    ]);
    expect(await refusal(opened)).toBe('42501');
  });

  it.each(['eli', 'dan', 'wes'] as const)('not %s, who does not: the trust is unknown', async (who) => {
    expect(await refusal(post({ who, lines: MOVE('1') }))).toBe('LE004');
  });

  it('not a connection without a signed context', async () => {
    const attempt = world.db.pool.query(
      `select post_journal_entry($1, 'test', $2::date, null, 'd', 'p', 'c', 'r', 'test', 's', 'x', null, '{opening:cash,asset:cash}',
         array[$3, $3]::bigint[], '{principal,principal}', '{-1,1}', '{null,null}', '{null,null}', '{null,null}')`,
      [child.trustId, world.today, child.subaccountId],
    );
    expect(await refusal(attempt)).toBe('LE004');
  });

  it('finance may, and is named as who recorded it', async () => {
    const entry = await post({ who: 'pia', lines: MOVE('0.01') });
    const [row] = await world.rows('select recorded_by::int as by from journal_entry where id = $1', [entry]);
    expect(row).toEqual({ by: world.people.pia.personId });
  });
});
