import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { permits } from '~/access/actor';
import type { AnnualLine } from '~/domain/incidents/annual-report';
import { guardLoader } from '~/http/guard.server';
import { paths } from '~/http/paths';
import { BarHead } from '~/ui/bar-head';
import { momentWords } from '~/ui/day-words';
import { Plate } from '~/ui/plate';
import { PrintFoot } from '~/ui/print-foot';
import { Num, Scroll, SumRow, Table } from '~/ui/table';
import { frameOf } from '../parts/frame.server';
import { annualQuery, loadAnnual } from './parts/annual-data.server';
import { IncidentFrame } from './parts/incident-frame';

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `Incidents of ${data?.year ?? 'a year'}` }];

export const loader = guardLoader(
  { permission: 'incident.keep', query: annualQuery },
  ({ actor, query: { year }, tx, now, inWorld }) =>
    tx(async (q) => ({
      ...(await loadAnnual(q, year, now, inWorld)),
      asOf: momentWords(now),
      mayExport: permits(actor, 'incident.export'),
      frame: await frameOf(q, actor, now, paths.incidents()),
    })),
);

/** A year's incidents as counts, to be printed and handed to the authority. */
export default function Annual() {
  const { year, report, asOf, mayExport, frame } = useLoaderData<typeof loader>();
  return (
    <IncidentFrame
      frame={frame}
      title={`Incidents of ${year}`}
      crumb={year}
      lead="Counts alone, by the day of discovery in New York. No child, no person and no text is in it."
    >
      <PrintFoot left={`Incidents of ${year} · as of ${asOf}`} />
      <Counts id="by-impact" title="By what they hurt" lines={report.byImpact} total={report.total} />
      <Counts id="by-kind" title="By kind" lines={report.byKind} total={report.total} />
      {mayExport && (
        <p className="after no-print">
          <a href={paths.annualIncidentsFile(year)}>The same as a CSV file</a>
        </p>
      )}
    </IncidentFrame>
  );
}

interface CountsProps {
  id: string;
  title: string;
  lines: readonly AnnualLine[];
  total: AnnualLine;
}

function Counts({ id, title, lines, total }: CountsProps) {
  return (
    <div>
      <BarHead id={id} title={title} />
      <Plate>
        <Scroll labelledBy={id}>
          <Table
            caption={title}
            columns={[
              { head: 'Incidents' },
              { head: 'Reported', num: true },
              { head: 'To be told', num: true },
              { head: 'Told', num: true },
              { head: 'Told late', num: true },
              { head: 'People, as counted', num: true },
            ]}
          >
            {lines.map((line) => (
              <tr key={line.what}>
                <th scope="row">{line.what.charAt(0).toUpperCase() + line.what.slice(1)}</th>
                <Figures line={line} />
              </tr>
            ))}
            <SumRow label={total.what} closing>
              <Figures line={total} sum />
            </SumRow>
          </Table>
        </Scroll>
      </Plate>
    </div>
  );
}

function Figures({ line, sum = false }: { line: AnnualLine; sum?: boolean }) {
  return [line.incidents, line.breaches, line.told, line.toldLate, line.people].map((count, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the columns of one table never move
    <Num key={index} sum={sum}>
      {count}
    </Num>
  ));
}
