import Decimal from 'decimal.js';

Decimal.set({
  precision: 40,
  rounding: Decimal.ROUND_HALF_UP,
  toExpNeg: -30,
  toExpPos: 30,
});

export { Decimal };

/** A canonical decimal string as it travels between server and screen: "-869.57", at least two decimals, no grouping. */
export type AmountText = string;

/** Digits kept by the database: numeric(20,4). */
const MAX_DECIMALS = 4;
const MAX_WHOLE_DIGITS = 16;

export const ZERO = new Decimal(0);

/** Turns a canonical decimal string (or a Decimal) into a Decimal. Throws on anything a machine should not have written. */
export function amount(value: AmountText | Decimal): Decimal {
  if (Decimal.isDecimal(value)) return value;
  if (!/^-?\d+(\.\d+)?$/.test(value)) throw new Error(`not a canonical amount: ${JSON.stringify(value)}`);
  return new Decimal(value);
}

export type ParsedAmount = { ok: true; value: Decimal } | { ok: false; message: string };

/**
 * Reads an amount as a person or a file wrote it: digits, an optional leading minus, a point, at most four decimals.
 * A comma is refused rather than guessed at: "1,234" is a thousand in one country and one and a bit in another.
 */
export function parseAmount(text: string, { decimals = MAX_DECIMALS }: { decimals?: number } = {}): ParsedAmount {
  const trimmed = text.trim();
  if (trimmed === '') return { ok: false, message: 'Enter an amount, like 475.33.' };
  if (trimmed.includes(',')) {
    return {
      ok: false,
      message: `Write "${trimmed}" without commas, with a point before the cents, like 1234.50.`,
    };
  }
  if (!/^-?\d+(\.\d+)?$/.test(trimmed))
    return {
      ok: false,
      message: `"${trimmed}" is not an amount. Use digits, like 475.33.`,
    };
  const [whole = '', fraction = ''] = trimmed.replace('-', '').split('.');
  if (fraction.length > decimals) {
    return {
      ok: false,
      message: `"${trimmed}" has ${fraction.length} decimals. Use at most ${decimals}.`,
    };
  }
  if (whole.replace(/^0+/, '').length > MAX_WHOLE_DIGITS) {
    return {
      ok: false,
      message: `"${trimmed}" is larger than the books can hold.`,
    };
  }
  return { ok: true, value: new Decimal(trimmed) };
}

/** Writes a Decimal canonically: two decimals, up to four where the figure has them. */
export function toText(value: Decimal): AmountText {
  const text = value.toFixed(Math.max(2, value.decimalPlaces()));
  return value.isZero() ? text.replace('-', '') : text;
}

export function sum(values: Iterable<AmountText | Decimal>): Decimal {
  let total = ZERO;
  for (const value of values) total = total.plus(amount(value));
  return total;
}

/** Smallest unit exponents that differ from 2 (ISO 4217). */
const MINOR_DIGITS: Record<string, number> = {
  JPY: 0,
  KRW: 0,
  VND: 0,
  KWD: 3,
  BHD: 3,
  JOD: 3,
};

/** Rounds half up to the currency's smallest unit: cents for USD and PHP, whole yen for JPY. */
export function roundToCurrency(value: Decimal, currency: string): Decimal {
  return value.toDecimalPlaces(MINOR_DIGITS[currency] ?? 2, Decimal.ROUND_HALF_UP);
}
