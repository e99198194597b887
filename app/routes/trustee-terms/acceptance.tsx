import { type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { getPolicies } from '~/domain/policies/get-policies.server';
import { policyText } from '~/domain/policies/policy';
import { acceptAppointment } from '~/domain/trustee-terms/accept-appointment.server';
import { booksDay } from '~/domain/trusts/zones';
import { guardAction, guardLoader } from '~/http/guard.server';
import { paths } from '~/http/paths';
import { Button } from '~/ui/button';
import { keyOnly as form, numbered as params } from '../parts/form-fields';
import { TermPage } from './parts/term-page';
import { loadTerm } from './parts/term-page.server';

export const meta: MetaFunction = () => [{ title: 'Accept an appointment – Tutela' }];

export const loader = guardLoader(
  { permission: 'trustee-term.answer', params },
  ({ actor, params: { id }, tx, now, inWorld, leadTo }) =>
    tx(async (q) => {
      const page = await loadTerm(q, actor, id, { now, inWorld });
      if (!page.line.mayAnswer) leadTo(paths.trustees(page.line.trust));
      const policies = await getPolicies(q, ['TR-1'], booksDay(now));
      return { ...page, noticeDays: policyText(policies['TR-1'], 'notice_days') };
    }),
);

export const action = guardAction(
  { permission: 'trustee-term.answer', stepUp: true, params, form },
  async ({ actor, params: { id }, form: { key }, tx }) => {
    await tx((q) => acceptAppointment(q, actor, { key, term: Number(id) }));
    return redirect(paths.trusteeTerms());
  },
);

export default function Acceptance() {
  const { noticeDays, ...data } = useLoaderData<typeof loader>();
  return (
    <TermPage
      data={data}
      problems={useActionData<typeof action>()?.problems ?? []}
      act="Accept"
      title={`Be trustee of ${data.line.trust}?`}
      lead={`From then on you answer for this trust, within your days (UTC 701, 801). Notice of it is due within ${noticeDays} days (policy TR-1).`}
      question="Your answer"
    >
      <p className="row row-c">
        <Button>Accept the appointment</Button>
        <a href={paths.termDeclining(data.line.id)}>Decline it</a>
      </p>
    </TermPage>
  );
}
