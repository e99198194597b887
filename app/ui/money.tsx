import type { AmountText } from '~/money/amount';
import { formatAmount, formatWithCurrency } from '~/money/format';

interface MoneyProps {
  amount: AmountText;
  /** A code before the figure, where the page shows more than one currency or the figure stands in a sentence. */
  currency?: string;
}

/** A figure inside a sentence: tabular, never broken over a line. */
export function Money({ amount, currency }: MoneyProps) {
  return <span className="money">{currency ? formatWithCurrency(amount, currency) : formatAmount(amount)}</span>;
}
