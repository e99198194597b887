import { paths } from '~/http/paths';
import { amount, toText } from '~/money/amount';
import { periodWords } from '~/reports/court-accounting/wording';
import { Banner } from '~/ui/banner';
import { dayWords } from '~/ui/day-words';
import { Equation } from '~/ui/equation';
import type { NewestAccount } from './accounts-data.server';

/** The newest account with its five figures, and whether they balance. */
export function NewestFiled({ account }: { account: NewestAccount }) {
  const { figures } = account;
  const words = `${account.trustCode}, ${periodWords(account.from, account.through)}`;
  if (!figures) {
    return (
      <Banner id="newest" status="differs" title={`Does not balance: ${words}`}>
        <p>The figures of this account contradict themselves. Ask the trustees before you rely on it.</p>
      </Banner>
    );
  }
  const net = amount(figures.capitalNet);
  return (
    <Banner id="newest" status="agrees" title={`Balances: ${words}`} asOf={`Filed ${dayWords(account.filedOn)}`}>
      <Equation
        terms={[
          { label: `Starting balance, ${figures.currency}`, amount: figures.starting },
          { label: 'Receipts', amount: figures.receipts, op: '+' },
          { label: 'Paid out', amount: figures.paidOut, op: '−' },
          { label: 'Capital, net', amount: toText(net.abs()), op: net.isNegative() ? '−' : '+' },
          { label: 'On hand at close', amount: figures.onHand, op: '=', closing: true },
        ]}
      />
      <p>
        <a href={paths.accounting(account.reference)}>Open the account and its schedules</a>
      </p>
    </Banner>
  );
}
