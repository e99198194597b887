import { inGroups } from '~/ledger/in-groups';
import type { AmountText } from '~/money/amount';
import { amount } from '~/money/amount';
import { formatCourt } from '~/money/format';
import { consolidatedDisbursements } from './consolidate';
import { findReturnedPayments } from './returned-payments';
import type { Lines, StatedCapital, StatedCapitalLine, StatedHoldings, StatedSchedule, StatementOf } from './statement';
import { partyAndPurpose } from './wording';

/**
 * Columns of the plain-text account: where the last digit of each figure stands. A closing bracket stands one further,
 * so that digits align. Restitution stands two columns left of the other lines: the layout is fixed to the byte, and
 * programs of the court's side compare it so.
 */
const SUMMARY_COLUMNS = [57, 72, 87];
const LINE_COLUMNS = [63, 76];
const RESTITUTION_COLUMNS = [61, 75];
const ASSET_COLUMNS = [45, 63];
const ASSET_HEAD_COLUMNS = [47, 65];
const LINE_TEXT = 38;
const ASSET_TEXT = 32;
const PAGE = 100;

/** The account as plain text, Florida order, amounts in the court's style, line by line. Bank charges of a kind are consolidated. */
export async function* statementAsText(
  statement: StatementOf<Lines>,
  approvals: string | null,
  copy?: string,
): AsyncGenerator<string> {
  const pieces = inGroups(linesOf(statement, approvals));
  for await (const lines of pieces) yield `${lines.join('\n')}\n`;
  if (copy) yield `\n${copy}\n`;
}

async function* linesOf(statement: StatementOf<Lines>, approvals: string | null): AsyncGenerator<string> {
  const { A, B, C, D, E } = statement.schedules;
  const head = [`Trust ${statement.trust.code}`, `From: ${statement.from}`, `Through: ${statement.through}`];
  yield ['ACCOUNTING OF TRUSTEE', ...head].join('   ');
  yield* summary(statement);
  yield 'SCHEDULE A  Receipts';
  yield* orNone(A, receipts);
  yield 'SCHEDULE B  Disbursements';
  yield* orNone(B, disbursements);
  yield 'SCHEDULE C  Distributions (for benefit of beneficiary)';
  yield* orNone(C, distributions);
  yield* capital(D);
  yield inColumns('SCHEDULE E', ['Estimated current value', 'Carrying value'], ASSET_HEAD_COLUMNS);
  yield* holdings(E);
  if (approvals !== null) yield* ['APPROVALS', ...wrapped(approvals, PAGE).map((line) => ` ${line}`)];
}

function summary(statement: StatementOf<Lines>): string[] {
  const starts = statement.prior ? 'close of prior account' : 'inventory';
  return [
    inColumns('SUMMARY', ['Income', 'Principal', 'Totals'], SUMMARY_COLUMNS),
    ...statement.summary.map(({ numeral, label, schedule, income, principal, total }) => {
      const said = `${`${numeral}.`.padEnd(5)}${label}`;
      const left = schedule ? `${said.padEnd(34)}Schedule ${schedule}` : `${said} (${starts})`;
      return inColumns(left, [income, principal, total].map(formatCourt), SUMMARY_COLUMNS);
    }),
  ];
}

async function* receipts(schedule: StatedSchedule<Lines>): AsyncGenerator<string> {
  for (const { group, lines } of schedule.groups) {
    for await (const line of lines) {
      const figures = [line.income, line.principal].map(orDash);
      const words = `${partyAndPurpose(line.party, line.description)}, ref ${line.reference}`;
      if (group === 'restitution') yield* dated(line.date, words, figures, RESTITUTION_COLUMNS);
      else yield* dated(line.date, line.description, figures, LINE_COLUMNS);
    }
  }
}

async function* disbursements(schedule: StatedSchedule<Lines>): AsyncGenerator<string> {
  for await (const { date, party, description, income, principal } of consolidatedDisbursements(schedule))
    yield* dated(date, partyAndPurpose(party, description), [income, principal].map(orDash), LINE_COLUMNS);
}

async function* distributions(schedule: StatedSchedule<Lines>): AsyncGenerator<string> {
  const { total, income } = schedule.total;
  const sums = schedule.groups.map(({ group, subtotal }) => `${group} ${formatCourt(subtotal.total)}`);
  const whole = ` total ${formatCourt(total)} (${formatCourt(income)} from income)`;
  for (const line of wrapped(`${sums.join(' | ')} ${whole}`, PAGE)) yield ` ${line}`;
  for (const { sent, back } of await findReturnedPayments(schedule)) {
    const went = sent ? `${sent.date} paid ${formatCourt(sent.total)}; ` : '';
    yield ` ${went}${back.date} returned, reversed ${formatCourt(back.total)}`;
  }
}

function capital(schedule: StatedCapital): string[] {
  const said = schedule.lines.map(calculation);
  if (said.length === 0) return ['SCHEDULE D  None'];
  const oneLine = `SCHEDULE D  ${said.join('; ')}`;
  return oneLine.length <= PAGE ? [oneLine] : ['SCHEDULE D', ...said.map((line) => ` ${line}`)];
}

function calculation({ gain, loss, label, proceeds, carrying }: StatedCapitalLine): string {
  const how = `(${label} ${formatCourt(proceeds)} - ${formatCourt(carrying)})`;
  if (gain) return `Gain ${formatCourt(gain)} ${how}`;
  return loss ? `Loss ${formatCourt(loss)} ${how}` : `No gain or loss ${how}`;
}

function holdings(schedule: StatedHoldings): string[] {
  const figures = (market: AmountText | null, carrying: AmountText) => [
    market === null ? '-' : formatCourt(market),
    formatCourt(carrying),
  ];
  return [
    ...schedule.lines.flatMap((asset) =>
      described('', asset.description, ASSET_TEXT, figures(asset.market, asset.total), ASSET_COLUMNS),
    ),
    inColumns('', figures(schedule.market, schedule.total.total), ASSET_COLUMNS),
  ];
}

function dated(date: string, words: string, figures: string[], columns: readonly number[]): string[] {
  return described(date.padEnd(11), words, LINE_TEXT, figures, columns);
}

/** A line whose words may run on; its figures stand on the last of them. */
function described(
  lead: string,
  words: string,
  width: number,
  figures: string[],
  columns: readonly number[],
): string[] {
  const parts = wrapped(words, width);
  return parts.map((part, index) => {
    const left = ` ${index === 0 ? lead : ' '.repeat(lead.length)}${part}`;
    return index === parts.length - 1 ? inColumns(left, figures, columns) : left;
  });
}

function inColumns(left: string, figures: readonly string[], ends: readonly number[]): string {
  return figures.reduce((line, figure, index) => {
    const hang = figure.endsWith(')') ? 1 : 0;
    const start = (ends[index] ?? 0) + hang - figure.length;
    return line.padEnd(Math.max(start, line.length + 1)) + figure;
  }, left);
}

function wrapped(words: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of words.split(/(?<=\S) /)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** A part that takes nothing is a dash: "0.00" would be a figure. */
function orDash(part: AmountText): string {
  return amount(part).isZero() ? '-' : formatCourt(part);
}

function orNone(
  schedule: StatedSchedule<Lines>,
  said: (schedule: StatedSchedule<Lines>) => AsyncGenerator<string>,
): Iterable<string> | AsyncIterable<string> {
  return schedule.groups.length > 0 ? said(schedule) : [' None'];
}
