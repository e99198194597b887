import { randomUUID } from 'node:crypto';
import { type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { ROLE_WORDS } from '~/access/roles';
import { endRole } from '~/domain/people/end-role.server';
import { readRoleGrant } from '~/domain/people/get-person.server';
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
import { frameOf } from '../parts/frame.server';

export const meta: MetaFunction = () => [{ title: 'End a role – Tutela' }];

export const loader = guardLoader({ permission: 'role.grant', params }, ({ actor, params: { id }, tx, now, leadTo }) =>
  tx(async (q) => {
    const grant = await readRoleGrant(q, Number(id));
    if (grant.endedAt) leadTo(paths.person(grant.personId));
    return {
      grant: { personId: grant.personId, name: grant.name, role: ROLE_WORDS[grant.role] },
      frame: await frameOf(q, actor, now, paths.people()),
      key: randomUUID(),
    };
  }),
);

const WHY = 'Say why, in at least three letters.';
const form = z.object({
  key: onceKey,
  reason: z.string(WHY).trim().min(3, WHY).max(600, 'The reason has at most 600 letters.'),
});

export const action = guardAction(
  { permission: 'role.grant', stepUp: true, params, form },
  async ({ actor, params: { id }, form: answer, tx }) => {
    const { person } = await tx((q) => endRole(q, actor, { ...answer, grant: Number(id) }));
    return redirect(paths.person(person));
  },
);

export default function RoleEnd() {
  const { grant, frame, key } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const problems = refused?.problems ?? [];
  return (
    <Frame {...frame}>
      <PageHead
        crumbs={[
          { href: paths.people(), label: 'People' },
          { href: paths.person(grant.personId), label: grant.name },
          { label: 'End a role' },
        ]}
        title={`End the role ${grant.role} of ${grant.name}`}
        lead="Their sessions end at once, and with the role whichever children or caseworkers are theirs in it. What they did in it stays on record, and still keeps them from deciding on it."
      />
      <Folio>
        <Section id="end" question="Why?" decision>
          <ErrorSummary problems={problems} level={3} />
          <Form formKey={key}>
            <Area
              name="reason"
              label="Reason"
              rows={2}
              value={entered(refused?.values, 'reason')}
              error={problemOf(problems, 'reason')}
            />
            <p>
              <Button>End the role</Button>
            </p>
          </Form>
        </Section>
      </Folio>
    </Frame>
  );
}
