import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { Command, Option } from 'commander';
import { BOOK_FORMATS, type BookFormat, bookText } from '~/reports/journals/book-text.server';
import { command, print } from './command';
import { allTrusts, oneTrust, readBooks, type WhichBooks } from './which-books';

interface Options extends WhichBooks {
  format: BookFormat;
  out?: string;
}

export const exportCommand = new Command('export')
  .description('Writes the books of a trust, or of all, for another program to read and to check.')
  .addOption(oneTrust())
  .addOption(allTrusts())
  .addOption(new Option('--format <format>', 'the other program').choices(BOOK_FORMATS).default('hledger'))
  .option('--out <file>', 'where to write it; without it, the output')
  .action(
    command(async ({ format, out, ...which }: Options) => {
      await readBooks(which, (tx, outline) => {
        const text = bookText(tx, outline, format);
        // The output stream outlives the command.
        return out ? pipeline(text, createWriteStream(out)) : pipeline(text, process.stdout, { end: false });
      });
      if (out) print(`The books of ${which.trust ?? 'all trusts'} are in ${out}.`);
    }),
  );
