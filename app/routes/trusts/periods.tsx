import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { permits } from '~/access/actor';
import { guardLoader } from '~/http/guard.server';
import { paths } from '~/http/paths';
import { ButtonLink } from '~/ui/button';
import { dayWords } from '~/ui/day-words';
import { Empty } from '~/ui/empty';
import { Folio, Section } from '~/ui/folio';
import { Frame } from '~/ui/frame';
import { RecordHead } from '~/ui/record-head';
import { frameOf } from '../parts/frame.server';
import { PeriodList } from './parts/period-list';
import { loadPeriods } from './parts/periods-data.server';
import { TrustTabs, trustCrumbs } from './parts/trust-frame';

export const meta: MetaFunction = ({ params: { code } }) => [{ title: `Trust ${code}, periods – Tutela` }];

export const loader = guardLoader(
  { permission: 'trust.read', params: z.object({ code: z.string() }) },
  ({ actor, params: { code }, tx, now, inWorld }) =>
    tx(async (q) => {
      const data = await loadPeriods(q, actor, code, inWorld);
      return {
        data,
        frame: await frameOf(q, actor, now, paths.trusts()),
        mayImport: permits(actor, 'books.import'),
        mayClose: permits(actor, 'period.close') && !data.actingFor,
      };
    }),
);

export default function Periods() {
  const { data, frame, mayImport, mayClose } = useLoaderData<typeof loader>();
  const { code, periods, nextFrom } = data;
  return (
    <Frame {...frame}>
      <RecordHead
        title={`Trust ${code}`}
        crumbs={trustCrumbs(code, { label: 'Periods' })}
        action={mayClose && <ButtonLink href={paths.newPeriod(code)}>Close a period</ButtonLink>}
      />
      <TrustTabs code={code} current="periods" mayImport={mayImport} />
      <Folio spaced>
        <Section id="periods" question="What is closed" meta="No entry bears a day of a closed period">
          <p className="said">
            {periods.some((period) => period.state !== 'open-again')
              ? `The books are closed through ${dayWords(data.closedThrough)}. The open period begins on ${dayWords(nextFrom)}.`
              : `Nothing is closed. The open period begins with the books, on ${dayWords(nextFrom)}.`}
          </p>
          {periods.length === 0 ? (
            <Empty
              why="No period was closed yet."
              next="Close one when its statements are in: from then on its figures stand still."
            />
          ) : (
            <PeriodList periods={periods} mayClose={mayClose} />
          )}
        </Section>
      </Folio>
    </Frame>
  );
}
