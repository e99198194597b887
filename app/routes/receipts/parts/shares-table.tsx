import { paths } from '~/http/paths';
import { type AmountText, amount, sum, toText } from '~/money/amount';
import { formatAmount } from '~/money/format';
import { Num, Scroll, SumRow, Table } from '~/ui/table';
import { Tag } from '~/ui/tag';
import type { ShareFacts } from './receipt-facts';

interface SharesTableProps {
  caption: string;
  shares: readonly ShareFacts[];
  /** Of the whole receipt, to compare the shares with. */
  receipt: AmountText;
  /** Posted shares lead to their entries. */
  posted: boolean;
}

/** The shares to the cent, and their sum beside the receipt. */
export function SharesTable({ caption, shares, receipt, posted }: SharesTableProps) {
  const total = toText(sum(shares.map((share) => share.amount)));
  const cents = toText(sum(shares.map((share) => share.centAdded)));
  return (
    <Scroll labelledBy="shares">
      <Table
        caption={caption}
        captionShown
        captionId="shares"
        columns={[
          { head: 'For' },
          { head: 'Loss still owed', num: true },
          { head: 'Exact share', num: true },
          { head: 'Cent added', num: true },
          { head: 'Share', num: true },
          { head: posted ? 'What happened' : 'What happens' },
          ...(posted ? [{ head: 'Entry' }] : []),
        ]}
      >
        {shares.map((share) => (
          <ShareRow key={share.code} share={share} posted={posted} />
        ))}
        <SumRow label="Total" closing>
          <Num amount={toText(sum(shares.map((share) => share.outstanding)))} sum />
          <td />
          <Num>{added(cents)}</Num>
          <Num amount={total} sum />
          <td>
            {amount(total).eq(amount(receipt)) ? (
              <Tag status="agrees" plain>
                Equals the receipt
              </Tag>
            ) : (
              <Tag status={posted ? 'confirmed' : 'differs'} plain>
                {posted ? 'Your trusts’ part' : `Receipt is ${formatAmount(receipt)}`}
              </Tag>
            )}
          </td>
          {posted && <td />}
        </SumRow>
      </Table>
    </Scroll>
  );
}

function ShareRow({ share, posted }: { share: ShareFacts; posted: boolean }) {
  return (
    <tr>
      <th scope="row">
        <span className="code" translate="no">
          {share.code}
        </span>
      </th>
      <Num amount={share.outstanding} />
      <Num muted>{formatAmount(share.exact)}</Num>
      <Num muted>{added(share.centAdded)}</Num>
      <Num amount={share.amount} strong />
      <td>
        <Happens share={share} />
      </td>
      {posted && (
        <td className="num id l">
          {share.entryId === null ? '–' : <a href={paths.entry(share.entryId)}>{share.entryId}</a>}
        </td>
      )}
    </tr>
  );
}

function Happens({ share: { happens } }: { share: ShareFacts }) {
  if (happens === 'none') return <span className="muted">Nothing this time</span>;
  return happens === 'applied' ? (
    <Tag status="approved" plain>
      Applied
    </Tag>
  ) : (
    <Tag status="hold" plain>
      Held
    </Tag>
  );
}

/** "+0.01", or a dash where no cent was added. */
function added(cents: AmountText): string {
  return amount(cents).isZero() ? '–' : `+${formatAmount(cents)}`;
}
