import { paths } from '~/http/paths';
import { sum, toText } from '~/money/amount';
import { formatAmount } from '~/money/format';
import { Empty } from '~/ui/empty';
import { Section } from '~/ui/folio';
import { Num, SumRow, Table } from '~/ui/table';
import type { LedgerData } from './ledger-data.server';

/** Which part of the cash is set aside, and for what. */
export function HeldNow({ holds, currency }: { holds: LedgerData['holds']; currency: string }) {
  return (
    <Section id="held" question="What is held" meta="Cash set aside: posted, and not available">
      {holds.length === 0 ? (
        <Empty why="Nothing is held." />
      ) : (
        <Table caption={`Held, ${currency}`} columns={[{ head: 'For' }, { head: currency, num: true }]}>
          {holds.map((hold) => (
            <tr key={hold.sourceRef}>
              <th scope="row">
                <HeldFor hold={hold} />
              </th>
              <Num amount={hold.amount} />
            </tr>
          ))}
          <SumRow label="Held" closing>
            <Num amount={toText(sum(holds.map((hold) => hold.amount)))} sum />
          </SumRow>
        </Table>
      )}
    </Section>
  );
}

function HeldFor({ hold }: { hold: LedgerData['holds'][number] }) {
  const request = /^(D-\d{4}-\d+) v/.exec(hold.sourceRef)?.[1];
  if (hold.reason === 'payment' && request) {
    return (
      <>
        Approved payment <a href={paths.disbursement(request)}>{request}</a>
      </>
    );
  }
  const receipt = /^(R-\d{4}-\d+) /.exec(hold.sourceRef)?.[1];
  return (
    <>
      A share under the least amount, {receipt ? <a href={paths.receipt(receipt)}>{receipt}</a> : hold.sourceRef}; it
      waits until it is enough
    </>
  );
}

interface HoldingsProps {
  holdings: LedgerData['holdings'];
  currency: string;
  total: string;
}

/** What the trust holds besides cash. Carrying value is what it came in at; it does not follow the market. */
export function HoldingsNow({ holdings, currency, total }: HoldingsProps) {
  return (
    <Section id="holdings" question="Holdings" meta="At carrying value, which does not follow the market">
      {holdings.length === 0 ? (
        <Empty why="The trust holds cash only." />
      ) : (
        <Table
          caption={`Holdings, ${currency}`}
          columns={[{ head: 'Holding' }, { head: 'Units', num: true }, { head: currency, num: true }]}
        >
          {holdings.map((row) => (
            <tr key={row.holding}>
              <th scope="row">
                {row.kind === 'currency' ? `Cash in ${row.holding}` : <span className="id">{row.holding}</span>}
                <br />
                <span className="meta muted">Came in as: {row.description}</span>
              </th>
              <Num>{formatAmount(row.units)}</Num>
              <Num amount={row.carrying} />
            </tr>
          ))}
          <SumRow label="Holdings" span={2} closing>
            <Num amount={total} sum />
          </SumRow>
        </Table>
      )}
    </Section>
  );
}
