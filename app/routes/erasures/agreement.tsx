import { randomUUID } from 'node:crypto';
import { type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { decideErasure } from '~/domain/erasures/decide-erasure.server';
import { getErasure } from '~/domain/erasures/find-erasures.server';
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
import { erasureView } from './parts/erasure-page.server';
import { WhatWasAsked } from './parts/what-was-asked';

const params = z.object({ ref: z.string().max(20) });

export const meta: MetaFunction = ({ params: { ref } }) => [{ title: `Decide on erasure ${ref}` }];

export const loader = guardLoader(
  { permission: 'erasure.agree', params },
  ({ actor, params: { ref }, tx, now, inWorld, leadTo }) =>
    tx(async (q) => {
      const erasure = erasureView(await getErasure(q, ref), actor, inWorld);
      if (!erasure.may.agree) leadTo(paths.erasure(ref));
      return { erasure, frame: await identityFrame(q, actor, now), key: randomUUID() };
    }),
);

const WHY = 'Say why.';
const form = z.object({
  key: onceKey,
  decision: z.enum(['agreed', 'refused'], 'Choose one.'),
  reason: z.string(WHY).trim().min(3, WHY).max(600, 'The reason has at most 600 letters.'),
});

export const action = guardAction(
  { permission: 'erasure.agree', stepUp: true, params, form },
  async ({ actor, params: { ref }, form: answer, tx }) => {
    await tx((q) => decideErasure(q, actor, { ...answer, reference: ref }));
    return redirect(paths.erasure(ref));
  },
);

/** One of the two others reads the reason and decides. */
export default function Agreement() {
  const { erasure, frame, key } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const problems = refused?.problems ?? [];
  return (
    <IdentityFrame
      frame={frame}
      title={`Erase whom ${erasure.code} stands for?`}
      crumb={erasure.reference}
      code={erasure.code}
      lead={`${erasure.asked.name} asks. It cannot be taken back.`}
      question="Do you agree?"
      meta={erasure.reference}
      decision
      back={paths.erasure(erasure.reference)}
    >
      <ErrorSummary problems={problems} level={3} />
      <WhatWasAsked erasure={erasure} deciding />
      <Form formKey={key}>
        <Picks
          name="decision"
          label="Do you agree?"
          value={refused?.values.decision}
          error={problemOf(problems, 'decision')}
          picks={[
            { value: 'agreed', label: 'Agree', hint: 'When two have agreed, it can be erased for ever.' },
            { value: 'refused', label: 'Refuse', hint: 'This ends the request. The identity stays.' },
          ]}
        />
        <Area
          name="reason"
          label="Reason"
          hint="The asker and the auditor read this. Use the code, not a name."
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
