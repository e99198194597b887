import { type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { endDelegation } from '~/domain/delegations/end-delegation.server';
import { guardAction, guardLoader } from '~/http/guard.server';
import { paths } from '~/http/paths';
import { Area } from '~/ui/area';
import { Button } from '~/ui/button';
import { entered } from '~/ui/entered';
import { ErrorSummary } from '~/ui/error-summary';
import { Folio, Section } from '~/ui/folio';
import { Form } from '~/ui/form';
import { Frame } from '~/ui/frame';
import { PageHead } from '~/ui/page-head';
import { problemOf } from '~/ui/problem';
import { onceKey, numbered as params } from '../parts/form-fields';
import { RecordHistory } from '../parts/record-history';
import { loadDelegation } from './parts/delegation-page.server';
import { WhatIsHandedOver } from './parts/what-is-handed-over';

export const meta: MetaFunction = () => [{ title: 'End a delegation – Tutela' }];

export const loader = guardLoader(
  { permission: 'delegation.end', params },
  ({ actor, params: { id }, tx, now, inWorld, leadTo }) =>
    tx(async (q) => {
      const page = await loadDelegation(q, actor, id, { now, inWorld });
      if (!page.line.mayEnd) leadTo(paths.delegations());
      return page;
    }),
);

const WHY = 'Say why, in at least three letters.';
const form = z.object({
  key: onceKey,
  reason: z.string(WHY).trim().min(3, WHY).max(600, 'The reason has at most 600 letters.'),
});

export const action = guardAction(
  { permission: 'delegation.end', stepUp: true, params, form },
  async ({ actor, params: { id }, form: answer, tx }) => {
    await tx((q) => endDelegation(q, actor, { ...answer, delegation: Number(id) }));
    return redirect(paths.delegations());
  },
);

export default function DelegationEnd() {
  const { line, history, frame, key } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const problems = refused?.problems ?? [];
  return (
    <Frame {...frame}>
      <PageHead
        crumbs={[{ href: paths.delegations(), label: 'Delegations' }, { label: 'End' }]}
        title={`End that ${line.delegate} stands in for ${line.delegator}`}
        lead="They see nothing of it from the next page on. What they approved and was not paid yet counts no more."
      />
      <Folio>
        <WhatIsHandedOver line={line} />
        <Section id="end" question="Why?" decision>
          <ErrorSummary problems={problems} level={3} />
          <Form formKey={key}>
            <Area
              name="reason"
              label="Reason"
              rows={2}
              maxLength={600}
              value={entered(refused?.values, 'reason')}
              error={problemOf(problems, 'reason')}
            />
            <p>
              <Button>End it now</Button>
            </p>
          </Form>
        </Section>
        {history && <RecordHistory history={history} />}
      </Folio>
    </Frame>
  );
}
