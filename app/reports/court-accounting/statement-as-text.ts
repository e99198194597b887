import type { AmountText } from '~/money/amount';
import { amount } from '~/money/amount';
import { formatCourt } from '~/money/format';
import { type ConsolidatedLine, consolidatedDisbursements } from './consolidate';
import { returnedPayments } from './returned-payments';
import type { StatedCapital, StatedCapitalLine, StatedHoldings, StatedSchedule, Statement } from './statement';
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

/** The account as plain text, Florida order, amounts in the court's style. Bank charges of a kind are consolidated. */
export function statementAsText(statement: Statement, approvals: string | null): string {
  const { A, B, C, D, E } = statement.schedules;
  const head = [`Trust ${statement.trust.code}`, `From: ${statement.from}`, `Through: ${statement.through}`];
  const lines = [
    ['ACCOUNTING OF TRUSTEE', ...head].join('   '),
    ...summary(statement),
    'SCHEDULE A  Receipts',
    ...orNone(receipts(A)),
    'SCHEDULE B  Disbursements',
    ...orNone(consolidatedDisbursements(B).flatMap(disbursement)),
    'SCHEDULE C  Distributions (for benefit of beneficiary)',
    ...orNone(distributions(C)),
    ...capital(D),
    inColumns('SCHEDULE E', ['Estimated current value', 'Carrying value'], ASSET_HEAD_COLUMNS),
    ...holdings(E),
    ...(approvals === null ? [] : ['APPROVALS', ...wrapped(approvals, PAGE).map((line) => ` ${line}`)]),
  ];
  return `${lines.join('\n')}\n`;
}

function summary(statement: Statement): string[] {
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

function receipts(schedule: StatedSchedule): string[] {
  return schedule.groups.flatMap(({ group, lines }) =>
    lines.flatMap((line) => {
      const figures = [line.income, line.principal].map(orDash);
      if (group !== 'restitution') return dated(line.date, line.description, figures, LINE_COLUMNS);
      const words = `${partyAndPurpose(line.party, line.description)}, ref ${line.reference}`;
      return dated(line.date, words, figures, RESTITUTION_COLUMNS);
    }),
  );
}

function disbursement({ date, party, description, income, principal }: ConsolidatedLine): string[] {
  return dated(date, partyAndPurpose(party, description), [income, principal].map(orDash), LINE_COLUMNS);
}

function distributions(schedule: StatedSchedule): string[] {
  if (schedule.groups.length === 0) return [];
  const { total, income } = schedule.total;
  const sums = schedule.groups.map(({ group, subtotal }) => `${group} ${formatCourt(subtotal.total)}`);
  const whole = ` total ${formatCourt(total)} (${formatCourt(income)} from income)`;
  return [
    ...wrapped(`${sums.join(' | ')} ${whole}`, PAGE).map((line) => ` ${line}`),
    ...returnedPayments(schedule).map(({ sent, back }) => {
      const went = sent ? `${sent.date} paid ${formatCourt(sent.total)}; ` : '';
      return ` ${went}${back.date} returned, reversed ${formatCourt(back.total)}`;
    }),
  ];
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

function orNone(lines: string[]): string[] {
  return lines.length > 0 ? lines : [' None'];
}
