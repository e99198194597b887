import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CareWorld, type Child, newChild, openCareWorld } from '../domain/disbursements/care-world';
import { dayFrom, type Line, type RawEntry, rawEntry, refusal } from './raw-entry';

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
  const [opened] = await call('fe', `select open_lot($1, $2, 'NOTE', 'security', $3, 'A note') as id`, [
    child.trustId,
    child.subaccountId,
    world.today,
  ]);
  lot = Number(opened?.id);
  await post({ lines: [line('opening:securities', '-50.00'), line('asset:NOTE', '50.00', { lot, units: '10' })] });
});
afterAll(() => world.close());

type Raw = ReturnType<typeof rawEntry>;
const line: Raw['line'] = (...asked) => rawEntry(world, child).line(...asked);
const post: Raw['post'] = (entry) => rawEntry(world, child).post(entry);
const MOVE: Raw['opening'] = (figure) => rawEntry(world, child).opening(figure);
const call = (...asked: Parameters<Raw['call']>) => rawEntry(world, child).call(...asked);
const day = (away: number) => dayFrom(world.today, away);

const books = async () =>
  world.rows(
    `select (select count(*) from journal_entry) as entries, (select count(*) from posting) as postings, (select count(*) from account) as accounts,
            (select string_agg(id || ':' || posted, ',' order by id) from subaccount) as cash,
            (select string_agg(id || ':' || units || ':' || carrying, ',' order by id) from lot) as lots`,
  );

describe('an entry', () => {
  const REFUSED: Array<[code: string, says: string, entry: () => RawEntry]> = [
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
    expect(await refusal(post({ lines: spent('1.01'), on: day(-1) }))).toBe('LE008');
    expect(await refusal(post({ lines: spent('1.00'), on: day(-1) }))).toBe('accepted');
    expect(await refusal(post({ lines: spent('10.00') }))).toBe('accepted');
  });
});
