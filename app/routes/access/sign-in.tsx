import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { Refusal } from '~/access/refusal';
import { ROLE_WORDS } from '~/access/roles';
import { guardAction, guardLoader } from '~/http/guard.server';
import { paths, safeReturn } from '~/http/paths';
import { type DemoCast, demoCast, endSession } from '~/http/session.server';
import { signIn } from '~/http/sign-in/check-password.server';
import { letIn } from '~/http/sign-in/let-in.server';
import { fromOf } from '~/http/sign-in/tries.server';
import { Button } from '~/ui/button';
import { ErrorSummary } from '~/ui/error-summary';
import { Form } from '~/ui/form';
import { problemOf } from '~/ui/problem';
import { SmallPage } from '~/ui/small-page';
import { TextInput } from '~/ui/text-input';

export const meta: MetaFunction<typeof loader> = () => [{ title: 'Sign in' }];

export const loader = guardLoader(
  { permission: 'public', query: z.object({ back: z.string().optional() }) },
  async ({ query, context }) => ({
    back: safeReturn(query.back),
    cast: await demoCast(context.pool),
    organisation: context.signOn?.name ?? null,
  }),
);

const form = z.object({
  email: z.string('Enter your email.').trim().min(1, 'Enter your email.').max(320, 'An email has at most 320 letters.'),
  password: z
    .string('Enter your password.')
    .min(1, 'Enter your password.')
    .max(1024, 'A password has at most 128 characters.'),
  back: z.string().optional(),
});

export const action = guardAction(
  { permission: 'public', form },
  async ({ form: { email, password, back }, session, request, context }) => {
    const token = await signIn(context.pool, { email, password, from: fromOf(request, context) });
    if (!token) throw new Refusal('sign-in.refused', 'Email or password is not right.', 'email');
    // Signing in always makes a new session, and ends the one of whoever used this browser before.
    if (session) await endSession(context.pool, session.token);
    return letIn(request, context, token, back);
  },
);

export default function SignIn() {
  const { back, cast, organisation } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const email = refused?.values.email;
  return (
    <SmallPage title="Sign in">
      <ErrorSummary problems={refused?.problems ?? []} />
      <Form>
        <TextInput
          name="email"
          label="Email"
          type="email"
          autoComplete="username"
          spellCheck={false}
          value={typeof email === 'string' ? email : undefined}
          error={problemOf(refused?.problems, 'email')}
        />
        <TextInput
          name="password"
          label="Password"
          type="password"
          autoComplete="current-password"
          error={problemOf(refused?.problems, 'password')}
        />
        <input type="hidden" name="back" value={back} />
        <p>
          <Button>Sign in</Button>
        </p>
      </Form>
      <ul className="plainlist more">
        <li>
          <a href={paths.passkeySignIn(back)}>Sign in with a passkey</a>
        </li>
        {organisation && (
          <li>
            <a href={paths.signOn(back)}>{`Sign in with ${organisation}`}</a>
          </li>
        )}
      </ul>
      {cast.people.length > 0 && <Cast cast={cast} back={back} />}
    </SmallPage>
  );
}

interface CastProps {
  cast: DemoCast;
  back: string;
}

/** The people of the demo world, each with a button that signs in by the same form. */
function Cast({ cast: { people, password }, back }: CastProps) {
  return (
    <section aria-labelledby="cast" className="stack mt">
      <h2 id="cast">The demo world</h2>
      <p className="muted">
        Everyone and everything here is invented. The password of each is “
        <span className="print-hash">{password}</span>”.
      </p>
      <ul className="plainlist">
        {people.map((one) => (
          <li key={one.email}>
            <Form>
              <p>
                <Button kind="second">
                  {one.name}, {one.roles.map((role) => ROLE_WORDS[role]).join(', ')}
                </Button>
              </p>
              <input type="hidden" name="email" value={one.email} />
              <input type="hidden" name="password" value={password} />
              <input type="hidden" name="back" value={back} />
            </Form>
          </li>
        ))}
      </ul>
    </section>
  );
}
