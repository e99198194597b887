import { type AmountText, amount, toText } from '~/money/amount';
import { formatAmount } from '~/money/format';
import { ChartTable } from './chart-table';
import { Hatch } from './hatch';
import { type Quarter, type QuarterColumn, quartersLayout, ZERO_LINE } from './quarters-layout';
import { Num, SumRow, Table } from './table';

interface QuartersChartProps {
  id: string;
  /** At most six: more would not keep their figures on a phone. */
  quarters: readonly Quarter[];
  /** "Payments passed receipts in 3 of 4 quarters." */
  said: string;
  alt: string;
  caption: string;
  /** The year's sums, as the ledger says them. */
  total: { label: string; receipts: AmountText; payments: AmountText };
}

/** Receipts above, payments below one zero line. */
export function QuartersChart({ id, quarters, said, alt, caption, total }: QuartersChartProps) {
  const columns = quartersLayout(quarters);
  const fill = `url(#${id}-hatch)`;
  return (
    <>
      <p className="said" id={`${id}-said`}>
        {said}
      </p>
      <ul className="key meta" aria-hidden="true">
        <li>
          <svg aria-hidden="true">
            <rect className="f-1" width="24" height="12" />
          </svg>
          Receipts, above the line
        </li>
        <li>
          <svg aria-hidden="true">
            <rect className="hatched" fill={fill} width="24" height="12" />
          </svg>
          Payments, below it
        </li>
      </ul>
      <figure>
        <svg className="chart" width="100%" height="300" role="img" aria-labelledby={`${id}-said ${id}-alt`}>
          <title id={`${id}-alt`}>{alt}</title>
          <Hatch id={`${id}-hatch`} />
          {columns.map((column, index) => (
            <Column key={column.label} column={column} quarter={quarters[index]} fill={fill} />
          ))}
          <line className="g-axis" x1="0" x2="100%" y1={ZERO_LINE} y2={ZERO_LINE} />
        </svg>
      </figure>
      <ChartTable>
        <Table
          caption={caption}
          columns={[{ head: 'Quarter' }, { head: 'Receipts', num: true }, { head: 'Payments', num: true }]}
        >
          {quarters.map((quarter) => (
            <tr key={quarter.label}>
              <th scope="row" className="num l">
                {quarter.label}
              </th>
              <Num amount={quarter.receipts} />
              <Num amount={out(quarter.payments)} />
            </tr>
          ))}
          <SumRow label={total.label} closing>
            <Num amount={total.receipts} sum />
            <Num amount={out(total.payments)} sum />
          </SumRow>
        </Table>
      </ChartTable>
    </>
  );
}

/** A payment is shown as what it takes away. */
function out(payment: AmountText): AmountText {
  return toText(amount(payment).negated());
}

interface ColumnProps {
  column: QuarterColumn;
  quarter: Quarter | undefined;
  fill: string;
}

function Column({ column, quarter, fill }: ColumnProps) {
  if (!quarter) return null;
  const { x, width, middle, up, down, label } = column;
  return (
    <>
      <rect className="f-1" x={x} y={up.y} width={width} height={up.height} />
      <rect className="hatched" fill={fill} x={x} y={down.y} width={width} height={down.height} />
      <text x={middle} y={up.labelY} textAnchor="middle">
        {formatAmount(quarter.receipts)}
      </text>
      <text x={middle} y={down.labelY} textAnchor="middle">
        {formatAmount(out(quarter.payments))}
      </text>
      <text className="t2" x={middle} y="296" textAnchor="middle">
        {label}
      </text>
    </>
  );
}
