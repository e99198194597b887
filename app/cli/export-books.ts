import { writeFileSync } from 'node:fs';
import { Command, Option } from 'commander';
import type { Tx } from 'db/client';
import { operatorTx } from 'db/operator';
import { NotFound } from '~/access/refusal';
import { getTrust } from '~/domain/trusts/get-trust.server';
import { readBook } from '~/ledger/read-book.server';
import { toText } from '~/money/amount';
import { hledgerJournal } from '~/reports/hledger-journal/hledger-journal';
import type { JournalBook, JournalEntry } from '~/reports/hledger-journal/journal-book';
import { command, print, withBooks } from './command';
import { Failure } from './failure';

/** Later than any day a book can hold: the export is the whole book. */
const EVER = '9999-12-31';

export const exportCommand = new Command('export')
  .description("Writes a trust's books for another program, to be checked by it.")
  .requiredOption('--trust <code>', 'the trust, like T-0042')
  .addOption(new Option('--format <format>', 'the other program').choices(['hledger']).default('hledger'))
  .option('--out <file>', 'where to write it; without it, the output')
  .action(
    command(async (options: { trust: string; out?: string }) => {
      const book = await withBooks((connections) => operatorTx(connections, (tx) => wholeBook(tx, options.trust)));
      const text = hledgerJournal(book);
      if (!options.out) process.stdout.write(text);
      else {
        writeFileSync(options.out, text);
        print(`${book.entries.length} entries of ${options.trust} are in ${options.out}.`);
      }
    }),
  );

async function wholeBook(tx: Tx, code: string): Promise<JournalBook> {
  const trust = await getTrust(tx, code).catch((error) => {
    throw error instanceof NotFound ? new Failure(`There is no trust ${code}.`) : error;
  });
  const entries = new Map<number, JournalEntry>();
  for (const line of await readBook(tx, trust.id, EVER)) {
    const { entry, occurredOn, party, description, category, reference } = line;
    const known = entries.get(entry) ?? {
      entry,
      date: occurredOn,
      party,
      description,
      category,
      reference,
      postings: [],
    };
    known.postings.push({
      account: line.account,
      part: line.part,
      amount: toText(line.amount),
      units: line.units ? toText(line.units) : null,
    });
    entries.set(entry, known);
  }
  return { trust: trust.code, currency: trust.baseCurrency, entries: [...entries.values()] };
}
