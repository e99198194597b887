import { paths } from '~/http/paths';
import { percent } from '~/ui/scale';
import { Num, Table } from '~/ui/table';
import { NotShown } from './how-counted';

interface Quarter {
  name: string;
  words: string;
  given: number | null;
  published: string;
}

/** How often services were given, quarter by quarter: the picture is the table, a bar in each row. */
export function QuarterBars({ quarters }: { quarters: readonly Quarter[] }) {
  const most = Math.max(1, ...quarters.map(({ given }) => given ?? 0));
  return (
    <div className="bars">
      <Table
        caption="Times that a service was given, by quarter, the newest first"
        rowsOpen
        columns={[
          { head: 'Quarter' },
          { head: <span className="vh">Picture</span>, hideNarrow: true },
          { head: 'Times given', num: true },
          { head: 'Published', hideNarrow: true },
        ]}
      >
        {quarters.map(({ name, words, given, published }) => (
          <tr key={name}>
            <th scope="row">
              <a href={paths.aggregatesOf(name)}>{words}</a>
            </th>
            <td className="bar hide-s">
              <svg width="100%" height="20" aria-hidden="true">
                {given !== null && <rect className="f-1" x={0} y={3} width={percent(given / most)} height={14} />}
              </svg>
            </td>
            <Num>{given ?? <NotShown />}</Num>
            <td className="hide-s">{published}</td>
          </tr>
        ))}
      </Table>
    </div>
  );
}
