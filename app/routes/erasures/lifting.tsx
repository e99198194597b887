import { randomUUID } from 'node:crypto';
import { type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { getLegalHold } from '~/domain/erasures/find-legal-holds.server';
import { liftLegalHold } from '~/domain/erasures/lift-legal-hold.server';
import { guardAction, guardLoader } from '~/http/guard.server';
import { paths } from '~/http/paths';
import { Area } from '~/ui/area';
import { Button } from '~/ui/button';
import { entered } from '~/ui/entered';
import { ErrorSummary } from '~/ui/error-summary';
import { Form } from '~/ui/form';
import { problemOf } from '~/ui/problem';
import { Quote } from '~/ui/quote';
import { onceKey } from '../parts/form-fields';
import { IdentityFrame } from '../parts/identity-frame';
import { identityFrame } from '../parts/identity-frame.server';
import { holdView } from './parts/erasure-page.server';

const params = z.object({ ref: z.string().max(20) });

export const meta: MetaFunction = ({ params: { ref } }) => [{ title: `Lift legal hold ${ref}` }];

export const loader = guardLoader(
  { permission: 'legal-hold.lift', params },
  ({ actor, params: { ref }, tx, now, inWorld, leadTo }) =>
    tx(async (q) => {
      const hold = holdView(await getLegalHold(q, ref), actor, inWorld);
      // Whoever cannot lift it yet is told so on this page, after the button.
      if (!hold.stands) leadTo(paths.erasures());
      return { hold, frame: await identityFrame(q, actor, now), key: randomUUID() };
    }),
);

const WHY = 'Say how its matter ended.';
const form = z.object({
  key: onceKey,
  reason: z.string(WHY).trim().min(10, WHY).max(600, 'The reason has at most 600 letters.'),
});

export const action = guardAction(
  { permission: 'legal-hold.lift', stepUp: true, params, form },
  async ({ actor, params: { ref }, form: answer, tx }) => {
    await tx((q) => liftLegalHold(q, actor, { ...answer, reference: ref }));
    return redirect(paths.erasures());
  },
);

export default function Lifting() {
  const { hold, frame, key } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const problems = refused?.problems ?? [];
  return (
    <IdentityFrame
      frame={frame}
      title={`Lift the hold on ${hold.on}`}
      crumb={hold.reference}
      code={hold.code}
      lead={
        hold.liftings.length > 0
          ? 'You are the second: afterwards it is over, and what it kept can be erased where nothing else stands in the way.'
          : 'You are the first of two. It stands until a second person lifts it.'
      }
      question="Has its matter ended?"
      meta={hold.reference}
      decision
      back={paths.erasures()}
    >
      <ErrorSummary problems={problems} level={3} />
      <Quote text={`${hold.matter}. ${hold.reason}`} by={hold.placed} />
      {hold.liftings.map(({ by, reason }) => (
        <Quote key={by} text={reason} by={`${by}: its matter has ended`} />
      ))}
      <Form formKey={key}>
        <Area
          name="reason"
          label="How it ended"
          hint="Use the code, not a name."
          value={entered(refused?.values, 'reason')}
          error={problemOf(problems, 'reason')}
        />
        <p>
          <Button>Lift the hold</Button>
        </p>
      </Form>
    </IdentityFrame>
  );
}
