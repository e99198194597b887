import { readdirSync, readFileSync } from 'node:fs';
import { Command } from 'commander';
import { openPool } from 'db/client';
import { operatorReads } from 'db/operator';
import { sql } from 'drizzle-orm';
import { linkEntries } from '~/ledger/link-entries.server';
import { command, print, printJson, withBooks } from './command';
import { Failure } from './failure';

const FOLDER = new URL('../../db/consistency/', import.meta.url);

interface CheckResult {
  check: string;
  title: string;
  rows: Record<string, unknown>[];
  milliseconds: number;
}

export const verifyCommand = new Command('verify')
  .description('Runs the consistency queries: each must find nothing. Exit 1 if one does.')
  .option('--json', 'print the results as JSON')
  .action(
    command(async (options: { json?: boolean }) => {
      const results = await withBooks(async (connections) => {
        await linkAll(connections.webUrl);
        return operatorReads(connections, runChecks);
      });
      if (options.json) printJson(results);
      else for (const result of results) report(result);
      const failed = results.filter((result) => result.rows.length > 0).length;
      if (failed > 0)
        throw new Failure(
          `${failed} of ${results.length} checks found something. The books are not to be relied on until it is explained.`,
        );
      if (!options.json) print(`All ${results.length} checks hold.`);
    }),
  );

type Reader = Parameters<Parameters<typeof operatorReads>[1]>[0];

/** So that the chain is asked of every entry there is. */
async function linkAll(webUrl: string): Promise<void> {
  const pool = openPool(webUrl, { applicationName: 'tutela', max: 1, patient: true });
  try {
    await linkEntries(pool, true);
  } finally {
    await pool.end();
  }
}

/** Every query of db/consistency in one unchanging view, with what it found. */
async function runChecks(tx: Reader): Promise<CheckResult[]> {
  const files = readdirSync(FOLDER)
    .filter((name) => name.endsWith('.sql'))
    .sort();
  const results: CheckResult[] = [];
  for (const file of files) {
    const text = readFileSync(new URL(file, FOLDER), 'utf8');
    const began = performance.now();
    const { rows } = await tx.execute(sql.raw(text));
    results.push({
      check: file.replace('.sql', ''),
      title: text.split('\n')[0]?.replace('-- ', '') ?? file,
      rows,
      milliseconds: Math.round(performance.now() - began),
    });
  }
  return results;
}

function report({ title, rows, milliseconds, check }: CheckResult): void {
  print(`${rows.length === 0 ? 'holds' : 'FAILS'}  ${title}  (${check}, ${milliseconds} ms)`);
  for (const row of rows.slice(0, 5)) print(`       ${JSON.stringify(row)}`);
  if (rows.length > 5) print(`       and ${rows.length - 5} more`);
}
