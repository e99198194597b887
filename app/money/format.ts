import { type AmountText, amount } from './amount';

const MINUS = '\u2212';

function grouped(value: AmountText): { negative: boolean; digits: string } {
  const decimal = amount(value);
  const fixed = decimal.abs().toFixed(Math.max(2, decimal.decimalPlaces()));
  const [whole = '0', fraction = '00'] = fixed.split('.');
  return {
    negative: decimal.isNegative() && !decimal.isZero(),
    digits: `${whole.replace(/\B(?=(\d{3})+$)/g, ',')}.${fraction}`,
  };
}

/** The app's figure: "1,234.50", and "−869.57" with a true minus. */
export function formatAmount(value: AmountText): string {
  const { negative, digits } = grouped(value);
  return negative ? MINUS + digits : digits;
}

/** The court's figure: "(869.57)" where it is taken away (Fla. Prob. R. 5.346 layout). */
export function formatCourt(value: AmountText): string {
  const { negative, digits } = grouped(value);
  return negative ? `(${digits})` : digits;
}

/** "PHP 50,000.00": the currency as a code, for pages that show more than one. */
export function formatWithCurrency(value: AmountText, currency: string): string {
  return `${currency} ${formatAmount(value)}`;
}
