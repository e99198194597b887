import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { Command, Option } from 'commander';
import { BOOK_FORMATS, type BookFormat, bookText } from '~/reports/journals/book-text.server';
import { command, print } from './command';
import { exportTrail } from './export-trail';
import { allTrusts, oneTrust, readBooks, type WhichBooks } from './which-books';

interface Options extends WhichBooks {
  format: BookFormat;
  audit?: boolean;
  out?: string;
}

export const exportCommand = new Command('export')
  .description('Writes the books of a trust, or of all, for another program to read and to check.')
  .addOption(oneTrust())
  .addOption(allTrusts())
  .addOption(new Option('--format <format>', 'the other program').choices(BOOK_FORMATS).default('hledger'))
  .addOption(
    new Option('--audit', 'the audit trail instead, to verify without the database').conflicts([
      'trust',
      'all',
      'format',
    ]),
  )
  .option('--out <file>', 'where to write it; without it, the output')
  .action(
    command(async ({ format, audit, out, ...which }: Options) => {
      if (audit) return exportTrail(out);
      await readBooks(
        which,
        (tx, outline) => {
          const text = bookText(tx, outline, format);
          // The output stream outlives the command.
          return out ? pipeline(text, createWriteStream(out)) : pipeline(text, process.stdout, { end: false });
        },
        format,
      );
      if (out) print(`The books of ${which.trust ?? 'all trusts'} are in ${out}.`);
    }),
  );
