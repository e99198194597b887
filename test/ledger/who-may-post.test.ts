import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CareWorld, type Child, newChild, openCareWorld } from '../domain/disbursements/care-world';
import { rawEntry, refusal } from './raw-entry';

let world: CareWorld;
let child: Child;

beforeAll(async () => {
  world = await openCareWorld();
  child = await newChild(world);
});
afterAll(() => world.close());

type Raw = ReturnType<typeof rawEntry>;
const post: Raw['post'] = (entry) => rawEntry(world, child).post(entry);
const MOVE: Raw['opening'] = (figure) => rawEntry(world, child).opening(figure);
const call = (...asked: Parameters<Raw['call']>) => rawEntry(world, child).call(...asked);

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
