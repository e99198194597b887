import { readdirSync, readFileSync } from 'node:fs';
import type { Tx } from 'db/client';
import { sql } from 'drizzle-orm';

const FOLDER = new URL('../../../db/consistency/', import.meta.url);

/** What one check found: nothing, where it holds. A row that has a `sentence` says in it all there is to say. */
export interface CheckResult {
  check: string;
  title: string;
  rows: Record<string, unknown>[];
  milliseconds: number;
}

export interface Check {
  check: string;
  title: string;
  text: string;
}

/** The queries of db/consistency, in order: from the files, since who may change rows may change the views too. */
export function standingChecks(): Check[] {
  return readdirSync(FOLDER)
    .filter((name) => name.endsWith('.sql'))
    .sort()
    .map((file) => {
      const text = readFileSync(new URL(file, FOLDER), 'utf8');
      return { check: file.replace('.sql', ''), title: text.split('\n')[0]?.replace('-- ', '') ?? file, text };
    });
}

/** Asks one check of every trust, or of one. The transaction sees everything and reads repeatably (operatorReads). */
export async function runCheck(tx: Tx, { check, title, text }: Check, trustId: number | null): Promise<CheckResult> {
  const began = performance.now();
  // What is sorted and grouped here is a whole book: it should not go through files.
  await tx.execute(sql`set local work_mem = '64MB'`);
  // Checks run side by side already; a plan in parallel here groups the whole book once in each of its workers.
  await tx.execute(sql`set local max_parallel_workers_per_gather = 0`);
  const { rows } =
    trustId === null
      ? await tx.execute(sql.raw(text))
      : await tx.execute(sql`select * from (${sql.raw(text)}) found where trust_id = ${trustId}`);
  return { check, title, rows, milliseconds: Math.round(performance.now() - began) };
}

/**
 * Asks checks, one at a time of each transaction, which all see the same moment; `before` is told each check and how many
 * were begun before it. The results are in the checks' order.
 */
export async function runChecks(
  txs: readonly Tx[],
  checks: readonly Check[],
  trustId: number | null,
  before: (check: Check, begun: number) => void = () => {},
): Promise<CheckResult[]> {
  const results: CheckResult[] = [];
  // The longest stand last: begun first, it leaves all others to the other transaction.
  const waiting = [...checks.entries()].reverse().values();
  let begun = 0;
  await Promise.all(
    txs.map(async (tx) => {
      for (const [index, check] of waiting) {
        before(check, begun);
        begun += 1;
        results[index] = await runCheck(tx, check, trustId);
      }
    }),
  );
  return results;
}
