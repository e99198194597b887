import { type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { guardAction, guardLoader } from '~/http/guard.server';
import { paths, safeReturn } from '~/http/paths';
import { letIn } from '~/http/sign-in/let-in.server';
import { passStep } from '~/http/sign-in/pass-step.server';
import { fromOf } from '~/http/sign-in/tries.server';
import { ErrorSummary } from '~/ui/error-summary';
import { SmallPage } from '~/ui/small-page';
import { factorFacts, factorFields, shownOf } from './parts/factor.server';
import { FactorForm } from './parts/factor-form';

export const meta: MetaFunction = () => [{ title: 'Check it is you – step 2 of 2' }];

const query = z.object({ back: z.string().optional() });

export const loader = guardLoader({ permission: 'public', query }, async ({ query: { back }, session, context }) => {
  if (session?.awaits !== 'second_step') throw redirect(session ? paths.home() : paths.signIn());
  return { ...(await factorFacts(context, session)), back: safeReturn(back) };
});

export const action = guardAction(
  { permission: 'public', query, form: z.object(factorFields) },
  async ({ form, query: { back }, session, context, request }) => {
    if (session?.awaits !== 'second_step') return redirect(session ? paths.home() : paths.signIn());
    const token = await passStep(context, session, shownOf(form), fromOf(request, context));
    return letIn(request, context, token, back);
  },
);

export default function SecondStep() {
  const { ways, passkeyOptions, back } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const chosen = refused?.values['confirm-with'];
  return (
    <SmallPage title="Check it is you" above="Step 2 of 2">
      <ErrorSummary problems={refused?.problems ?? []} />
      <FactorForm
        ways={ways}
        passkeyOptions={passkeyOptions}
        chosen={typeof chosen === 'string' ? chosen : undefined}
        problems={refused?.problems ?? []}
      />
      <ul className="plainlist more">
        {ways.recoveryCodes > 0 && (
          <li>
            <a href={paths.recoveryCode(back)}>Use a recovery code</a>
          </li>
        )}
        <li className="muted">
          {ways.recoveryCodes > 0
            ? 'Lost your device? Use a recovery code, or ask your administrator.'
            : 'Lost your device? Ask your administrator.'}
        </li>
        <li>
          <a href={paths.signIn(back)}>Sign in as somebody else</a>
        </li>
      </ul>
    </SmallPage>
  );
}
