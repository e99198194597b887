import { type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { Refusal } from '~/access/refusal';
import { executeErasure } from '~/domain/erasures/execute-erasure.server';
import { getErasure } from '~/domain/erasures/find-erasures.server';
import { guardAction, guardLoader } from '~/http/guard.server';
import { paths } from '~/http/paths';
import { Button } from '~/ui/button';
import { entered } from '~/ui/entered';
import { ErrorSummary } from '~/ui/error-summary';
import { Form } from '~/ui/form';
import { problemOf } from '~/ui/problem';
import { TextInput } from '~/ui/text-input';
import { IdentityFrame } from '../parts/identity-frame';
import { identityFrame } from '../parts/identity-frame.server';
import { erasureView } from './parts/erasure-page.server';
import { WhatWasAsked } from './parts/what-was-asked';

const params = z.object({ ref: z.string().max(20) });

export const meta: MetaFunction = ({ params: { ref } }) => [{ title: `Erase for ever – ${ref}` }];

export const loader = guardLoader(
  { permission: 'erasure.request', params },
  ({ actor, params: { ref }, tx, now, inWorld, leadTo }) =>
    tx(async (q) => {
      const erasure = erasureView(await getErasure(q, ref), actor, inWorld);
      if (!erasure.may.execute) leadTo(paths.erasure(ref));
      return { erasure, frame: await identityFrame(q, actor, now) };
    }),
);

const form = z.object({ code: z.string('Write the code.').trim().toUpperCase().max(40) });

export const action = guardAction(
  { permission: 'erasure.request', stepUp: true, params, form },
  async ({ actor, params: { ref }, form: { code }, acting, context, tx }) => {
    const erasure = await tx((q) => getErasure(q, ref));
    if (erasure.code !== code)
      throw new Refusal('erasure.code', 'That is not the code of this request. Nothing was erased.', 'code');
    await executeErasure(context.vaultSocket, actor, { ...acting, reference: ref });
    return redirect(paths.certificate(ref));
  },
);

/** The last step, by one of the three: the vault's process does it, and answers with the certificate. */
export default function Execution() {
  const { erasure, frame } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const problems = refused?.problems ?? [];
  return (
    <IdentityFrame
      frame={frame}
      title={`Erase whom ${erasure.code} stands for`}
      crumb={erasure.reference}
      code={erasure.code}
      lead="Nobody can ever tell again whom this code stands for, you neither. It cannot be taken back."
      question="Erase it for ever?"
      meta={erasure.reference}
      decision
      back={paths.erasure(erasure.reference)}
    >
      <ErrorSummary problems={problems} level={frame ? 3 : 2} />
      <WhatWasAsked erasure={erasure} deciding />
      <Form look={frame ? 'form' : 'form-f'}>
        <TextInput
          name="code"
          label="Code"
          hint={`Write ${erasure.code}, so that no other is erased by a slip.`}
          width={12}
          kind="id"
          autoComplete="off"
          value={entered(refused?.values, 'code')}
          error={problemOf(problems, 'code')}
        />
        <p>
          <Button kind="warn">{`Erase ${erasure.code} for ever`}</Button>
        </p>
      </Form>
    </IdentityFrame>
  );
}
