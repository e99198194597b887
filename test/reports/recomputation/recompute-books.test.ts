import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { operatorReads } from 'db/operator';
import { seedCast } from 'db/seed/seed-cast';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findTrusts } from '~/domain/trusts/find-trusts.server';
import type { BookEntry } from '~/ledger/book-entry';
import { streamBook } from '~/ledger/stream-book.server';
import { outlineBooks } from '~/reports/journals/book-text.server';
import type { Outline } from '~/reports/journals/journal';
import {
  exportForPrograms,
  findPrograms,
  type InstalledProgram,
  type Recomputation,
  recompute,
} from '~/reports/recomputation/recompute-books.server';
import { cloneDatabase, type TestDatabase } from '../../support/database';
import { postOddBook } from '../../support/odd-book';
import { lacks } from '../../support/programs';

const MISSING = { hledger: lacks('hledger'), ledger: lacks('ledger'), beancount: lacks('bean-query') };

let db: TestDatabase;
let folder: string;
let programs: InstalledProgram[];

beforeAll(async () => {
  db = await cloneDatabase({ mode: 'none' });
  await seedCast({ ownerUrl: db.operatorUrl, webUrl: db.webUrl });
  folder = mkdtempSync(path.join(tmpdir(), 'tutela-recompute-'));
  programs = await findPrograms(folder);
  await postOddBook(db);
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await db.drop();
});

async function recomputed(trust: string | null, tamper?: (text: string) => string): Promise<Recomputation[]> {
  const outline = await operatorReads({ ownerUrl: db.operatorUrl, webUrl: db.webUrl }, async (tx) => {
    const trusts = (await findTrusts(tx)).filter((one) => trust === null || one.code === trust);
    const found: Outline = await outlineBooks(tx, { trusts, several: trust === null });
    await exportForPrograms(tx, found, programs, folder);
    return found;
  });
  if (tamper) {
    for (const { program } of programs) {
      const file = path.join(folder, `books.${program.name}`);
      const text = readFileSync(file, 'utf8');
      expect(tamper(text)).not.toBe(text);
      writeFileSync(file, tamper(text));
    }
  }
  const results: Recomputation[] = [];
  for (const program of programs) results.push(await recompute(program, outline, folder));
  return results;
}

it('a payment out of foreign cash says how much of which money, on both its sides', async () => {
  const [spent] = await operatorReads({ ownerUrl: db.operatorUrl, webUrl: db.webUrl }, async (tx) => {
    const trust = (await findTrusts(tx)).find((one) => one.code === 'T-0042');
    const entries: BookEntry[] = [];
    for await (const entry of streamBook(tx, trust?.id as number))
      if (entry.reference === 'V-0312') entries.push(entry);
    return entries;
  });
  const sides = spent?.postings.map(({ account, holding, units }) => [account, holding, String(units)]);
  expect(sides?.sort()).toEqual([
    ['asset:PHP', 'PHP', '-57800'],
    ['distribution:EDU', 'PHP', '57800'],
  ]);
});

describe('other programs add up the books', () => {
  it('all three, where they are installed', () => {
    const wanted = Object.entries(MISSING).flatMap(([name, missing]) => (missing ? [] : [name]));
    expect(programs.map(({ program }) => program.name)).toEqual(wanted);
  });

  it.each([['T-0042'], ['T-0043'], ['T-0044'], [null]])('of %s, and every account agrees', async (trust) => {
    for (const result of await recomputed(trust)) {
      expect(result).toMatchObject({ differences: [], rejected: [] });
      expect(result.accounts).toBeGreaterThan(trust === 'T-0043' ? 2 : 5);
    }
  });

  it('and name the accounts of an entry that was changed on the way', async () => {
    const changed = (text: string) => text.replace(/\b2250\.00 /g, '2251.00 ');
    for (const { program, rejected, differences } of await recomputed('T-0042', changed)) {
      expect([program, rejected.length]).not.toEqual([program, 0]);
      const apart = differences.map(({ account, by }) => [account.toLowerCase(), by]);
      expect([program, apart]).toEqual([program, expect.arrayContaining([['assets:cash:principal', '-1.00']])]);
      expect([program, differences.length]).toEqual([program, 2]);
    }
  });
});
