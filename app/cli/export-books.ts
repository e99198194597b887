import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { Command, Option } from 'commander';
import type { Connections } from 'db/connections';
import { operatorTx } from 'db/operator';
import { refuseTellingTexts } from '~/domain/audit/refuse-telling-texts.server';
import { isDay } from '~/domain/trusts/legal-day';
import type { Days } from '~/ledger/stream-book.server';
import { type CopyMark, copyWords } from '~/reports/copy-mark';
import { BOOK_FORMATS, type BookFormat, bookText } from '~/reports/journals/book-text.server';
import { textsOfBooks } from '~/reports/journals/texts-of-books.server';
import { command, withBooks } from './command';
import { exportTrail } from './export-trail';
import { Failure } from './failure';
import { handOut } from './hand-out';
import { allTrusts, demandWhich, oneTrust, readBooks, trustsAsked, type WhichBooks } from './which-books';
import { withVault } from './with-vault';

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
      demandWhich(which);
      await withBooks((connections) => exportBooks(connections, which, { format, out, days: { from, through: to } }));
    }),
  );

interface Wanted {
  format: BookFormat;
  out: string | undefined;
  days: Days;
}

/** What is looked at and what is written are the books of one moment. */
async function exportBooks(connections: Connections, which: WhichBooks, { format, out, days }: Wanted): Promise<void> {
  const trusts = await operatorTx(connections, (tx) => trustsAsked(tx, which));
  const events = trusts.map(({ id, code }) => ({
    action: 'books.exported',
    recordType: 'trust',
    recordRef: code,
    trustId: id,
    facts: { format },
  }));
  const leaving = {
    records: events,
    out,
    unmarked: format === 'csv',
    what: `The books of ${which.trust ?? 'all trusts'} are`,
  };
  await withVault(connections, (checkTexts) =>
    handOut(connections, leaving, (mark, file) =>
      readBooks(connections, which, async (tx, outline) => {
        await operatorTx(connections, (asking) =>
          refuseTellingTexts(asking, checkTexts, textsOfBooks(tx, outline.trusts, days)),
        );
        await pipeline(marked(bookText(tx, outline, format, days), format, mark), createWriteStream(file));
      }),
    ),
  );
}

/** The programs take a line that begins so for a remark; a table has no place for one. */
async function* marked(text: AsyncIterable<string>, format: BookFormat, mark: CopyMark): AsyncGenerator<string> {
  if (format !== 'csv') yield `; ${copyWords(mark)}\n`;
  yield* text;
}

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
