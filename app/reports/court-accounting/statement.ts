import type { AmountText } from '~/money/amount';
import { type Amounts, amountsOf, minus, sumAmounts } from './amounts';
import { type Charges, type Credits, chargesOf, creditsOf, demandBalance } from './balance';
import { AccountingFault } from './errors';
import type { AccountingFigures, AssetLine, CapitalLine, FigureFrame, FigureLine, InfoLine } from './figures';
import { cashProofSentence, proofSentence } from './proof';
import { scheduleA, scheduleB, scheduleC, scheduleD, scheduleE, scheduleF } from './schedules';
import { unusualInThisPeriod } from './unusual';
import { priorYear } from './wording';

export interface StatedLine extends FigureLine, Amounts {
  /** "A-1": how the court, the screen and the exhibit name this line. */
  line: string;
}

/** Lines at hand, or lines that come out of the books one by one each time they are asked for. */
export type Lines = Iterable<StatedLine> | AsyncIterable<StatedLine>;

export interface StatedGroup<L extends Lines = StatedLine[]> {
  group: string;
  /** Heading as printed; null where the schedule is not divided. */
  title: string | null;
  lines: L;
  subtotal: Amounts;
}

export interface StatedSchedule<L extends Lines = StatedLine[]> {
  title: string;
  groups: StatedGroup<L>[];
  total: Amounts;
}

export interface StatedCapitalLine extends CapitalLine, Amounts {
  line: string;
  /** Above zero, or null. */
  gain: AmountText | null;
  /** Below zero, or null. */
  loss: AmountText | null;
  /** "proceeds 9,980.40 less carrying value 9,925.00" */
  calculation: string;
}

export interface StatedCapital {
  title: string;
  lines: StatedCapitalLine[];
  gains: AmountText;
  /** Zero or below. */
  losses: AmountText;
  net: Amounts;
}

export interface StatedAsset extends AssetLine, Amounts {
  line: string;
}

export interface StatedHoldings {
  title: string;
  lines: StatedAsset[];
  /** At carrying value. */
  total: Amounts;
  /** Estimated current value of all; null while one of them has none. */
  market: AmountText | null;
  /** Market less carrying: information, never in the equation. */
  unrealized: AmountText | null;
}

export interface StatedInvestments {
  title: string;
  lines: (InfoLine & { line: string })[];
}

export interface SummaryLine extends Amounts {
  numeral: 'I' | 'II' | 'III' | 'IV' | 'V' | 'VI';
  label: string;
  schedule: 'A' | 'B' | 'C' | 'D' | 'E' | null;
  /** What supports line I: "E of 2025", or "Inventory" for a first account. */
  support: string;
}

/** An accounting that ties out. Amounts are canonical text; a document formats them and computes nothing. */
export interface Statement<L extends Lines = StatedLine[]> {
  trust: AccountingFigures['trust'];
  from: string;
  through: string;
  currency: string;
  prior: AccountingFigures['prior'];
  /** Six lines; III and IV are negative as the court reads them, I + II + III + IV + V = VI. */
  summary: SummaryLine[];
  opening: Amounts & { items: AssetLine[] };
  charges: Charges;
  credits: Credits;
  schedules: {
    A: StatedSchedule<L>;
    B: StatedSchedule<L>;
    C: StatedSchedule<L>;
    D: StatedCapital;
    E: StatedHoldings;
    F: StatedInvestments;
  };
  unusual: string[];
  proof: string;
  /** Null while no bank statement was given. */
  cashProof: string | null;
}

/** A statement as the documents of a program read it. What is unusual is told from lines at hand. */
export type StatementOf<L extends Lines> = Omit<Statement<L>, 'unusual'>;

/**
 * States the account of a period from its figures (Fla. Prob. R. 5.346; s. 736.08135): the six summary lines, the
 * charges and credits they rest on, and Schedules A to F. Pure: the same figures always state the same account.
 * Throws AccountingFault 'accounting.out-of-balance' when charges and credits differ in any column,
 * 'accounting.opening-differs' when the opening items do not sum to the opening, and
 * 'accounting.line-outside-period' when a line is dated outside the period.
 */
export function stateAccounting(figures: AccountingFigures): Statement {
  demandPeriod(figures);
  const statement = stateSchedules(figures, {
    A: scheduleA(figures.receipts),
    B: scheduleB(figures.disbursements),
    C: scheduleC(figures.distributions),
  });
  return { ...statement, unusual: unusualInThisPeriod(statement.schedules, figures) };
}

/**
 * The same from schedules A, B and C that are stated already. Throws AccountingFault 'accounting.out-of-balance' and
 * 'accounting.opening-differs' as stateAccounting does.
 */
export function stateSchedules<L extends Lines>(
  figures: FigureFrame,
  stated: Pick<Statement<L>['schedules'], 'A' | 'B' | 'C'>,
): StatementOf<L> {
  const opening = demandOpening(figures);
  const schedules = {
    ...stated,
    D: scheduleD(figures.capital),
    E: scheduleE(figures.onHand),
    F: scheduleF(figures.investments),
  };
  const charges = chargesOf(opening, schedules);
  const credits = creditsOf(schedules);
  const summary = summaryLines(opening, schedules, figures.prior);
  demandBalance(charges, credits, summary);
  const { trust, from, through, currency, prior } = figures;
  return {
    trust,
    from,
    through,
    currency,
    prior,
    summary,
    opening: { ...opening, items: figures.opening.items },
    charges,
    credits,
    schedules,
    proof: proofSentence(charges, credits, schedules.D, trust.trustees.length),
    cashProof: figures.cashProof && cashProofSentence(figures.cashProof, schedules.E),
  };
}

function summaryLines(
  opening: Amounts,
  { A, B, C, D, E }: Statement<Lines>['schedules'],
  prior: AccountingFigures['prior'],
): SummaryLine[] {
  const startsFrom = prior ? `E of ${priorYear(prior.through)}` : 'Inventory';
  return [
    { numeral: 'I', label: 'Starting balance', schedule: null, support: startsFrom, ...opening },
    { numeral: 'II', label: 'Receipts', schedule: 'A', support: 'A', ...A.total },
    { numeral: 'III', label: 'Disbursements', schedule: 'B', support: 'B', ...minus(B.total) },
    { numeral: 'IV', label: 'Distributions', schedule: 'C', support: 'C', ...minus(C.total) },
    { numeral: 'V', label: 'Capital transactions, net', schedule: 'D', support: 'D', ...D.net },
    { numeral: 'VI', label: 'Assets on hand at close', schedule: 'E', support: 'E', ...E.total },
  ];
}

function demandOpening({ opening }: FigureFrame): Amounts {
  const stated = amountsOf(opening);
  const items = sumAmounts(opening.items);
  if (items.income !== stated.income || items.principal !== stated.principal) {
    throw new AccountingFault(
      'accounting.opening-differs',
      `The opening items sum to ${items.total}, and the starting balance is ${stated.total}.`,
    );
  }
  return stated;
}

function demandPeriod(figures: AccountingFigures): void {
  const { receipts, disbursements, distributions, capital, investments } = figures;
  for (const line of [...receipts, ...disbursements, ...distributions, ...capital, ...investments]) {
    if (line.date < figures.from || line.date > figures.through) {
      throw new AccountingFault(
        'accounting.line-outside-period',
        `Entry ${line.entry} of ${line.date} does not fall from ${figures.from} through ${figures.through}.`,
      );
    }
  }
}
