import { amount, sum, toText } from '~/money/amount';
import { formatAmount } from '~/money/format';
import { Num, Scroll, SumRow, Table } from '~/ui/table';
import { accountWords } from './account-words';
import type { EntryView } from './entry-data.server';

/** An entry's two sides, as "from" and "to": what left one place arrived at another, part by part. */
export function FromAndTo({ entry }: { entry: EntryView }) {
  const lines = entry.postings.map((line) => ({ ...line, figure: amount(line.amount) }));
  const from = lines.filter((line) => line.figure.isNegative());
  const to = lines.filter((line) => !line.figure.isNegative());
  return (
    <>
      <p className="said">
        {entry.currency} {formatAmount(toText(sum(to.map((line) => line.figure))))} from {places(from)} to {places(to)}.
      </p>
      <Scroll labelledBy="sides">
        <Table
          caption="From and to, by part"
          captionId="sides"
          columns={[
            { head: 'Place' },
            { head: 'Part' },
            { head: 'Units', num: true },
            { head: 'From', num: true },
            { head: 'To', num: true },
          ]}
        >
          {[...from, ...to].map((line) => (
            <tr key={`${line.account} ${line.part} ${line.amount}`}>
              <th scope="row">{accountWords(line.account)}</th>
              <td>{line.part === 'principal' ? 'Principal' : 'Income'}</td>
              <Num>{line.units ? formatAmount(toText(amount(line.units).abs())) : '–'}</Num>
              <Num>{line.figure.isNegative() ? formatAmount(toText(line.figure.abs())) : '–'}</Num>
              <Num>{line.figure.isNegative() ? '–' : formatAmount(line.amount)}</Num>
            </tr>
          ))}
          <SumRow label="The two sides agree" span={3} closing>
            <Num amount={toText(sum(from.map((line) => line.figure)).abs())} sum />
            <Num amount={toText(sum(to.map((line) => line.figure)))} sum />
          </SumRow>
        </Table>
      </Scroll>
    </>
  );
}

function places(lines: readonly { account: string }[]): string {
  const words = [...new Set(lines.map((line) => accountWords(line.account)))].map(
    (word) => word.charAt(0).toLowerCase() + word.slice(1),
  );
  return words.length > 1 ? `${words.slice(0, -1).join('; ')} and ${words.at(-1)}` : (words[0] ?? 'nowhere');
}
