import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { readCare } from '~/domain/services-delivered/read-care.server';
import { legalDay } from '~/domain/trusts/legal-day';
import { FIELD_ZONE } from '~/domain/trusts/zones';
import { guardLoader } from '~/http/guard.server';
import { paths } from '~/http/paths';
import { BarHead } from '~/ui/bar-head';
import { Empty } from '~/ui/empty';
import { Frame } from '~/ui/frame';
import { PageHead } from '~/ui/page-head';
import { Pages } from '~/ui/pages';
import { frameOf } from '../parts/frame.server';
import { ServicesGiven, ThePlan } from './parts/care-sections';
import { careView, serviceKeyOf } from './parts/care-view.server';

export const meta: MetaFunction = ({ params: { code } }) => [{ title: `Care of ${code} – Tutela` }];

const params = z.object({ code: z.string().max(40) });
const query = z.object({ before: z.string().max(40).optional().catch(undefined) });

export const loader = guardLoader(
  { permission: 'care.read', params, query },
  ({ actor, params: { code }, query: { before }, tx, now }) =>
    tx(async (q) => {
      const from = serviceKeyOf(before);
      return {
        code,
        care: careView(await readCare(q, actor, code, from), legalDay(now, FIELD_ZONE)),
        first: from === undefined,
        frame: await frameOf(q, actor, now, paths.appointments()),
      };
    }),
);

/** What was planned for one child and what was given, with the workers' notes, for who speaks for the child. No money. */
export default function Care() {
  const { code, care, first, frame } = useLoaderData<typeof loader>();
  const { services, days, older } = care;
  const here = paths.care(code);
  return (
    <Frame {...frame}>
      <PageHead
        crumbs={[{ href: paths.appointments(), label: 'Children' }, { label: 'Care' }]}
        title="Plan and services"
        code={code}
        lead="What this child was promised and given, as the caseworkers logged it. That you read it is in the audit trail."
      />
      {first && <ThePlan care={care} />}
      <section aria-labelledby="services">
        <BarHead
          id="services"
          title="Services given"
          meta="The newest first. Days are those of where the child lives"
        />
        {services.length === 0 ? (
          <Empty why={first ? 'Nothing is logged for this child yet.' : 'Nothing older is logged.'} />
        ) : (
          <ServicesGiven services={services} />
        )}
      </section>
      {(!first || older) && (
        <Pages
          label="Pages of services"
          position={days}
          newer={first ? undefined : { href: here, label: 'The newest services' }}
          older={older ? { href: `${here}?before=${older}`, label: 'Older services' } : undefined}
        />
      )}
    </Frame>
  );
}
