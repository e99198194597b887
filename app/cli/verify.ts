import { Command } from 'commander';
import type { CheckResult } from '~/reports/verification/run-checks.server';
import { command, print, printJson, withBooks } from './command';
import { Failure } from './failure';
import { progressBar } from './progress-bar';
import { trustedAnchor } from './trusted-anchor';
import { verifyBooks } from './verify-books';
import { verifyTrail } from './verify-trail';
import { warnOfTalkativeDatabase } from './warn-of-talkative-database';

interface Options {
  trust?: string;
  anchor?: string;
  audit?: string;
  publicKey?: string;
  json?: boolean;
}

/** Rows of a finding that are printed; JSON has them all. */
const MOST_PRINTED = 5;

export const verifyCommand = new Command('verify')
  .description('Runs the consistency queries: each must find nothing. Exit 1 if one does.')
  .option('--trust <code>', 'one trust, like T-0042, instead of all')
  .option('--anchor <file>', 'prove too that nothing up to this anchor has changed or vanished')
  .option('--audit <path>', 'verify an exported audit trail, or the folder of its copy, instead: no database is needed')
  .option('--public-key <file>', 'the key that must have signed; without it, this installation’s own')
  .option('--json', 'print the results as JSON')
  .action(
    command(async ({ trust, anchor: file, audit, publicKey, json }: Options) => {
      if (publicKey && !file && !audit) {
        throw new Failure('--public-key is for an anchor or a trail. Add --anchor FILE or --audit PATH.');
      }
      const signed = file ? trustedAnchor(file, publicKey) : null;
      if (audit) {
        if (trust) throw new Failure('The audit trail is one for all trusts. Leave --trust out.');
        return verifyTrail(audit, { anchor: signed?.anchor ?? null, publicKey, json });
      }
      const results = await withBooks(async (connections) => {
        await warnOfTalkativeDatabase(connections);
        const watch = progressBar(process.stderr);
        return verifyBooks(connections, { trust, anchor: signed?.anchor ?? null, watch });
      });
      if (json) printJson(results);
      else for (const result of results) report(result);
      // Beside JSON it is for the person who runs the command, not for the program that reads it.
      if (signed) (json ? process.stderr : process.stdout).write(`${signed.words}\n`);
      const failed = results.filter((result) => result.rows.length > 0).length;
      if (failed > 0)
        throw new Failure(
          `${failed} of ${results.length} checks found something. The books are not to be relied on until it is explained.`,
        );
      if (!json) print(`All ${results.length} checks hold.`);
    }),
  );

function report({ title, rows, milliseconds, check }: CheckResult): void {
  print(`${rows.length === 0 ? 'holds' : 'FAILS'}  ${title}  (${check}, ${milliseconds} ms)`);
  for (const row of rows.slice(0, MOST_PRINTED)) {
    print(`       ${typeof row.sentence === 'string' ? row.sentence : JSON.stringify(row)}`);
  }
  if (rows.length > MOST_PRINTED) print(`       and ${rows.length - MOST_PRINTED} more`);
}
