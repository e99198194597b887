import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { type CareDuty, readCareDuties } from '~/domain/people/find-care-duties.server';
import { guardLoader } from '~/http/guard.server';
import { paths } from '~/http/paths';
import { BarHead } from '~/ui/bar-head';
import { ButtonLink } from '~/ui/button';
import { dayWords } from '~/ui/day-words';
import { Empty } from '~/ui/empty';
import { Frame } from '~/ui/frame';
import { PageHead } from '~/ui/page-head';
import { Plate } from '~/ui/plate';
import { Queue } from '~/ui/queue';
import { frameOf } from '../parts/frame.server';

export const meta: MetaFunction = () => [{ title: 'Who looks after whom – Tutela' }];

export const loader = guardLoader({ permission: 'care-duty.keep' }, ({ actor, tx, now }) =>
  tx(async (q) => {
    const duties = await readCareDuties(q);
    const line = (duty: CareDuty) => ({
      id: duty.id,
      person: duty.person,
      of: duty.of,
      days: duty.endsOn ? `${dayWords(duty.startsOn)} to ${dayWords(duty.endsOn)}` : `from ${dayWords(duty.startsOn)}`,
      given: [duty.givenBy, duty.reason].filter(Boolean).join(': ') || 'laid down at the beginning',
    });
    return {
      assignments: duties.filter(({ kind }) => kind === 'assignment').map(line),
      supervisions: duties.filter(({ kind }) => kind === 'supervision').map(line),
      seats: duties.filter(({ kind }) => kind === 'seat').map(line),
      frame: await frameOf(q, actor, now, paths.people()),
    };
  }),
);

type Row = ReturnType<typeof useLoaderData<typeof loader>>['assignments'][number];

/** Duties that stand: which child is whose, which caseworker is under whom, and which docket is a court's. Codes only. */
export default function CareDuties() {
  const { assignments, supervisions, seats, frame } = useLoaderData<typeof loader>();
  return (
    <Frame {...frame}>
      <PageHead
        crumbs={[{ href: paths.people(), label: 'People' }, { label: 'Duties' }]}
        title="Who looks after whom"
        line="A duty that ends shows nothing from the next page on. Children stand here by their code."
      />
      <p className="row row-c">
        <ButtonLink href={paths.newAssignment()}>Assign a child</ButtonLink>
        <ButtonLink kind="second" href={paths.newSupervision()}>
          Put a caseworker under a supervisor
        </ButtonLink>
        <ButtonLink kind="second" href={paths.newSeat()}>
          Let a court read a docket
        </ButtonLink>
      </p>
      <section aria-labelledby="assignments">
        <BarHead id="assignments" title="Children assigned" />
        <Duties caption="Assignments by person" who="Person" of="Child" rows={assignments} end={paths.assignmentEnd} />
      </section>
      <section aria-labelledby="supervisions">
        <BarHead id="supervisions" title="Caseworkers supervised" />
        <Duties
          caption="Supervisions by supervisor"
          who="Supervisor"
          of="Caseworker"
          rows={supervisions}
          end={paths.supervisionEnd}
        />
      </section>
      <section aria-labelledby="seats">
        <BarHead id="seats" title="Courts and their dockets" />
        <Duties caption="Seats by court" who="Court" of="Docket" rows={seats} end={paths.seatEnd} />
      </section>
    </Frame>
  );
}

interface DutiesProps {
  caption: string;
  who: string;
  of: string;
  rows: readonly Row[];
  end: (id: number) => string;
}

function Duties({ caption, who, of, rows, end }: DutiesProps) {
  if (rows.length === 0) return <Empty why="None stands." />;
  return (
    <Plate>
      <Queue<Row>
        caption={caption}
        rows={rows}
        rowKey={(row) => String(row.id)}
        columns={[
          { head: who, kind: 'head', order: 1, cell: (row) => row.person },
          { head: of, order: 1, cell: (row) => row.of },
          { head: 'Days', said: true, wide: true, order: 2, cell: (row) => row.days },
          { head: 'Given by', said: true, wide: true, order: 2, cell: (row) => row.given },
          {
            head: 'End',
            wide: true,
            order: 3,
            cell: (row) => (
              <a href={end(row.id)}>
                End
                <span className="vh">
                  {' '}
                  that {row.of} is with {row.person}
                </span>
              </a>
            ),
          },
        ]}
      />
    </Plate>
  );
}
