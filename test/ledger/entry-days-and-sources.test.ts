import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CareWorld, type Child, newChild, openCareWorld } from '../domain/disbursements/care-world';
import { dayFrom, rawEntry, refusal } from './raw-entry';

let world: CareWorld;
let child: Child;
let stranger: Child;

beforeAll(async () => {
  world = await openCareWorld();
  child = await newChild(world);
  stranger = await newChild(world, { trust: 'T-1003' });
});
afterAll(() => world.close());

type Raw = ReturnType<typeof rawEntry>;
const line: Raw['line'] = (...asked) => rawEntry(world, child).line(...asked);
const post: Raw['post'] = (entry) => rawEntry(world, child).post(entry);
const MOVE: Raw['opening'] = (figure) => rawEntry(world, child).opening(figure);
const day = (away: number) => dayFrom(world.today, away);

describe('an entry', () => {
  it('LE006: more than 62 days ahead, LE007: before the trust began; the last and the first day are taken', async () => {
    expect(await refusal(post({ lines: MOVE('0.01'), on: day(63) }))).toBe('LE006');
    expect(await refusal(post({ lines: MOVE('0.01'), on: day(62) }))).toBe('accepted');
    expect(await refusal(post({ lines: MOVE('0.01'), on: day(-401) }))).toBe('LE007');
    expect(await refusal(post({ lines: MOVE('0.01'), on: day(-400) }))).toBe('accepted');
  });

  it('LE015: concerns an earlier day only where that day is closed', async () => {
    const late = { lines: MOVE('1'), concerns: day(-1) };
    expect(await refusal(post(late))).toBe('LE015');
  });

  it('LE011: a source posts once, in each trust', async () => {
    const source = randomUUID();
    const entry = await post({ lines: MOVE('0.01'), source });
    expect(await post({ lines: MOVE('0.01'), source })).toBe(entry);
    expect(await refusal(post({ lines: MOVE('0.02'), source }))).toBe('LE011');
    expect(await refusal(post({ lines: MOVE('0.01'), source, on: day(-1) }))).toBe('LE011');
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
    expect(await refusal(post({ lines: back, reverses: entry, on: day(-1) }))).toBe('LE014');
    const part = [line('opening:cash', '0.99'), line('asset:cash', '-0.99')];
    expect(await refusal(post({ lines: part, reverses: entry }))).toBe('LE014');
    expect(await refusal(post({ lines: back, reverses: entry }))).toBe('accepted');
    expect(await refusal(post({ lines: back, reverses: entry }))).toBe('23505');
  });
});
