import { type AmountText, amount, Decimal } from '~/money/amount';

/** A share of the picture's width or height: money becomes a plain number only here, where it turns into ink. */
export function share(part: AmountText | Decimal, whole: Decimal): number {
  return whole.isZero() ? 0 : amount(part).div(whole).toNumber();
}

/** Two decimals of a per cent or of a pixel are finer than any screen. */
export function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}

export function percent(fraction: number): string {
  return `${rounded(fraction * 100)}%`;
}

const STEPS = [1, 2, 2.5, 5, 10];

/** The round step (1, 2, 2.5, 5 times a power of ten) with which at most four steps from zero hold the largest value. */
export function roundStep(largest: Decimal): Decimal {
  if (largest.lte(0)) return new Decimal(1);
  const power = new Decimal(10).pow(largest.div(4).log(10).floor());
  const step = STEPS.map((factor) => power.times(factor)).find((candidate) => candidate.times(4).gte(largest));
  return step ?? power.times(10);
}

/** Rounds up to two leading digits: 3,041.20 to 3,100, so that the tallest column almost fills its room. */
export function roundTop(largest: Decimal): Decimal {
  if (largest.lte(0)) return new Decimal(1);
  const power = new Decimal(10).pow(largest.log(10).floor().minus(1));
  return largest.div(power).ceil().times(power);
}

/** Whole days from one legal day to another, both as ISO dates. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}
