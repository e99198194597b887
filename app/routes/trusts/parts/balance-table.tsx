import { paths } from '~/http/paths';
import { amount } from '~/money/amount';
import { formatAmount } from '~/money/format';
import { Num, Scroll, SumRow, Table } from '~/ui/table';
import { accountWords } from './account-words';
import type { TrialBalanceData } from './trial-balance-data.server';

/** Each account's balance by part; the last line adds them up to nothing. */
export function BalanceTable({ data: { code, asOf, lines, totals } }: { data: TrialBalanceData }) {
  return (
    <Scroll labelledBy="accounts">
      <Table
        caption="Accounts, by part"
        captionId="accounts"
        columns={[
          { head: 'Account' },
          { head: 'Principal', num: true },
          { head: 'Income', num: true },
          { head: 'Total', num: true },
        ]}
      >
        {lines.map((line) => (
          <tr key={line.account}>
            <th scope="row">{accountWords(line.account)}</th>
            <Part figure={line.principal} />
            <Part figure={line.income} />
            <Num>
              <a
                className="quiet"
                href={`${paths.ledger(code)}?account=${encodeURIComponent(line.account)}&to=${asOf}`}
              >
                {formatAmount(line.total)}
              </a>
            </Num>
          </tr>
        ))}
        <SumRow label="Together" closing>
          <Num amount={totals.principal} sum />
          <Num amount={totals.income} sum />
          <Num amount={totals.total} sum />
        </SumRow>
      </Table>
    </Scroll>
  );
}

function Part({ figure }: { figure: string }) {
  return <Num>{amount(figure).isZero() ? '–' : formatAmount(figure)}</Num>;
}
