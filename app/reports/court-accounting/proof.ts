import { amount, sum, toText } from '~/money/amount';
import { formatCourt } from '~/money/format';
import type { Charges, Credits } from './balance';
import type { CashProof } from './figures';
import type { StatedCapital, StatedHoldings } from './statement';
import { countWord, mediumDate } from './wording';

/** The master equation in words, for a reader who never kept books. */
export function proofSentence(charges: Charges, credits: Credits, capital: StatedCapital, trustees: number): string {
  const count = (sign: 'gain' | 'loss') => capital.lines.filter((line) => line[sign] !== null).length;
  const gain = count('gain') === 1 ? 'gain' : 'gains';
  const loss = count('loss') === 1 ? 'loss' : 'losses';
  const figure = (part: { total: string }) => formatCourt(part.total);
  const [who, account, they, show] =
    trustees === 1 ? ['The trustee', 'accounts', 'The trustee', 'shows'] : ['The trustees', 'account', 'They', 'show'];
  return (
    `${who} ${account} for ${figure(charges.total)}: starting balance ${figure(charges.startingBalance)}, ` +
    `receipts ${figure(charges.receipts)}, ${gain} ${figure(charges.gains)}. ` +
    `${they} ${show} ${figure(credits.total)}: disbursements ${figure(credits.disbursements)}, ` +
    `${loss} ${figure(credits.losses)}, distributions ${figure(credits.distributions)}, ` +
    `assets on hand ${figure(credits.onHand)}. The two agree.`
  );
}

/** Whether the cash of Schedule E is the bank's, and by how much not. */
export function cashProofSentence(proof: CashProof, holdings: StatedHoldings): string {
  const payments = proof.outstanding.filter((item) => amount(item.amount).gt(0));
  const deposits = proof.outstanding.filter((item) => amount(item.amount).lt(0));
  const adjusted = amount(proof.bankBalance).minus(sum(proof.outstanding.map((item) => item.amount)));
  const books = sum(holdings.lines.filter((line) => line.kind === 'cash').map((line) => line.total));
  const difference = adjusted.minus(books);

  const steps = [`statement of ${mediumDate(proof.statementDate)} ${formatCourt(proof.bankBalance)}`];
  if (payments.length > 0) {
    const total = toText(sum(payments.map((item) => item.amount)).negated());
    steps.push(`less ${counted(payments.length, 'payment')} not yet at the bank ${formatCourt(total)}`);
  }
  if (deposits.length > 0) {
    const total = toText(sum(deposits.map((item) => item.amount)).negated());
    steps.push(`with ${counted(deposits.length, 'deposit')} not yet at the bank ${formatCourt(total)}`);
  }
  const equation = `${steps.join(', ')}, is ${formatCourt(toText(adjusted))}.`;
  if (!difference.isZero()) {
    const apart = formatCourt(toText(difference.abs()));
    return `Cash does not agree with the bank by ${apart}: ${equation} The books say ${formatCourt(toText(books))}.`;
  }
  const signed = proof.signedBy && proof.signedAt ? ` Signed by ${proof.signedBy}, ${mediumDate(proof.signedAt)}.` : '';
  return `Cash agrees with the bank: ${equation}${signed}`;
}

function counted(count: number, noun: string): string {
  return `${countWord(count)} ${noun}${count === 1 ? '' : 's'}`;
}
