import { type AmountText, amount, type Decimal, sum, toText } from '~/money/amount';
import type { Parts } from './figures';

/** The three columns of the account. */
export interface Amounts extends Parts {
  total: AmountText;
}

export type Column = keyof Amounts;

export const COLUMNS: readonly Column[] = ['income', 'principal', 'total'];

/** Canonical columns of one line: "3000" becomes "3000.00", and the total is their sum. */
export function amountsOf({ income, principal }: Parts): Amounts {
  return columns(amount(income), amount(principal));
}

export function sumAmounts(lines: Iterable<Parts>): Amounts {
  const all = [...lines];
  return columns(sum(all.map((line) => line.income)), sum(all.map((line) => line.principal)));
}

export function minus({ income, principal }: Parts): Amounts {
  return columns(amount(income).negated(), amount(principal).negated());
}

/** A whole amount that falls to one part. */
export function inPart(value: Decimal, part: keyof Parts): Amounts {
  const zero = amount('0');
  return part === 'income' ? columns(value, zero) : columns(zero, value);
}

function columns(income: Decimal, principal: Decimal): Amounts {
  return { income: toText(income), principal: toText(principal), total: toText(income.plus(principal)) };
}
