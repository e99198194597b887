import { type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { agreeToDelegation } from '~/domain/delegations/agree-to-delegation.server';
import { guardAction, guardLoader } from '~/http/guard.server';
import { paths } from '~/http/paths';
import { Button } from '~/ui/button';
import { ErrorSummary } from '~/ui/error-summary';
import { Folio, Section } from '~/ui/folio';
import { Form } from '~/ui/form';
import { Frame } from '~/ui/frame';
import { PageHead } from '~/ui/page-head';
import { loadDelegation } from './parts/delegation-page.server';
import { WhatIsHandedOver } from './parts/what-is-handed-over';

const params = z.object({ id: z.string().regex(/^\d{1,15}$/) });

export const meta: MetaFunction = () => [{ title: 'Agree to a delegation – Tutela' }];

export const loader = guardLoader({ permission: 'role.grant', params }, ({ actor, params: { id }, tx, now, inWorld }) =>
  tx(async (q) => {
    const page = await loadDelegation(q, actor, id, { now, inWorld });
    if (page.line.waitsFor !== 'agreement') throw redirect(paths.delegations());
    return page;
  }),
);

const form = z.object({ key: z.uuid('Open the page anew and send it again.') });

export const action = guardAction(
  { permission: 'role.grant', stepUp: true, params, form },
  async ({ actor, params: { id }, form: answer, tx }) => {
    await tx((q) => agreeToDelegation(q, actor, { ...answer, delegation: Number(id) }));
    return redirect(paths.delegations());
  },
);

export default function Agreement() {
  const { line, frame, key } = useLoaderData<typeof loader>();
  const problems = useActionData<typeof action>()?.problems ?? [];
  return (
    <Frame {...frame}>
      <PageHead
        crumbs={[{ href: paths.delegations(), label: 'Delegations' }, { label: 'Agree' }]}
        title={`May ${line.delegate} stand in for ${line.delegator}?`}
      />
      <Folio>
        <WhatIsHandedOver line={line} />
        <Section id="answer" question="Your answer" decision>
          <ErrorSummary problems={problems} level={3} />
          <p className="lead">
            You answer for it that this person may be trusted with this. You can end it at any time.
          </p>
          <Form formKey={key}>
            <p className="row row-c">
              <Button>Agree</Button>
              <a href={paths.delegationEnd(line.id)}>Refuse and end it</a>
            </p>
          </Form>
        </Section>
      </Folio>
    </Frame>
  );
}
