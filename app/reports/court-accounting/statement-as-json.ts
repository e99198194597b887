import type { AmountText } from '~/money/amount';
import type { Amounts } from './amounts';
import type { StatedAsset, StatedCapitalLine, StatedLine, StatedSchedule, Statement } from './statement';

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
  schedules: { A: JsonLine[]; B: JsonLine[]; C: JsonLine[]; D: JsonLine[]; E: JsonAsset[] };
  /** Whether the approvals behind the payments are signed, as a sentence; left out where there is no approval. */
  approvals?: string;
}

/**
 * The account for a program. Disbursements, distributions and losses are positive magnitudes here, as the equation
 * reads (starting balance + receipts + gains = disbursements + losses + distributions + on hand); `capital_net` and
 * the lines of D are signed, and a reversed line of C is negative. Lines of E stand at the through date.
 */
export function statementAsJson(statement: Statement, approvals: string | null): AccountingJson {
  const { charges, credits, schedules } = statement;
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
    schedules: {
      A: linesOf(schedules.A),
      B: linesOf(schedules.B),
      C: linesOf(schedules.C),
      D: schedules.D.lines.map(line),
      E: schedules.E.lines.map((asset) => assetLine(asset, statement.through)),
    },
    ...(approvals === null ? {} : { approvals }),
  };
}

function linesOf(schedule: StatedSchedule): JsonLine[] {
  return schedule.groups.flatMap((group) => group.lines.map(line));
}

function line({ date, description, party, income, principal, total, entry }: StatedLine | StatedCapitalLine): JsonLine {
  return { date, description, party, income, principal, total, entry };
}

function assetLine({ description, income, principal, total, market }: StatedAsset, date: string): JsonAsset {
  const balance = { date, description, party: '', income, principal, total, entry: null };
  return { ...balance, carrying_value: total, market_value: market };
}
