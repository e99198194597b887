import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refusalFromDatabase } from '~/access/database-refusals';
import { buyHolding } from '~/ledger/buy-holding.server';
import { sellHolding } from '~/ledger/sell-holding.server';
import { amount } from '~/money/amount';
import { type CareWorld, type Child, newChild, openCareWorld } from '../domain/disbursements/care-world';
import { rawSql } from './raw-sql';

let world: CareWorld;
const as: ReturnType<typeof rawSql>['as'] = (...asked) => rawSql(world).as(...asked);
const attempt: ReturnType<typeof rawSql>['attempt'] = (...asked) => rawSql(world).attempt(...asked);
beforeAll(async () => {
  world = await openCareWorld();
});
afterAll(() => world.close());

const day = (away: number) =>
  new Date(Date.parse(`${world.today}T00:00:00Z`) + away * 86_400_000).toISOString().slice(0, 10);

interface Move {
  units: number;
  /** Their carrying value; a unit carries one, if not said. */
  at?: number;
  on: number;
}

/** Units into the lot, or out of it, as many entries of one call as there are moves; each at its own day. */
function moves(of: Child, lot: number, moved: Move[]) {
  const each = <T>(value: (one: Move) => T) => moved.map(value);
  const sides = <T>(value: (one: Move) => readonly [T, T]) => moved.flatMap((one) => [...value(one)]);
  const none = each(() => '');
  return [
    `select post_journal_entries($1::bigint[], $2::text[], $3::date[], $4::date[], $5::text[], $5::text[], $5::text[], $5::text[], $6::text[],
       $7::text[], $5::text[], $16::bigint[], $8::int[], $9::text[], $10::bigint[], $11::text[], $12::numeric[], $13::text[], $14::bigint[], $15::numeric[])`,
    [
      ...[each(() => of.trustId), each(() => 'test'), each(({ on }) => day(on)), each(() => null), none],
      ...[each(() => 'attack'), each(() => randomUUID()), each(() => 2)],
      ...[sides(() => ['asset:cash', 'asset:NOTE']), sides(() => [of.subaccountId, of.subaccountId])],
      ...[
        sides(() => ['principal', 'principal']),
        sides(({ units, at = Math.abs(units) }) => [-Math.sign(units) * at, Math.sign(units) * at]),
      ],
      ...[sides(() => [null, null]), sides(() => [null, lot]), sides(({ units }) => [null, units]), each(() => null)],
    ],
  ] as const;
}
const move = (of: Child, lot: number, ...moved: Move[]) => attempt('fe', ...moves(of, lot, moved));

/** The same by the door for one; answers the entry. */
const one = (of: Child, lot: number, { units, on }: Move) =>
  [
    `select post_journal_entry($1, 'test', $2::date, null, '', '', '', '', 'attack', $3, '', null, '{asset:cash,asset:NOTE}',
       array[$4, $4]::bigint[], '{principal,principal}', array[-$5::numeric, $5], '{null,null}', array[null, $6]::bigint[], array[null, $5::numeric])`,
    [of.trustId, day(on), randomUUID(), of.subaccountId, units, lot],
  ] as const;
const back = (entry: string, on = 0) =>
  ["select reverse_journal_entry($1, $2::date, '', 'attack', $3, '')", [entry, day(on), randomUUID()]] as const;

async function opened(of: Child): Promise<number> {
  const lot = `select open_lot($1, $2, 'NOTE', 'security', $3::date, '')`;
  return Number(await as('fe', lot, [of.trustId, of.subaccountId, day(-30)]));
}

const unitsOf = async (lot: number) =>
  Number((await world.rows('select units from lot where id = $1', [lot]))[0]?.units);

describe('a lot is not below zero on any day since', () => {
  it('LE009: a sale before the purchase, by either door, though there are units now', async () => {
    const child = await newChild(world);
    const lot = await opened(child);
    expect(await move(child, lot, { units: 10, on: -5 })).toBe('accepted');
    expect(await attempt('fe', ...one(child, lot, { units: -1, on: -6 }))).toBe('LE009');
    expect(await move(child, lot, { units: -1, on: -6 })).toBe('LE009');
    expect(await move(child, lot, { units: -1, on: -5 })).toBe('accepted');
    expect(await unitsOf(lot)).toBe(9);
  });

  it('LE009: a sale between, of units that a later day needs; though later ones came in', async () => {
    const child = await newChild(world);
    const lot = await opened(child);
    expect(await move(child, lot, { units: 10, on: -9 }, { units: -8, on: -5 }, { units: 20, on: -2 })).toBe(
      'accepted',
    );
    expect(await move(child, lot, { units: -3, on: -7 })).toBe('LE009');
    expect(await move(child, lot, { units: -3, on: -3 })).toBe('LE009');
    expect(await move(child, lot, { units: -2, on: -7 })).toBe('accepted');
    expect(await move(child, lot, { units: -20, on: -2 })).toBe('accepted');
  });

  it('LE009: of units that carry more than the lot did on that day, or that leave value behind', async () => {
    const child = await newChild(world);
    const lot = await opened(child);
    expect(await move(child, lot, { units: 10, on: -9 }, { units: 10, at: 90, on: -2 })).toBe('accepted');
    expect(await move(child, lot, { units: -5, at: 11, on: -5 })).toBe('LE009');
    expect(await move(child, lot, { units: -10, at: 9, on: -5 })).toBe('LE009');
    expect(await move(child, lot, { units: -10, on: -5 })).toBe('accepted');
  });

  it('is asked of a call’s end: what comes in and leaves in one call is what its days say', async () => {
    const child = await newChild(world);
    const lot = await opened(child);
    expect(await move(child, lot, { units: -10, on: -5 }, { units: 10, on: -4 })).toBe('LE009');
    expect(await move(child, lot, { units: -10, on: -4 }, { units: 10, on: -5 })).toBe('accepted');
  });

  it('LE009: a purchase is not taken back before a sale that lived on it, and is on the day the units came back', async () => {
    const child = await newChild(world);
    const lot = await opened(child);
    const bought = await as('fe', ...one(child, lot, { units: 10, on: -9 }));
    const sold = await as('fe', ...one(child, lot, { units: -10, on: -5 }));
    expect(await attempt('fe', ...back(bought))).toBe('LE009');
    await as('fe', ...back(sold, -2));
    expect(await attempt('fe', ...back(bought, -5))).toBe('LE009');
    expect(await attempt('fe', ...back(bought, -3))).toBe('LE009');
    expect(await attempt('fe', ...back(bought, -2))).toBe('accepted');
    expect(await world.rows('select * from consistency."31-no-lot-day-below-zero"')).toEqual([]);
  });

  it('of two sales that each could be, at the same moment, one is made', async () => {
    const child = await newChild(world);
    const lot = await opened(child);
    // Twenty now, but ten on the days of these sales: the second would pass whoever asks only for what is there now.
    expect(await move(child, lot, { units: 10, on: -9 }, { units: 10, on: -2 })).toBe('accepted');
    const answers = await Promise.all(
      Array.from({ length: 6 }, (_, n) => move(child, lot, { units: -10, on: n % 2 ? -6 : -5 })),
    );
    expect(answers.sort()).toEqual([...Array(5).fill('LE009'), 'accepted']);
    expect(await move(child, lot, { units: -10, on: -2 })).toBe('accepted');
    expect(await world.rows('select * from consistency."31-no-lot-day-below-zero"')).toEqual([]);
    expect(await world.rows('select * from consistency."07-lots-equal-postings"')).toEqual([]);
  });

  it('is said as a sentence to who sells, and a day on which the units are there is taken', async () => {
    const child = await newChild(world);
    const asked = (units: string, on: number) => ({
      ...{ trustId: child.trustId, subaccountId: child.subaccountId, holding: 'NOTE', units: amount(units) },
      ...{ occurredOn: day(on), description: '', party: 'Broker', category: 'investment', reference: '' },
      source: { type: 'test', ref: randomUUID() },
    });
    const sell = (units: string, on: number) =>
      world.as('fe', (q) => sellHolding(q, { ...asked(units, on), proceeds: amount('5.00') }));
    await world.as('fe', (q) => buyHolding(q, { ...asked('10', -9), kind: 'security', cost: amount('10.00') }));
    const sold = await sell('10', -5);
    await as('fe', ...back(String(sold), -2));
    const refusal = await sell('4', -4).catch(refusalFromDatabase);
    expect(refusal).toMatchObject({
      code: 'database.LE009',
      message:
        'More units than the trust holds on that day or on one since. Nothing was posted. Enter fewer units or a later day.',
    });
    expect(await sell('4', -2)).toBeGreaterThan(sold);
  });
});
