import { amount, toText } from '~/money/amount';
import { formatCourt } from '~/money/format';
import { RETURN_CHARGE, TRUSTEE_FEE } from './groups';
import { type ReturnedPayment, returnedPayments } from './returned-payments';
import type { StatedLine, Statement } from './statement';
import { lineDate } from './wording';

interface Period {
  from: string;
  through: string;
}

/**
 * What a court asks about first, told from the lines themselves: payments that came back, and the trustee's own pay.
 * Relationships between the trustee and a payee are not in the books, so nothing is said of them here.
 */
export function unusualInThisPeriod({ B, C }: Pick<Statement['schedules'], 'B' | 'C'>, period: Period): string[] {
  const expenses = B.groups.flatMap((group) => group.lines);
  const charges = expenses.filter((line) => line.category === RETURN_CHARGE);
  const returns = returnedPayments(C.groups.flatMap((group) => group.lines)).map((returned) =>
    returnSentence(returned, charges, period),
  );
  const pay = expenses.filter((line) => line.category === TRUSTEE_FEE).map(paySentence);
  return [...returns, ...pay];
}

function returnSentence({ sent, back }: ReturnedPayment, charges: readonly StatedLine[], period: Period): string {
  const charge = charges.find((line) => line.date === back.date);
  const figure = formatCourt(toText(amount(back.total).negated()));
  const lines = sent ? `${sent.line}, ${back.line}` : `${back.line}; paid before this period`;
  const day = lineDate(back.date, period);
  const came = `One payment of ${figure} to ${back.party} came back on ${day} and is shown reversed (${lines}).`;
  return charge ? `${came} The bank kept ${formatCourt(charge.total)} (${charge.line}).` : came;
}

function paySentence(line: StatedLine): string {
  return `The trustee was paid ${formatCourt(line.total)}: ${line.description} (${line.line}).`;
}
