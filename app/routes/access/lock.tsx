import { type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { Refusal } from '~/access/refusal';
import { guardAction, guardLoader } from '~/http/guard.server';
import { paths, safeReturn } from '~/http/paths';
import { lockSession, unlockSession } from '~/http/session.server';
import { isOwnPassword } from '~/http/sign-in/check-password.server';
import { fromOf, tryStep } from '~/http/sign-in/tries.server';
import { Button } from '~/ui/button';
import { ErrorSummary } from '~/ui/error-summary';
import { Form } from '~/ui/form';
import { problemOf } from '~/ui/problem';
import { SmallPage } from '~/ui/small-page';
import { TextInput } from '~/ui/text-input';

/** The page says nothing of what it hides, to whoever looks over a shoulder. */
export const meta: MetaFunction = () => [{ title: 'Locked' }];

export const loader = guardLoader(
  { permission: 'public', query: z.object({ back: z.string().optional() }) },
  async ({ query, session }) => {
    if (!session) throw redirect(paths.signIn());
    if (!session.locked) throw redirect(paths.home());
    return { back: safeReturn(query.back) };
  },
);

/** Without a password the form locks; with one it unlocks. A password never locks, an empty one never unlocks. */
const form = z.object({ password: z.string().max(1024).optional(), back: z.string().optional() });

export const action = guardAction(
  { permission: 'public', form },
  async ({ form: { password, back }, session, context, request }) => {
    if (!session) return redirect(paths.signIn());
    if (!session.locked) {
      await lockSession(context.pool, session.token);
      return redirect(paths.lock(safeReturn(back)));
    }
    const right = await tryStep(context.pool, session.token, fromOf(request, context), async () =>
      (await isOwnPassword(context.pool, session.token, password ?? '')) ? true : undefined,
    );
    if (!right) {
      throw new Refusal('unlock.refused', 'That is not the password of this session.', 'password');
    }
    await unlockSession(context.pool, session.token);
    return redirect(safeReturn(back));
  },
);

export default function Locked() {
  const { back } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  return (
    <SmallPage title="Locked">
      <ErrorSummary problems={refused?.problems ?? []} />
      <Form>
        <TextInput
          name="password"
          label="Password"
          type="password"
          autoComplete="current-password"
          error={problemOf(refused?.problems, 'password')}
        />
        <input type="hidden" name="back" value={back} />
        <p>
          <Button>Go on</Button>
        </p>
      </Form>
      <form method="post" action={paths.signOut()}>
        <p>
          <Button kind="text">Sign out</Button>
        </p>
      </form>
    </SmallPage>
  );
}
