import { type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { agreeToDelegation } from '~/domain/delegations/agree-to-delegation.server';
import { guardAction, guardLoader } from '~/http/guard.server';
import { paths } from '~/http/paths';
import { keyOnly as form, numbered as params } from '../parts/form-fields';
import { AnswerPage } from './parts/answer-page';
import { loadDelegation } from './parts/delegation-page.server';

export const meta: MetaFunction = () => [{ title: 'Agree to a delegation – Tutela' }];

export const loader = guardLoader(
  { permission: 'role.grant', params },
  ({ actor, params: { id }, tx, now, inWorld, leadTo }) =>
    tx(async (q) => {
      const page = await loadDelegation(q, actor, id, { now, inWorld });
      if (page.line.waitsFor !== 'agreement') leadTo(paths.delegations());
      return page;
    }),
);

export const action = guardAction(
  { permission: 'role.grant', stepUp: true, params, form },
  async ({ actor, params: { id }, form: { key }, tx }) => {
    await tx((q) => agreeToDelegation(q, actor, { key, delegation: Number(id) }));
    return redirect(paths.delegations());
  },
);

export default function Agreement() {
  const data = useLoaderData<typeof loader>();
  const problems = useActionData<typeof action>()?.problems ?? [];
  return (
    <AnswerPage
      data={data}
      problems={problems}
      answer="Agree"
      title={`May ${data.line.delegate} stand in for ${data.line.delegator}?`}
      lead="You answer for it that this person may be trusted with this. You can end it at any time."
    />
  );
}
