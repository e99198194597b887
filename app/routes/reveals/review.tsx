import { randomUUID } from 'node:crypto';
import { type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { getReveal } from '~/domain/reveals/find-reveals.server';
import { reviewReveal } from '~/domain/reveals/review-reveal.server';
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
import { revealView } from './parts/reveal-page.server';
import { WhatHappened } from './parts/what-happened';
import { WhatWasAsked } from './parts/what-was-asked';

const params = z.object({ ref: z.string().max(20) });

export const meta: MetaFunction = ({ params: { ref } }) => [{ title: `Review ${ref} – Tutela` }];

export const loader = guardLoader(
  { permission: 'reveal.review', params },
  ({ actor, params: { ref }, tx, now, inWorld, leadTo }) =>
    tx(async (q) => {
      const reveal = revealView(await getReveal(q, ref), actor, inWorld);
      if (!reveal.may.review) leadTo(paths.reveal(ref));
      return { reveal, frame: await identityFrame(q, actor, now), key: randomUUID() };
    }),
);

const WHAT = 'Say what you found.';
const form = z.object({
  key: onceKey,
  finding: z.enum(['in_order', 'not_in_order'], 'Choose one.'),
  note: z.string(WHAT).trim().min(3, WHAT).max(600, 'The note has at most 600 letters.'),
});

export const action = guardAction(
  { permission: 'reveal.review', stepUp: true, params, form },
  async ({ actor, params: { ref }, form: answer, tx }) => {
    await tx((q) => reviewReveal(q, actor, { ...answer, reference: ref }));
    return redirect(paths.reveal(ref));
  },
);

/** The auditor judges by who asked, why, who agreed and when it was seen; never by what was seen. */
export default function Review() {
  const { reveal, frame, key } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const problems = refused?.problems ?? [];
  return (
    <IdentityFrame
      frame={frame}
      title={`Review: ${reveal.item.toLowerCase()} of ${reveal.code}`}
      crumb={reveal.reference}
      code={reveal.code}
      lead={`Seen by ${reveal.asked.name}. What was seen is not shown here.`}
      question="Was it in order?"
      meta={`By ${reveal.reviewBy}`}
      decision
      back={paths.reveals()}
    >
      <ErrorSummary problems={problems} level={3} />
      <WhatWasAsked reveal={reveal} />
      <WhatHappened reveal={reveal} />
      <Form formKey={key}>
        <Picks
          name="finding"
          label="Was it in order?"
          look="row"
          value={refused?.values.finding}
          error={problemOf(problems, 'finding')}
          picks={[
            { value: 'in_order', label: 'In order' },
            { value: 'not_in_order', label: 'Not in order' },
          ]}
        />
        <Area
          name="note"
          label="What you found"
          hint="Use the code, not a name."
          value={entered(refused?.values, 'note')}
          error={problemOf(problems, 'note')}
        />
        <p>
          <Button>Record the review</Button>
        </p>
      </Form>
    </IdentityFrame>
  );
}
