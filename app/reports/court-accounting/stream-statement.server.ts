import type { Tx } from 'db/client';
import type { BookPeriod } from '~/ledger/book-period.server';
import { type MoveSum, streamMoves, sumMoves } from '~/ledger/stream-period.server';
import { amount, sum, toText, ZERO } from '~/money/amount';
import { type Amounts, amountsOf } from './amounts';
import { AccountingFault } from './errors';
import { type AccountingPeriod, collectFrame } from './figures.server';
import { DISBURSED, DISTRIBUTED, figureLine, RECEIVED, type Scheduled } from './figures-of-book';
import { type Heading, headingsOf, TITLES, totalOf } from './schedules';
import { type StatedGroup, type StatedLine, type StatedSchedule, type StatementOf, stateSchedules } from './statement';

type Streamed = AsyncIterable<StatedLine>;

/**
 * An accounting of which only the sums are held: its lines come from the books each time a document asks for them, and their
 * sum is held to what the database added up. `tx` must read repeatably, and lines are read from one group at a time.
 * Null for a trust that is unknown or out of the actor's scope. Throws AccountingFault 'accounting.out-of-balance' and
 * 'accounting.opening-differs' as stateAccounting does, the first also where lines end at another sum than their group's.
 */
export async function streamStatement(
  tx: Tx,
  period: AccountingPeriod,
): Promise<(StatementOf<Streamed> & { trustId: number }) | null> {
  const frame = await collectFrame(tx, period);
  if (!frame) return null;
  const sums = await sumMoves(tx, frame.book);
  const scheduleOf = (letter: keyof typeof TITLES, scheduled: Scheduled) =>
    streamedSchedule({ tx, book: frame.book, letter, scheduled }, sums);
  const statement = stateSchedules(frame.figures, {
    A: scheduleOf('A', RECEIVED),
    B: scheduleOf('B', DISBURSED),
    C: scheduleOf('C', DISTRIBUTED),
  });
  return { ...statement, trustId: frame.trustId };
}

interface Source {
  tx: Tx;
  book: BookPeriod;
  letter: keyof typeof TITLES;
  scheduled: Scheduled;
}

function streamedSchedule(source: Source, sums: readonly MoveSum[]): StatedSchedule<Streamed> {
  const { letter, scheduled } = source;
  const own = sums.filter((each) => each.kind === scheduled.kind);
  let before = 0;
  const headings = headingsOf(
    letter,
    own.map((each) => scheduled.groupOf(each.category)),
  );
  const groups = headings.flatMap((heading) => {
    const held = own.filter((each) => heading.holds(scheduled.groupOf(each.category)));
    if (held.length === 0) return [];
    const group = streamedGroup(source, heading, held, before);
    before += held.reduce((count, each) => count + each.entries, 0);
    return [group];
  });
  return { title: TITLES[letter], groups, total: totalOf(groups) };
}

function streamedGroup(
  source: Source,
  { group, title }: Heading,
  sums: readonly MoveSum[],
  before: number,
): StatedGroup<Streamed> {
  const sign = source.scheduled.kind === 'receipt' ? -1 : 1;
  const subtotal = amountsOf({
    income: toText(sum(sums.map((each) => each.income)).times(sign)),
    principal: toText(sum(sums.map((each) => each.principal)).times(sign)),
  });
  const only = { accounts: sums.flatMap((each) => each.accounts), categories: sums.map((each) => each.category) };
  const lines = { [Symbol.asyncIterator]: () => linesOf(source, only, { before, subtotal }) };
  return { group, title, lines, subtotal };
}

async function* linesOf(
  { tx, book, letter, scheduled }: Source,
  only: { accounts: number[]; categories: string[] },
  { before, subtotal }: { before: number; subtotal: Amounts },
): AsyncGenerator<StatedLine> {
  let number = before;
  let total = ZERO;
  for await (const move of streamMoves(tx, book, scheduled.kind, only)) {
    number += 1;
    total = total.plus(amount(move.total));
    yield { ...figureLine(move, scheduled), total: move.total, line: `${letter}-${number}` };
  }
  if (toText(total) !== subtotal.total) {
    throw new AccountingFault(
      'accounting.out-of-balance',
      `The lines of Schedule ${letter} come to ${toText(total)}, and their sum is ${subtotal.total}.`,
    );
  }
}
