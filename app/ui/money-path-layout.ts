import { type AmountText, amount, Decimal, ZERO } from '~/money/amount';
import { percent, share } from './scale';

export interface MoneyStep {
  label: string;
  href?: string;
  amount: AmountText;
  /** `promised` is not money and not in the sum; `in` and `out` build it (both positive); `rest` closes it. */
  kind: 'promised' | 'in' | 'out' | 'rest';
}

export interface MoneyBar {
  x: string;
  width: string;
}

/** Places each step's bar where the one before it ended: in to the right, out to the left, the rest from zero. */
export function moneyPathLayout(steps: readonly MoneyStep[]): MoneyBar[] {
  let running = ZERO;
  const spans = steps.map(({ kind, amount: text }) => {
    const value = amount(text);
    if (kind === 'promised' || kind === 'rest') return { from: ZERO, width: value };
    const from = kind === 'in' ? running : running.minus(value);
    running = kind === 'in' ? running.plus(value) : running.minus(value);
    return { from, width: value };
  });
  const whole = spans.reduce((top, span) => Decimal.max(top, span.from.plus(span.width)), ZERO);
  return spans.map((span) => ({ x: percent(share(span.from, whole)), width: percent(share(span.width, whole)) }));
}
