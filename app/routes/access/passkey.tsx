import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { Refusal } from '~/access/refusal';
import { guardAction, guardLoader } from '~/http/guard.server';
import { paths, safeReturn } from '~/http/paths';
import { endSession } from '~/http/session.server';
import { openSession } from '~/http/sign-in/check-password.server';
import { letIn } from '~/http/sign-in/let-in.server';
import { answerChallenge, askForPasskey } from '~/http/sign-in/passkeys.server';
import { fromOf } from '~/http/sign-in/tries.server';
import { Button } from '~/ui/button';
import { ErrorSummary } from '~/ui/error-summary';
import { PasskeyForm } from '~/ui/passkey-form';
import { SmallPage } from '~/ui/small-page';

export const meta: MetaFunction = () => [{ title: 'Sign in with a passkey' }];

const query = z.object({ back: z.string().optional() });
const CHALLENGE = { purpose: 'sign_in', token: null } as const;

export const loader = guardLoader({ permission: 'public', query }, async ({ query: { back }, context }) => ({
  back: safeReturn(back),
  options: await askForPasskey(context, CHALLENGE),
}));

export const action = guardAction(
  { permission: 'public', query, form: z.object({ credential: z.string().max(20_000).optional() }) },
  async ({ form: { credential }, query: { back }, session, context, request }) => {
    if (!credential) {
      throw new Refusal('sign-in.no-script', 'A passkey needs this page’s script. Sign in with your password instead.');
    }
    const answered = await answerChallenge(context, credential, CHALLENGE);
    if (typeof answered === 'string')
      throw new Refusal(`sign-in.passkey-${answered}`, 'The passkey was not taken. Try again.');
    const token = await openSession(context.pool, answered.personId, 'passkey', fromOf(request, context));
    if (session) await endSession(context.pool, session.token);
    return letIn(request, context, token, back);
  },
);

export default function PasskeySignIn() {
  const { back, options } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  return (
    <SmallPage title="Sign in with a passkey">
      <ErrorSummary problems={refused?.problems ?? []} />
      <PasskeyForm ceremony="get" options={options} name="credential">
        <p>Your browser asks which passkey, and checks that it is you.</p>
        <p>
          <Button>Use my passkey</Button>
        </p>
      </PasskeyForm>
      <ul className="plainlist more">
        <li>
          <a href={paths.signIn(back)}>Sign in with email and password</a>
        </li>
      </ul>
    </SmallPage>
  );
}
