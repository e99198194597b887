import { formatWithCurrency } from '~/money/format';

export interface PaymentAdvice {
  /** Of the payment, as the provider quotes it. */
  reference: string;
  provider: string;
  /** The last four of the account that was in force, or null. */
  accountEnding: string | null;
  /** In words. */
  paidOn: string;
  bankReference: string;
  amount: string;
  currency: string;
  invoice: string;
  /** The code by which this provider, and nobody else, knows the child. */
  child: string;
  services: { day: string; what: string }[];
}

/**
 * What a provider is told of a payment, to match it with its invoice: no name, no docket, not the code that the child has here
 * or before a court, and no word of why it is paid (domain.md 4.3).
 */
export function adviceAsText(advice: PaymentAdvice, mark: string): string {
  const line = (term: string, detail: string) => `${`${term}:`.padEnd(18)}${detail}`;
  return [
    'PAYMENT ADVICE',
    '',
    line('To', advice.provider),
    line('Payment', advice.reference),
    line('Amount', formatWithCurrency(advice.amount, advice.currency)),
    line('Paid on', advice.paidOn),
    line('Bank reference', advice.bankReference),
    ...(advice.accountEnding ? [line('To the account', `ending ${advice.accountEnding}`)] : []),
    line('Your invoice', advice.invoice),
    line('For', advice.child),
    '',
    'Services',
    ...advice.services.map(({ day, what }) => `  ${day}  ${what}`),
    '',
    `Name ${advice.child} on your invoices, and nothing else of the child.`,
    '',
    mark,
    '',
  ].join('\r\n');
}
