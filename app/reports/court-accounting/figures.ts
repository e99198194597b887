import type { AmountText } from '~/money/amount';
import type { DisbursementGroup, ReceiptGroup } from './groups';

/** An amount split the way the court reads it: what came of income, what came of principal. */
export interface Parts {
  income: AmountText;
  principal: AmountText;
}

/** One journal entry as it stands in a schedule. Magnitudes are positive; a reversal is negative. */
export interface FigureLine<Group extends string = string> extends Parts {
  /** The legal day, ISO. */
  date: string;
  description: string;
  /** Payer of a receipt, payee of a disbursement, provider of a distribution. Never a beneficiary's name. */
  party: string;
  /** As the books record it: "restitution", "wire_fee", "MED-CARE". */
  category: string;
  /** The heading it stands under, from groups.ts. */
  group: Group;
  /** Journal entry number. */
  entry: number;
  /** Voucher, remittance or payment reference. A return bears the reference of the payment it reverses. */
  reference: string;
}

/** A sale, exchange or reconversion: its gain or loss is proceeds less carrying value, falling to one part. */
export interface CapitalLine {
  date: string;
  description: string;
  party: string;
  /** Short name of what was sold, for the calculation: "T-note", "PHP". */
  label: string;
  proceeds: AmountText;
  carrying: AmountText;
  part: 'income' | 'principal';
  entry: number;
  reference: string;
}

/** Something held, at two values (Uniform Fiduciary Accounting Principle IV). Carrying value is income + principal. */
export interface AssetLine extends Parts {
  kind: 'cash' | 'security' | 'currency';
  description: string;
  /** Face or foreign units; null for cash in the trust's own currency. */
  units: AmountText | null;
  /** Estimated current value; null where none was recorded. Cash is its own value. */
  market: AmountText | null;
}

/** Investment made or changed in form: information, never totalled (Principle VI). */
export interface InfoLine {
  date: string;
  description: string;
  party: string;
  carrying: AmountText;
  entry: number;
  reference: string;
}

/** Cash tied to the bank: balance on the statement less what the books have paid and the bank has not. */
export interface CashProof {
  statementDate: string;
  bankBalance: AmountText;
  /** Positive: a payment not yet at the bank. Negative: a deposit not yet at the bank. */
  outstanding: { reference: string; amount: AmountText }[];
  signedBy: string | null;
  signedAt: string | null;
}

/** Everything an accounting is made of, collected once from the ledger and then frozen. JSON-safe throughout. */
export interface AccountingFigures {
  trust: {
    code: string;
    /** The beneficiary's public code. */
    publicCode: string;
    /** Lines of the court's name, as the caption prints them. */
    court: string[];
    docket: string;
    /** 1 is the first account, 2 the second. */
    ordinal: number;
    trustees: string[];
  };
  from: string;
  through: string;
  currency: string;
  /** Carrying value at the start, itemised (Principle III): the items sum to the parts. */
  opening: Parts & { items: AssetLine[] };
  receipts: FigureLine<ReceiptGroup>[];
  disbursements: FigureLine<DisbursementGroup>[];
  /** Group is the head of the category: "MED" for "MED-CARE". */
  distributions: FigureLine[];
  capital: CapitalLine[];
  onHand: AssetLine[];
  investments: InfoLine[];
  cashProof: CashProof | null;
  /** The account this one continues; null for a first account, which starts from its inventory. */
  prior: { reference: string; through: string } | null;
}

/** An accounting's figures without the lines of its schedules A, B and C: few, however long the period's book. */
export type FigureFrame = Omit<AccountingFigures, 'receipts' | 'disbursements' | 'distributions'>;
