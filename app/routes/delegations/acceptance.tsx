import { type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { acceptDelegation } from '~/domain/delegations/accept-delegation.server';
import { guardAction, guardLoader } from '~/http/guard.server';
import { paths } from '~/http/paths';
import { keyOnly as form, numbered as params } from '../parts/form-fields';
import { AnswerPage } from './parts/answer-page';
import { loadDelegation } from './parts/delegation-page.server';

export const meta: MetaFunction = () => [{ title: 'Accept a delegation – Tutela' }];

export const loader = guardLoader(
  { permission: 'delegation.accept', params },
  ({ actor, params: { id }, tx, now, inWorld, leadTo }) =>
    tx(async (q) => {
      const page = await loadDelegation(q, actor, id, { now, inWorld });
      if (page.line.waitsFor !== 'acceptance') leadTo(paths.delegations());
      return page;
    }),
);

export const action = guardAction(
  { permission: 'delegation.accept', stepUp: true, params, form },
  async ({ actor, params: { id }, form: { key }, tx }) => {
    await tx((q) => acceptDelegation(q, actor, { key, delegation: Number(id) }));
    return redirect(paths.delegations());
  },
);

export default function Acceptance() {
  const data = useLoaderData<typeof loader>();
  const problems = useActionData<typeof action>()?.problems ?? [];
  return (
    <AnswerPage
      data={data}
      problems={problems}
      answer="Accept"
      title={`Stand in for ${data.line.delegator}?`}
      lead="You act under your own name, and every record says for whom. You can end it at any time."
    />
  );
}
