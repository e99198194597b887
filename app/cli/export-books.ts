import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { Command, Option } from 'commander';
import { isDay } from '~/domain/trusts/legal-day';
import { BOOK_FORMATS, type BookFormat, bookText } from '~/reports/journals/book-text.server';
import { command, print } from './command';
import { exportTrail } from './export-trail';
import { Failure } from './failure';
import { allTrusts, oneTrust, readBooks, type WhichBooks } from './which-books';

interface Options extends WhichBooks {
  format: BookFormat;
  audit?: boolean;
  out?: string;
  from?: string;
  to?: string;
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
  .option('--from <date>', 'the first day of a register, with --format csv')
  .option('--to <date>', 'its last day')
  .action(
    command(async ({ format, audit, out, from, to, ...which }: Options) => {
      if (audit) return exportTrail(out);
      demandDays({ from, to }, format);
      await readBooks(
        which,
        (tx, outline) => {
          const text = bookText(tx, outline, format, { from, through: to });
          // The output stream outlives the command.
          return out ? pipeline(text, createWriteStream(out)) : pipeline(text, process.stdout, { end: false });
        },
        format,
      );
      if (out) print(`The books of ${which.trust ?? 'all trusts'} are in ${out}.`);
    }),
  );

/** Another program adds up what it reads: part of a book, without what stood before, would come to other balances. */
function demandDays(days: { from?: string | undefined; to?: string | undefined }, format: BookFormat): void {
  for (const [name, day] of Object.entries(days)) {
    if (day === undefined) continue;
    if (!isDay(day)) throw new Failure(`--${name} "${day}" is not a date. Write it as 2026-01-01.`);
    if (format !== 'csv')
      throw new Failure(`${format} adds up whole books. Take --format csv for the register of some days.`);
  }
  if (days.from && days.to && days.to < days.from)
    throw new Failure('--to is before --from. Give the first day first.');
}
