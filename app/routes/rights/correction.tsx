import { type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { Refusal } from '~/access/refusal';
import { correctItem } from '~/domain/rights/correct-item.server';
import { getRight } from '~/domain/rights/find-rights.server';
import { guardAction, guardLoader } from '~/http/guard.server';
import { paths } from '~/http/paths';
import { Button } from '~/ui/button';
import { ErrorSummary } from '~/ui/error-summary';
import { Form } from '~/ui/form';
import { problemOf } from '~/ui/problem';
import { TextInput } from '~/ui/text-input';
import { IdentityFrame } from '../parts/identity-frame';
import { identityFrame } from '../parts/identity-frame.server';
import { rightView } from './parts/right-page.server';
import { WhatWasAsked } from './parts/what-was-asked';

const params = z.object({ ref: z.string().max(20) });

export const meta: MetaFunction = ({ params: { ref } }) => [{ title: `Put right in the vault – ${ref}` }];

export const loader = guardLoader(
  { permission: 'rights.correct', params },
  ({ actor, params: { ref }, tx, now, inWorld, leadTo }) =>
    tx(async (q) => {
      const right = rightView(await getRight(q, ref), actor, inWorld);
      if (!right.may.correct) leadTo(paths.right(ref));
      return { right, frame: await identityFrame(q, actor, now) };
    }),
);

const VALUE = 'Write the right value, in one line.';
/** A field of this name is given back by no answer, and waits in no page (http/form, routes/parts/relayed). */
const form = z.object({ secretValue: z.string(VALUE).trim().min(1, VALUE).max(400, 'It has at most 400 letters.') });

/** What was entered goes to the vault and to no other place. */
export const action = guardAction(
  { permission: 'rights.correct', stepUp: true, params, form, identity: true },
  async ({ actor, params: { ref }, form: { secretValue }, acting, context, tx }) => {
    const { item } = await tx((q) => getRight(q, ref));
    if (item === null) throw new Refusal('rights.item', 'Nothing of the vault is said to be wrong here.');
    await correctItem(context.vaultSocket, actor, { ...acting, reference: ref, item, value: secretValue });
    return redirect(paths.right(ref));
  },
);

export default function Correction() {
  const { right, frame } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const problems = refused?.problems.map((problem) => ({ ...problem, field: 'secretValue' })) ?? [];
  return (
    <IdentityFrame
      frame={frame}
      title={`Put right in the vault: ${right.item}`}
      crumb={right.reference}
      code={right.code}
      lead="This goes into the vault and nowhere else. Nobody else should see your screen now."
      question="What is right?"
      meta={right.reference}
      decision
      back={paths.right(right.reference)}
    >
      <ErrorSummary problems={problems} level={frame ? 3 : 2} />
      <WhatWasAsked right={right} />
      <Form look={frame ? 'form' : 'form-f'}>
        <TextInput
          name="secretValue"
          label={right.item ?? ''}
          hint="As it stands in the papers; a birth date like 2012-03-04. It is not shown again: if this is refused, type it anew."
          autoComplete="off"
          spellCheck={false}
          error={problemOf(problems, 'secretValue')}
        />
        <p>
          <Button big>Keep it as a new version</Button>
        </p>
      </Form>
    </IdentityFrame>
  );
}
