import { amount } from '~/money/amount';
import { minus } from './amounts';
import type { Lines, StatedLine, StatedSchedule } from './statement';

export interface ReturnedPayment {
  /** The payment as it went out; null if it went out before this period. */
  sent: StatedLine | null;
  back: StatedLine;
}

/** Payments that came back, among lines of Schedule C: each reversal beside the payment whose reference, payee and amount it bears. */
export function returnedPayments(lines: readonly StatedLine[]): ReturnedPayment[] {
  const sentOf = (back: StatedLine) => {
    const sent = minus(back).total;
    return lines.find((line) => line.reference === back.reference && line.party === back.party && line.total === sent);
  };
  return lines.filter(isBack).map((back) => ({ sent: sentOf(back) ?? null, back }));
}

/** The same from lines that are read one by one, of which only those that bear a returned payment's reference are held. */
export async function findReturnedPayments({ groups }: StatedSchedule<Lines>): Promise<ReturnedPayment[]> {
  const references = new Set<string>();
  for (const { lines } of groups) for await (const line of lines) if (isBack(line)) references.add(line.reference);
  const held: StatedLine[] = [];
  if (references.size === 0) return [];
  for (const { lines } of groups) for await (const line of lines) if (references.has(line.reference)) held.push(line);
  return returnedPayments(held);
}

const isBack = (line: StatedLine) => amount(line.total).isNegative();
