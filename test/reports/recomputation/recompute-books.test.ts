import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { operatorReads } from 'db/operator';
import { seedCast } from 'db/seed/seed-cast';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findTrusts } from '~/domain/trusts/find-trusts.server';
import type { BookEntry } from '~/ledger/book-entry';
import { moveParts } from '~/ledger/journal-entry';
import { postJournalEntries } from '~/ledger/post-journal-entry.server';
import { streamBook } from '~/ledger/stream-book.server';
import { amount } from '~/money/amount';
import { outlineBooks } from '~/reports/journals/book-text.server';
import type { Outline } from '~/reports/journals/journal';
import {
  exportForPrograms,
  findPrograms,
  type InstalledProgram,
  type Recomputation,
  recompute,
} from '~/reports/recomputation/recompute-books.server';
import { actAs, cloneDatabase, operatorToken, type TestDatabase } from '../../support/database';
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
  await postOddBook();
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await db.drop();
});

/** Entries of random amounts under random words, among them what each program reads as a mark of its own. */
async function postOddBook(): Promise<void> {
  const seed = Number(process.env.SEED ?? Date.now());
  console.log(`random book: SEED=${seed}`);
  const [place] = await db.asOperator<{ trust: string; sub: string }>(
    "select t.id as trust, min(s.id) as sub from trust t join subaccount s on s.trust_id = t.id where t.code = 'T-0044' group by t.id",
  );
  const words = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 40 }),
    fc.constantFrom(
      '* ; x',
      '! (a) | b:c, d',
      '=1+1',
      '@SUM',
      '"quoted" \\ back',
      '(1)\n2026-01-01',
      ';',
      '',
      '  ',
      'ñ'.repeat(600),
    ),
  );
  const text = words.map((word) => word.replaceAll('\u0000', ''));
  const drafts = fc.sample(
    fc.record({
      texts: fc.tuple(text, text, text, text),
      cents: fc.integer({ min: 1, max: 9_999_999 }),
      fine: fc.integer({ min: 0, max: 9_999 }),
      day: fc.integer({ min: 1, max: 28 }),
      account: fc.constantFrom(
        'opening:BRK.B',
        'receipt:clerk_restitution',
        'receipt:MH-IND',
        'gain:x',
        'opening:_',
        'receipt:a-b',
      ),
    }),
    { numRuns: 300, seed },
  );
  const token = await operatorToken(db);
  await actAs(db, token, (q) =>
    postJournalEntries(
      q,
      drafts.map(({ texts: [party, description, reference, category], cents, fine, day, account }) => ({
        trustId: Number(place?.trust),
        subaccountId: Number(place?.sub),
        kind: 'test',
        occurredOn: `2026-12-${String(day).padStart(2, '0')}`,
        description,
        party,
        category,
        reference,
        source: { type: 'test', ref: randomUUID(), digest: '' },
        postings: moveParts(account, 'asset:cash', {
          principal: amount(`${cents}.${String(fine).padStart(4, '0')}`),
          income: amount(String(cents)).div(100),
        }),
      })),
    ),
  );
}

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
