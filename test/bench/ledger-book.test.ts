import { createHash } from 'node:crypto';
import { layBook } from 'bench/ledger/book';
import { figure, jsonOf, tableOf } from 'bench/ledger/figure';
import { fillBook, layPlaces } from 'bench/ledger/lay-book';
import { median, percentile } from 'bench/ledger/race';
import { describe, expect, it } from 'vitest';
import { cloneDatabase, operatorToken } from '../support/database';

const PLACES = [1, 2, 3].map((n) => ({ trustId: 1, subaccountId: n }));
const digest = (seed: number) =>
  createHash('sha256')
    .update(JSON.stringify([...layBook(PLACES, 600, 2023, seed)]))
    .digest('hex');

describe('the book of the bench', () => {
  it('is the same each time, and another with another seed', () => {
    expect(digest(1)).toBe(digest(1));
    expect(digest(1)).not.toBe(digest(2));
  });

  it('is posted through the door, and every standing check holds', async () => {
    const db = await cloneDatabase();
    try {
      const bench = { pool: db.pool, token: await operatorToken(db), today: '2026-03-31' };
      const places = await layPlaces(bench);
      expect(places).toHaveLength(500);
      await fillBook(bench, places, 800);
      const [counted] = await db.asOperator('select count(*)::int as postings from posting');
      expect(counted).toEqual({ postings: 800 });
      const trusts = await db.asOperator<{ id: string }>('select id from trust');
      for (const { id } of trusts)
        expect(await db.asOperator('select * from consistency.failing($1)', [id])).toEqual([]);
    } finally {
      await db.drop();
    }
  });
});

describe('a figure', () => {
  const made = figure({
    id: 'W9',
    clients: 8,
    says: 'this : that',
    goal: 0.5,
    bound: 'least',
    why: async () => '',
    first: [10, 30, 20],
    second: [20, 20, 20],
    unit: '/s',
  });

  it('is the median of its rounds’ ratios, held to its goal from either side', () => {
    expect(made).toMatchObject({ ratio: 1, met: true, rounds: 3 });
    expect(figure({ ...made, goal: 0.99, bound: 'most', first: [1], second: [1], unit: 'ms' }).met).toBe(false);
  });

  it('stands in the table and in the file', () => {
    expect(tableOf([made])).toMatch(/^id\s+\| clients[\s\S]*\nW9 \| 8\s+\| 1\.00\s+\| >= 0\.5 \| met/);
    expect(JSON.parse(jsonOf([made]))).toEqual([{ id: 'W9', clients: 8, ratio: 1, goal: 0.5, met: true, rounds: 3 }]);
  });

  it('knows the middle of an even row, and what ninety-nine in a hundred stay within', () => {
    expect(median([4, 1, 3, 2])).toBe(2.5);
    expect(
      percentile(
        Array.from({ length: 100 }, (_, n) => n + 1),
        99,
      ),
    ).toBe(99);
  });
});
