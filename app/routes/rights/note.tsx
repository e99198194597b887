import { randomUUID } from 'node:crypto';
import { type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { getRight } from '~/domain/rights/find-rights.server';
import { noteCorrection } from '~/domain/rights/note-correction.server';
import { guardAction, guardLoader } from '~/http/guard.server';
import { paths } from '~/http/paths';
import { Area } from '~/ui/area';
import { Button } from '~/ui/button';
import { entered } from '~/ui/entered';
import { ErrorSummary } from '~/ui/error-summary';
import { Form } from '~/ui/form';
import { problemOf } from '~/ui/problem';
import { onceKey } from '../parts/form-fields';
import { IdentityFrame } from '../parts/identity-frame';
import { identityFrame } from '../parts/identity-frame.server';
import { rightView } from './parts/right-page.server';
import { WhatWasAsked } from './parts/what-was-asked';

const params = z.object({ ref: z.string().max(20) });

export const meta: MetaFunction = ({ params: { ref } }) => [{ title: `Note of correction – ${ref}` }];

export const loader = guardLoader(
  { permission: 'rights.answer', params },
  ({ actor, params: { ref }, tx, now, inWorld, leadTo }) =>
    tx(async (q) => {
      const right = rightView(await getRight(q, ref), actor, inWorld);
      if (!right.may.note) leadTo(paths.right(ref));
      return { right, frame: await identityFrame(q, actor, now), key: randomUUID() };
    }),
);

const WHAT = 'Write what is right, in at least ten letters.';
const form = z.object({
  key: onceKey,
  note: z.string(WHAT).trim().min(10, WHAT).max(600, 'The note has at most 600 letters.'),
});

export const action = guardAction(
  { permission: 'rights.answer', params, form },
  async ({ actor, params: { ref }, form: answer, tx }) => {
    await tx((q) => noteCorrection(q, actor, { ...answer, reference: ref }));
    return redirect(paths.right(ref));
  },
);

/** A record outside the vault is written once: what is right stands beside it. */
export default function NotePage() {
  const { right, frame, key } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const problems = refused?.problems ?? [];
  return (
    <IdentityFrame
      frame={frame}
      title={`Put ${right.record} right`}
      crumb={right.reference}
      code={right.code}
      lead="The record stays as it was written. The note stands beside it, in the file that the person is given."
      question="What is right?"
      meta={right.reference}
      decision
      back={paths.right(right.reference)}
    >
      <ErrorSummary problems={problems} level={frame ? 3 : 2} />
      <WhatWasAsked right={right} />
      <Form formKey={key} look={frame ? 'form' : 'form-f'}>
        <Area
          name="note"
          label="Note of correction"
          hint="Use the code, not a name."
          value={entered(refused?.values, 'note')}
          error={problemOf(problems, 'note')}
        />
        <p>
          <Button>Put the note beside it</Button>
        </p>
      </Form>
    </IdentityFrame>
  );
}
