import { Command } from 'commander';
import {
  exportForPrograms,
  findPrograms,
  type Recomputation,
  recompute,
} from '~/reports/recomputation/recompute-books.server';
import { command, print, printJson, withBooks } from './command';
import { Failure } from './failure';
import { withTemporaryFolder } from './temporary-folder';
import { allTrusts, demandWhich, oneTrust, readBooks, type WhichBooks } from './which-books';

/** Differences that are printed; JSON has them all. */
const MOST_PRINTED = 20;

export const recomputeCommand = new Command('recompute')
  .description('Lets hledger, Ledger and Beancount add up the books and compares every balance. Exit 1 if one differs.')
  .addOption(oneTrust())
  .addOption(allTrusts())
  .option('--json', 'print the results as JSON')
  .action(
    command(async ({ json, ...which }: WhichBooks & { json?: boolean }) => {
      const results = await withTemporaryFolder((folder) => recomputeAll(which, folder));
      if (json) printJson(results.map((result) => ({ ...result, agrees: agrees(result) })));
      else for (const result of results) report(result);
      const apart = results.filter((result) => !agrees(result));
      if (apart.length > 0) {
        throw new Failure(
          `${apart.map(({ program }) => program).join(' and ')} did not come to the same. The books are not to be relied on until it is explained.`,
        );
      }
    }),
  );

async function recomputeAll(which: WhichBooks, folder: string): Promise<Recomputation[]> {
  demandWhich(which);
  const programs = await findPrograms(folder);
  if (programs.length === 0) {
    throw new Failure(
      'Nothing was recomputed: none of hledger, Ledger and Beancount is installed. Debian has them in the packages hledger, ledger and beancount.',
    );
  }
  const outline = await withBooks((connections) =>
    readBooks(connections, which, async (tx, found) => {
      await exportForPrograms(tx, found, programs, folder);
      return found;
    }),
  );
  const results: Recomputation[] = [];
  for (const program of programs) results.push(await recompute(program, outline, folder));
  return results;
}

function agrees({ differences, rejected }: Recomputation): boolean {
  return differences.length === 0 && rejected.length === 0;
}

function report(result: Recomputation): void {
  const { program, version, accounts, differences, rejected } = result;
  const words = agrees(result)
    ? 'all agree'
    : [...(rejected.length > 0 ? ['the books rejected'] : []), `${differences.length} differ`].join(', ');
  print(`${program} ${version}: ${accounts} accounts compared, ${words}`);
  for (const line of rejected) print(`       ${line}`);
  for (const { account, currency, ours, theirs, by } of differences.slice(0, MOST_PRINTED)) {
    print(`       ${account}: ${ours ?? 'unknown'} here, ${theirs ?? 'unknown'} there, ${by} ${currency} apart`);
  }
  if (differences.length > MOST_PRINTED) print(`       and ${differences.length - MOST_PRINTED} more`);
}
