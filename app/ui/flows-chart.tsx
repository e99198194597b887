import { type AmountText, amount, toText } from '~/money/amount';
import { formatAmount } from '~/money/format';
import { ChartTable } from './chart-table';
import { type Flow, type FlowColumn, flowsLayout, ZERO_LINE } from './flows-layout';
import { Hatch } from './hatch';
import { Num, SumRow, Table } from './table';

interface FlowsChartProps {
  id: string;
  /** What a column stands for: "Quarter". */
  unit: 'Quarter' | 'Month';
  flows: readonly Flow[];
  /** "Payments passed receipts in 3 of 4 quarters." */
  said: string;
  alt: string;
  caption: string;
  /** The year's sums, as the ledger says them. */
  total: { label: string; receipts: AmountText; payments: AmountText };
}

/** Receipts above, payments below one zero line. */
export function FlowsChart({ id, unit, flows, said, alt, caption, total }: FlowsChartProps) {
  const columns = flowsLayout(flows);
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
            <Column key={column.label} column={column} flow={flows[index]} fill={fill} />
          ))}
          <line className="g-axis" x1="0" x2="100%" y1={ZERO_LINE} y2={ZERO_LINE} />
        </svg>
      </figure>
      <ChartTable>
        <Table
          caption={caption}
          columns={[{ head: unit }, { head: 'Receipts', num: true }, { head: 'Payments', num: true }]}
        >
          {flows.map((flow) => (
            <tr key={flow.label}>
              <th scope="row" className="num l">
                {flow.label}
              </th>
              <Num amount={flow.receipts} />
              <Num amount={out(flow.payments)} />
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
  column: FlowColumn;
  flow: Flow | undefined;
  fill: string;
}

function Column({ column, flow, fill }: ColumnProps) {
  if (!flow) return null;
  const { x, width, middle, anchor, up, down, label, crowded } = column;
  return (
    <>
      <rect className="f-1" x={x} y={up.y} width={width} height={up.height} />
      <rect className="hatched" fill={fill} x={x} y={down.y} width={width} height={down.height} />
      {up.said && (
        <text x={middle} y={up.labelY} textAnchor={anchor}>
          {formatAmount(flow.receipts)}
        </text>
      )}
      {down.said && (
        <text x={middle} y={down.labelY} textAnchor={anchor}>
          {formatAmount(out(flow.payments))}
        </text>
      )}
      <text className={crowded ? 't2 hide-s' : 't2'} x={middle} y="296" textAnchor="middle">
        {label}
      </text>
    </>
  );
}
