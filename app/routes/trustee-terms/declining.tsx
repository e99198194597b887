import { type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { declineAppointment } from '~/domain/trustee-terms/decline-appointment.server';
import { guardAction, guardLoader } from '~/http/guard.server';
import { paths } from '~/http/paths';
import { Area } from '~/ui/area';
import { Button } from '~/ui/button';
import { entered } from '~/ui/entered';
import { problemOf } from '~/ui/problem';
import { onceKey, numbered as params } from '../parts/form-fields';
import { termReason } from './parts/term-forms';
import { TermPage } from './parts/term-page';
import { loadTerm } from './parts/term-page.server';

export const meta: MetaFunction = () => [{ title: 'Decline an appointment – Tutela' }];

export const loader = guardLoader(
  { permission: 'trustee-term.answer', params },
  ({ actor, params: { id }, tx, now, inWorld, leadTo }) =>
    tx(async (q) => {
      const page = await loadTerm(q, actor, id, { now, inWorld });
      if (!page.line.mayAnswer) leadTo(paths.trustees(page.line.trust));
      return page;
    }),
);

const form = z.object({ key: onceKey, reason: termReason });

export const action = guardAction(
  { permission: 'trustee-term.answer', stepUp: true, params, form },
  async ({ actor, params: { id }, form: answer, tx }) => {
    await tx((q) => declineAppointment(q, actor, { ...answer, term: Number(id) }));
    return redirect(paths.trusteeTerms());
  },
);

export default function Declining() {
  const data = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const problems = refused?.problems ?? [];
  return (
    <TermPage
      data={data}
      problems={problems}
      act="Decline"
      title={`Decline to be trustee of ${data.line.trust}`}
      lead="You have nothing to do with this trust then. You can be appointed anew."
      question="Why?"
    >
      <Area
        name="reason"
        label="Reason"
        hint="Administrators and whoever reads this trust’s books read this."
        rows={2}
        maxLength={600}
        value={entered(refused?.values, 'reason')}
        error={problemOf(problems, 'reason')}
      />
      <p>
        <Button>Decline the appointment</Button>
      </p>
    </TermPage>
  );
}
