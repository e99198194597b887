import { ofEachHundred } from '~/domain/trusts/money-path';
import { paths } from '~/http/paths';
import { amount, toText } from '~/money/amount';
import { dayWords } from '~/ui/day-words';
import { Empty } from '~/ui/empty';
import { Section } from '~/ui/folio';
import { Money } from '~/ui/money';
import { MoneyPath } from '~/ui/money-path';
import type { MoneyStep } from '~/ui/money-path-layout';
import type { Overview } from './overview-data.server';

/** Where the money of these books went, to the cent: what is on hand is the sum of the steps above it. */
export function WhereItWent({ data }: { data: Overview }) {
  const { path, code, currency } = data;
  const meta = `Since these books began, ${dayWords(data.openedOn)}${data.newest ? `, to ${dayWords(data.newest)}` : ''}`;
  return (
    <Section id="m1" question="Where the money went" meta={meta}>
      {data.newest === null ? (
        <Empty why="No receipts yet." next="What the court ordered is not money until it arrives." />
      ) : (
        <MoneyPath
          id="path"
          said={said(path)}
          caption={`Money path since ${dayWords(data.openedOn)}, in ${currency}`}
          currency={currency}
          steps={steps(path, code)}
          note={
            <>
              {amount(path.ordered).isZero() ? '' : '“Ordered” is not money and is not in the sum. '}On hand: cash{' '}
              <Money amount={path.cash} /> and holdings <Money amount={path.holdings} />.
            </>
          }
        />
      )}
    </Section>
  );
}

function steps(path: Overview['path'], code: string): MoneyStep[] {
  const restitution = `${paths.ledger(code)}?account=${encodeURIComponent('receipt:clerk_restitution')}`;
  const accounts = paths.trialBalance(code);
  const earned = amount(path.earned);
  const is = (text: string) => !amount(text).isZero();
  return [
    ...(is(path.ordered)
      ? [{ label: 'Ordered by the court', amount: path.ordered, kind: 'promised' } satisfies MoneyStep]
      : []),
    ...(is(path.began)
      ? [
          {
            label: 'On hand when these books began',
            amount: path.began,
            kind: 'in',
            href: accounts,
          } satisfies MoneyStep,
        ]
      : []),
    { label: 'Received', amount: path.received, kind: 'in', href: restitution },
    earned.isNegative()
      ? {
          label: 'Lost: losses above interest and gains',
          amount: toText(earned.negated()),
          kind: 'out',
          href: accounts,
        }
      : { label: 'Earned: interest and gains', amount: path.earned, kind: 'in', href: accounts },
    { label: 'Spent on care', amount: path.care, kind: 'out', href: accounts },
    { label: 'Costs', amount: path.costs, kind: 'out', href: accounts },
    { label: 'On hand', amount: path.onHand, kind: 'rest' },
  ];
}

/** "Of each 100 received, 22 went to care and 6 to costs." What was there at the start counts as what came in. */
function said(path: Overview['path']): string {
  const whole = amount(path.began).plus(amount(path.received));
  const care = ofEachHundred(amount(path.care), whole);
  const costs = ofEachHundred(amount(path.costs), whole);
  if (care === null || costs === null) return 'Nothing was received yet.';
  const base = amount(path.began).isZero() ? 'received' : 'on hand at the start or received';
  return `Of each 100 ${base}, ${care} went to care and ${costs} to costs.`;
}
