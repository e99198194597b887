import { inGroups } from '~/ledger/in-groups';
import type { AmountText } from '~/money/amount';
import type { Amounts } from './amounts';
import type { Lines, StatedAsset, StatedCapitalLine, StatedLine, StatedSchedule, StatementOf } from './statement';

interface JsonLine extends Amounts {
  date: string;
  description: string;
  party: string;
  /** Journal entry number; null where a line is a balance and not an event. */
  entry: number | null;
}

interface JsonAsset extends JsonLine {
  carrying_value: AmountText;
  market_value: AmountText | null;
}

/** Amounts are decimal strings. Keys are fixed: programs of others read them. */
export interface AccountingJson {
  trust: string;
  from: string;
  through: string;
  currency: string;
  starting_balance: Amounts;
  receipts: Amounts;
  disbursements: Amounts;
  distributions: Amounts;
  capital_net: Amounts;
  on_hand: Amounts;
  /** Both sides of the equation, each figure for principal and income together. */
  charges: Record<'starting_balance' | 'receipts' | 'gains' | 'total', AmountText>;
  credits: Record<'disbursements' | 'losses' | 'distributions' | 'on_hand' | 'total', AmountText>;
  on_hand_market: AmountText | null;
  /** Whether the approvals behind the payments are signed, as a sentence; left out where there is no approval. */
  approvals?: string;
  /** Whose copy it is; left out of one that nobody took from the pages. */
  copy?: string;
  schedules: { A: JsonLine[]; B: JsonLine[]; C: JsonLine[]; D: JsonLine[]; E: JsonAsset[] };
}

/**
 * The account for a program, as the text of an AccountingJson, a piece at a time. Disbursements, distributions and losses are
 * positive magnitudes here, as the equation reads (starting balance + receipts + gains = disbursements + losses +
 * distributions + on hand); `capital_net` and the lines of D are signed, and a reversed line of C is negative. Lines of E
 * stand at the through date.
 */
export async function* statementAsJson(
  statement: StatementOf<Lines>,
  approvals: string | null,
  copy?: string,
): AsyncGenerator<string> {
  const { A, B, C, D, E } = statement.schedules;
  const schedules: [string, Iterable<JsonLine> | AsyncIterable<JsonLine>][] = [
    ['A', linesOf(A)],
    ['B', linesOf(B)],
    ['C', linesOf(C)],
    ['D', D.lines.map(line)],
    ['E', E.lines.map((asset) => assetLine(asset, statement.through))],
  ];
  // The head's closing bracket gives way to the schedules, whose lines are set as deep as they would stand in the whole.
  const head = { ...headOf(statement), ...(approvals === null ? {} : { approvals }), ...(copy && { copy }) };
  yield JSON.stringify(head, null, 2).replace(/\n}$/, ',\n  "schedules": {');
  for (const [index, [letter, lines]] of schedules.entries()) {
    yield `${index === 0 ? '' : ','}\n    "${letter}": [`;
    let some = false;
    for await (const group of inGroups(lines)) {
      yield `${some ? ',' : ''}${indented(group)}`;
      some = true;
    }
    yield some ? '\n    ]' : ']';
  }
  yield '\n  }\n}\n';
}

/** Without the brackets of its own list. */
const indented = (lines: readonly JsonLine[]) => JSON.stringify(lines, null, 2).slice(1, -2).replaceAll('\n', '\n    ');

function headOf({ charges, credits, schedules, ...statement }: StatementOf<Lines>): Omit<AccountingJson, 'schedules'> {
  return {
    trust: statement.trust.code,
    from: statement.from,
    through: statement.through,
    currency: statement.currency,
    starting_balance: charges.startingBalance,
    receipts: charges.receipts,
    disbursements: credits.disbursements,
    distributions: credits.distributions,
    capital_net: schedules.D.net,
    on_hand: credits.onHand,
    charges: {
      starting_balance: charges.startingBalance.total,
      receipts: charges.receipts.total,
      gains: charges.gains.total,
      total: charges.total.total,
    },
    credits: {
      disbursements: credits.disbursements.total,
      losses: credits.losses.total,
      distributions: credits.distributions.total,
      on_hand: credits.onHand.total,
      total: credits.total.total,
    },
    on_hand_market: schedules.E.market,
  };
}

async function* linesOf(schedule: StatedSchedule<Lines>): AsyncGenerator<JsonLine> {
  for (const group of schedule.groups) for await (const each of group.lines) yield line(each);
}

function line({ date, description, party, income, principal, total, entry }: StatedLine | StatedCapitalLine): JsonLine {
  return { date, description, party, income, principal, total, entry };
}

function assetLine({ description, income, principal, total, market }: StatedAsset, date: string): JsonAsset {
  const balance = { date, description, party: '', income, principal, total, entry: null };
  return { ...balance, carrying_value: total, market_value: market };
}
