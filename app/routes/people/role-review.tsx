import { randomUUID } from 'node:crypto';
import { type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { ROLE_WORDS } from '~/access/roles';
import { readRoleToReview } from '~/domain/people/find-access-review.server';
import { reviewRole } from '~/domain/people/review-role.server';
import { guardAction, guardLoader } from '~/http/guard.server';
import { paths } from '~/http/paths';
import { Area } from '~/ui/area';
import { Button } from '~/ui/button';
import { momentWords } from '~/ui/day-words';
import { entered } from '~/ui/entered';
import { ErrorSummary } from '~/ui/error-summary';
import { Folio, Section } from '~/ui/folio';
import { Form } from '~/ui/form';
import { Frame } from '~/ui/frame';
import { PageHead } from '~/ui/page-head';
import { Picks } from '~/ui/picks';
import { problemOf } from '~/ui/problem';
import { onceKey, numbered as params } from '../parts/form-fields';
import { frameOf } from '../parts/frame.server';

export const meta: MetaFunction = () => [{ title: 'Review a role – Tutela' }];

export const loader = guardLoader(
  { permission: 'access.review', params },
  ({ actor, params: { id }, tx, now, inWorld, leadTo }) =>
    tx(async (q) => {
      const row = await readRoleToReview(q, Number(id));
      if (row.decision) leadTo(paths.accessReview());
      return {
        own: row.personId === actor.personId,
        name: row.name,
        role: ROLE_WORDS[row.role],
        held: `Since ${momentWords(inWorld(row.since))}${row.givenBy ? `, given by ${row.givenBy}` : ''}. Last here: ${row.lastUsed ? momentWords(inWorld(row.lastUsed)) : 'never since'}.`,
        frame: await frameOf(q, actor, now, paths.accessReview()),
        key: randomUUID(),
      };
    }),
);

const WHY = 'Say why, in at least three letters.';
const form = z.object({
  key: onceKey,
  decision: z.enum(['confirmed', 'ended'], 'Choose whether the role stays.'),
  reason: z.string(WHY).trim().min(3, WHY).max(600, 'The reason has at most 600 letters.'),
});

export const action = guardAction(
  { permission: 'access.review', stepUp: true, params, form },
  async ({ actor, params: { id }, form: answer, tx }) => {
    await tx((q) => reviewRole(q, actor, { ...answer, grant: Number(id) }));
    return redirect(paths.accessReview());
  },
);

export default function RoleReview() {
  const { own, name, role, held, frame, key } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const problems = refused?.problems ?? [];
  const text = (name: string) => entered(refused?.values, name);
  return (
    <Frame {...frame}>
      <PageHead
        crumbs={[{ href: paths.accessReview(), label: 'Access review' }, { label: name }]}
        title={`Does ${name} still need the role ${role}?`}
        lead={held}
      />
      <Folio>
        <Section id="decide" question="Your decision" decision={!own}>
          {own ? (
            <p className="lead">This is your own role. Another person reviews it.</p>
          ) : (
            <>
              <ErrorSummary problems={problems} level={3} />
              <Form formKey={key}>
                <Picks
                  name="decision"
                  label="The role"
                  picks={[
                    { value: 'confirmed', label: 'Stays', hint: 'They do this work today.' },
                    { value: 'ended', label: 'Ends now', hint: 'Their sessions end at once.' },
                  ]}
                  value={text('decision')}
                  error={problemOf(problems, 'decision')}
                />
                <Area
                  name="reason"
                  label="Reason"
                  rows={2}
                  value={text('reason')}
                  error={problemOf(problems, 'reason')}
                />
                <p>
                  <Button>Record my decision</Button>
                </p>
              </Form>
            </>
          )}
        </Section>
      </Folio>
    </Frame>
  );
}
