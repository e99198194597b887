import type { ReactNode } from 'react';
import type { AmountText } from '~/money/amount';
import { formatAmount } from '~/money/format';
import { ChartTable } from './chart-table';
import { PLOT, type RunwayData, type RunwayLayout, runwayLayout } from './runway-layout';
import { Num, Scroll, Table } from './table';

interface RunwayChartProps {
  id: string;
  data: RunwayData;
  /** The one sentence: "Cash lasts to December 2030, about 2 months before 18." */
  said: string;
  /** The pace, the band and what is not counted. */
  note: ReactNode;
  /** The picture in words, for whom the sentence is not enough. */
  alt: string;
  labels: { left: string; end: string; majority?: string };
  table: {
    caption: string;
    paces: readonly [slower: string, pace: string, faster: string];
    rows: readonly { date: string; slower: AmountText; pace: AmountText; faster: AmountText }[];
  };
}

/** Will the money last? The sentence, then the line of cash, then its table. */
export function RunwayChart({ id, data, said, note, alt, labels, table }: RunwayChartProps) {
  const layout = runwayLayout(data);
  return (
    <>
      <p className="said" id={`${id}-said`}>
        {said}
      </p>
      <p className="meta">{note}</p>
      <figure>
        <svg className="chart" width="100%" height="256" role="img" aria-labelledby={`${id}-said ${id}-alt`}>
          <title id={`${id}-alt`}>{alt}</title>
          <RunwayGround layout={layout} />
          <RunwayMarks layout={layout} />
          <RunwayLabels layout={layout} labels={labels} />
        </svg>
      </figure>
      <ChartTable>
        <Scroll labelledBy={`${id}-table`}>
          <Table
            caption={table.caption}
            captionShown
            captionId={`${id}-table`}
            columns={[{ head: 'Date' }, ...table.paces.map((head) => ({ head, num: true }))]}
          >
            {table.rows.map((row) => (
              <tr key={row.date}>
                <th scope="row" className="num l">
                  {row.date}
                </th>
                <Num>{formatAmount(row.slower)}</Num>
                <Num>{formatAmount(row.pace)}</Num>
                <Num>{formatAmount(row.faster)}</Num>
              </tr>
            ))}
          </Table>
        </Scroll>
      </ChartTable>
    </>
  );
}

function RunwayGround({ layout }: { layout: RunwayLayout }) {
  const { majority, grid } = layout;
  return (
    <>
      {majority && <rect className="g-18" x={majority.x} y={PLOT.top} width={majority.width} height={PLOT.height} />}
      {grid.map((line) => (
        <line key={line.label} className="g-line" x1="0" x2="100%" y1={line.y} y2={line.y} />
      ))}
      <svg
        x="0"
        y={PLOT.top}
        width="100%"
        height={PLOT.height}
        viewBox={layout.viewBox}
        preserveAspectRatio="none"
        aria-hidden="true"
      >
        <path className="g-band" d={layout.band} />
        <path className="g-1" d={layout.history} />
        <path className="g-1 g-dash" d={layout.ahead} />
      </svg>
    </>
  );
}

function RunwayMarks({ layout: { today, drop, majority, ticks, end } }: { layout: RunwayLayout }) {
  return (
    <>
      <line className="g-now" x1={today} x2={today} y1={PLOT.top - 4} y2={PLOT.bottom} />
      <line className="g-1" x1={today} x2={today} y1={drop.from} y2={drop.to} />
      {majority && <line className="g-18l" x1={majority.x} x2={majority.x} y1={PLOT.top} y2={PLOT.bottom} />}
      <line className="g-axis" x1="0" x2="100%" y1={PLOT.bottom} y2={PLOT.bottom} />
      {ticks.map((x) => (
        <line key={x} className="g-axis" x1={x} x2={x} y1={PLOT.bottom} y2={PLOT.bottom + 6} />
      ))}
      {end && (
        <>
          <line className="g-axis" x1={end.x} x2={end.x} y1="104" y2={PLOT.bottom - 6} />
          <circle className="f-1" cx={end.x} cy={PLOT.bottom} r="5" />
        </>
      )}
    </>
  );
}

function RunwayLabels({ layout, labels }: { layout: RunwayLayout; labels: RunwayChartProps['labels'] }) {
  const { grid, today, leftLabel, end, majority, years } = layout;
  return (
    <>
      {grid.map((line) => (
        <text key={line.label} className="t2" x="100%" y={line.y - 5} textAnchor="end">
          {line.label}
        </text>
      ))}
      <text className="t2" x={today} y="13" textAnchor="middle">
        Today
      </text>
      <text x={leftLabel.x} y={leftLabel.y} textAnchor={leftLabel.anchor} className="halo">
        {labels.left}
      </text>
      {end && (
        <text x={end.labelX} y="106" textAnchor={end.anchor} className="halo">
          {labels.end}
        </text>
      )}
      {majority && labels.majority && (
        <text x={majority.labelX} y="42" textAnchor={majority.anchor}>
          {labels.majority}
        </text>
      )}
      {years.map((year) => (
        <text key={year.label} className="t2" x={year.x} y="246" textAnchor="middle">
          {year.label}
        </text>
      ))}
    </>
  );
}
