import { randomUUID } from 'node:crypto';
import { type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { decideReveal } from '~/domain/reveals/decide-reveal.server';
import { getReveal } from '~/domain/reveals/find-reveals.server';
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
import { WhatWasAsked } from './parts/what-was-asked';

const params = z.object({ ref: z.string().max(20) });

export const meta: MetaFunction = ({ params: { ref } }) => [{ title: `Decide on ${ref}` }];

export const loader = guardLoader(
  { permission: 'reveal.agree', params },
  ({ actor, params: { ref }, tx, now, inWorld, leadTo }) =>
    tx(async (q) => {
      const reveal = revealView(await getReveal(q, ref), actor, inWorld);
      if (!reveal.may.agree && !reveal.may.ratify) leadTo(paths.reveal(ref));
      return { reveal, frame: await identityFrame(q, actor, now), key: randomUUID() };
    }),
);

const WHY = 'Say why.';
const form = z.object({
  key: onceKey,
  decision: z.enum(['agreed', 'refused'], 'Choose one.'),
  reason: z.string(WHY).trim().min(3, WHY).max(600, 'The reason has at most 600 letters.'),
});

export const action = guardAction(
  { permission: 'reveal.agree', stepUp: true, params, form },
  async ({ actor, params: { ref }, form: answer, tx }) => {
    await tx((q) => decideReveal(q, actor, { ...answer, reference: ref }));
    return redirect(paths.reveal(ref));
  },
);

/** The second person reads the reason and decides; of an emergency, a trustee says afterwards whether it was right. */
export default function Agreement() {
  const { reveal, frame, key } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const problems = refused?.problems ?? [];
  const words = reveal.emergency ? EMERGENCY : ORDINARY;
  return (
    <IdentityFrame
      frame={frame}
      title={`${words.title} ${reveal.item.toLowerCase()} of ${reveal.code}`}
      crumb={reveal.reference}
      code={reveal.code}
      lead={`${reveal.asked.name} asks. You are not shown it, now or later.`}
      question={words.question}
      meta={reveal.reference}
      decision
      back={paths.reveal(reveal.reference)}
    >
      <ErrorSummary problems={problems} level={3} />
      <WhatWasAsked reveal={reveal} />
      <Form formKey={key}>
        <Picks
          name="decision"
          label={words.question}
          value={refused?.values.decision}
          error={problemOf(problems, 'decision')}
          picks={[
            { value: 'agreed', ...words.yes },
            { value: 'refused', ...words.no },
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
          <Button>{words.button}</Button>
        </p>
      </Form>
    </IdentityFrame>
  );
}

const ORDINARY = {
  title: 'May this person see the',
  question: 'Do you agree?',
  yes: { label: 'Agree', hint: 'It opens for 10 minutes from now, to who asked, and to nobody else.' },
  no: { label: 'Refuse', hint: 'Nothing is shown. The asker reads your reason.' },
  button: 'Record my decision',
};

const EMERGENCY = {
  title: 'Was it right to see the',
  question: 'Was it an emergency?',
  yes: { label: 'Ratify it', hint: 'It was right to open it without a second person.' },
  no: { label: 'Do not ratify it', hint: 'The auditor reads your reason, and the asker too.' },
  button: 'Record my judgement',
};
