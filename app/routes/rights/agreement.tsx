import { randomUUID } from 'node:crypto';
import { type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { decideRight } from '~/domain/rights/decide-right.server';
import { getRight } from '~/domain/rights/find-rights.server';
import { GROUND_WORDS, GROUNDS } from '~/domain/rights/right';
import { guardAction, guardLoader } from '~/http/guard.server';
import { paths } from '~/http/paths';
import { Area } from '~/ui/area';
import { Button } from '~/ui/button';
import { entered } from '~/ui/entered';
import { ErrorSummary } from '~/ui/error-summary';
import { Form } from '~/ui/form';
import { Picks } from '~/ui/picks';
import { problemOf } from '~/ui/problem';
import { onceKey } from '../parts/form-fields';
import { IdentityFrame } from '../parts/identity-frame';
import { identityFrame } from '../parts/identity-frame.server';
import { rightView } from './parts/right-page.server';
import { WhatWasAsked } from './parts/what-was-asked';

const params = z.object({ ref: z.string().max(20) });

export const meta: MetaFunction = ({ params: { ref } }) => [{ title: `Decide on request ${ref}` }];

export const loader = guardLoader(
  { permission: 'rights.agree', params },
  ({ actor, params: { ref }, tx, now, inWorld, leadTo }) =>
    tx(async (q) => {
      const right = rightView(await getRight(q, ref), actor, inWorld);
      if (!right.may.decide) leadTo(paths.right(ref));
      return { right, frame: await identityFrame(q, actor, now), key: randomUUID() };
    }),
);

const WHY = 'Say why.';
const form = z
  .object({
    key: onceKey,
    decision: z.enum(['agreed', ...GROUNDS], 'Choose one.'),
    reason: z.string(WHY).trim().min(3, WHY).max(600, 'The reason has at most 600 letters.'),
  })
  .transform(({ key, decision, reason }) =>
    decision === 'agreed'
      ? { key, reason, decision, ground: null }
      : { key, reason, decision: 'refused' as const, ground: decision },
  );

export const action = guardAction(
  { permission: 'rights.agree', stepUp: true, params, form },
  async ({ actor, params: { ref }, form: answer, tx }) => {
    await tx((q) => decideRight(q, actor, { ...answer, reference: ref }));
    return redirect(paths.right(ref));
  },
);

/** A second person judges whether the asker is who they say and whether a ground of the law stands in the way. */
export default function Agreement() {
  const { right, frame, key } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const problems = refused?.problems ?? [];
  return (
    <IdentityFrame
      frame={frame}
      title="Is this right given?"
      crumb={right.reference}
      code={right.code}
      lead={`${right.recorded.name} recorded it. ${right.clock}.`}
      question="Do you agree?"
      meta={right.reference}
      decision
      back={paths.right(right.reference)}
    >
      <ErrorSummary problems={problems} level={3} />
      <WhatWasAsked right={right} />
      <Form formKey={key}>
        <Picks
          name="decision"
          label="Do you agree?"
          value={entered(refused?.values, 'decision')}
          error={problemOf(problems, 'decision')}
          picks={[
            {
              value: 'agreed',
              label: 'Agree',
              hint: right.kind === 'access' ? 'Then the file can be taken.' : 'Then it is put right.',
            },
            ...GROUNDS.map((ground) => ({
              value: ground,
              label: `Refuse: ${GROUND_WORDS[ground]}`,
              hint: 'What was said stays on record beside the refusal.',
            })),
          ]}
        />
        <Area
          name="reason"
          label="Reason"
          hint="The person may read this in their file. Use the code, not a name."
          value={entered(refused?.values, 'reason')}
          error={problemOf(problems, 'reason')}
        />
        <p>
          <Button>Record my decision</Button>
        </p>
      </Form>
    </IdentityFrame>
  );
}
