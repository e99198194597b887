import { type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { guardAction, guardLoader } from '~/http/guard.server';
import { paths, safeReturn } from '~/http/paths';
import { letIn } from '~/http/sign-in/let-in.server';
import { passStep } from '~/http/sign-in/pass-step.server';
import { fromOf } from '~/http/sign-in/tries.server';
import { Button } from '~/ui/button';
import { ErrorSummary } from '~/ui/error-summary';
import { Form } from '~/ui/form';
import { problemOf } from '~/ui/problem';
import { SmallPage } from '~/ui/small-page';
import { TextInput } from '~/ui/text-input';

export const meta: MetaFunction = () => [{ title: 'Use a recovery code – step 2 of 2' }];

const query = z.object({ back: z.string().optional() });

export const loader = guardLoader({ permission: 'public', query }, async ({ query: { back }, session }) => {
  if (session?.awaits !== 'second_step') throw redirect(session ? paths.home() : paths.signIn());
  return { back: safeReturn(back) };
});

const form = z.object({
  'confirm-code': z.string('Enter a recovery code.').trim().min(1, 'Enter a recovery code.').max(40, 'It is shorter.'),
});

export const action = guardAction(
  { permission: 'public', query, form },
  async ({ form: { 'confirm-code': code }, query: { back }, session, context, request }) => {
    if (session?.awaits !== 'second_step') return redirect(session ? paths.home() : paths.signIn());
    const token = await passStep(context, session, { with: 'recovery_code', code }, fromOf(request, context));
    return letIn(request, context, token, back);
  },
);

export default function RecoveryCode() {
  const { back } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  return (
    <SmallPage title="Use a recovery code" above="Step 2 of 2">
      <ErrorSummary problems={refused?.problems ?? []} />
      <Form>
        <TextInput
          name="confirm-code"
          label="Recovery code"
          hint="One of the ten you wrote down. Each is good once."
          kind="id"
          autoComplete="off"
          spellCheck={false}
          error={problemOf(refused?.problems, 'confirm-code')}
        />
        <p>
          <Button>Continue</Button>
        </p>
      </Form>
      <ul className="plainlist more">
        <li>
          <a href={paths.secondStep(back)}>Another way</a>
        </li>
      </ul>
    </SmallPage>
  );
}
