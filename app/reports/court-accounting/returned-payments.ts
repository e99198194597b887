import { amount } from '~/money/amount';
import { minus } from './amounts';
import type { StatedLine, StatedSchedule } from './statement';

export interface ReturnedPayment {
  /** The payment as it went out; null if it went out before this period. */
  sent: StatedLine | null;
  back: StatedLine;
}

/** Payments of Schedule C that came back: each reversal beside the payment whose reference, payee and amount it bears. */
export function returnedPayments(schedule: StatedSchedule): ReturnedPayment[] {
  const lines = schedule.groups.flatMap((group) => group.lines);
  const sentOf = (back: StatedLine) => {
    const sent = minus(back).total;
    return lines.find((line) => line.reference === back.reference && line.party === back.party && line.total === sent);
  };
  return lines.filter((line) => amount(line.total).isNegative()).map((back) => ({ sent: sentOf(back) ?? null, back }));
}
