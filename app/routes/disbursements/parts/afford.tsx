import { isOver } from '~/domain/disbursements/disbursement';
import { paths } from '~/http/paths';
import { formatAmount } from '~/money/format';
import { Section } from '~/ui/folio';
import type { ReviewData } from './review-data.server';

/** Can the trust afford it? Posted, held, available, asked, left: the sum a reader can check by eye. */
export function Afford({ data }: { data: ReviewData }) {
  const { afford, trustCode, currency, state } = data;
  return (
    <Section id="afford" question="Can the trust afford it?">
      <table className="tbl still ledger">
        <caption className="vh">
          Money available in trust {trustCode}, in {currency}
        </caption>
        <thead>
          <tr>
            <th scope="col">Trust {trustCode}</th>
            <th scope="col" className="hide-s">
              Where it comes from
            </th>
            <th scope="col" className="num">
              {currency}
            </th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">Posted cash of this beneficiary</th>
            <td className="muted hide-s">
              See the <a href={paths.ledger(trustCode)}>ledger</a>
            </td>
            <td className="num">{formatAmount(afford.cash)}</td>
          </tr>
          <HeldRows holds={afford.holds} />
          <tr className="sub">
            <th scope="row">Available now</th>
            <td className="hide-s" />
            <td className="num sum">{formatAmount(afford.available)}</td>
          </tr>
          {!isOver(state) && <AskedRows data={data} />}
        </tbody>
      </table>
    </Section>
  );
}

function HeldRows({ holds }: { holds: ReviewData['afford']['holds'] }) {
  if (holds.length === 0)
    return (
      <tr>
        <th scope="row">Held</th>
        <td className="muted hide-s">Nothing is set aside</td>
        <td className="num">{formatAmount('0.00')}</td>
      </tr>
    );
  return (
    <>
      {holds.map((hold) => (
        <tr key={`${hold.reason} ${hold.reference} ${hold.amount}`}>
          <th scope="row">
            {hold.reason === 'payment' ? 'Held: approved, not yet paid' : 'Held: share under the threshold'}
          </th>
          <td className="muted hide-s">
            For{' '}
            {hold.reason === 'payment' ? (
              <a href={paths.disbursement(hold.reference)}>{hold.reference}</a>
            ) : (
              `award ${hold.reference}`
            )}
          </td>
          <td className="num">{formatAmount(`-${hold.amount}`)}</td>
        </tr>
      ))}
    </>
  );
}

function AskedRows({ data: { state, amount, afford } }: { data: ReviewData }) {
  return (
    <>
      <tr>
        <th scope="row">This request</th>
        <td className="muted hide-s">
          {state === 'approved' ? 'Approved, and held until it is paid' : 'Held when the last approval is given'}
        </td>
        <td className="num">{formatAmount(`-${amount}`)}</td>
      </tr>
      <tr className="total">
        <th scope="row">Left after</th>
        <td className="hide-s" />
        <td className="num sum">{formatAmount(afford.left)}</td>
      </tr>
    </>
  );
}
