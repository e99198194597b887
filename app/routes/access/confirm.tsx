import { data, type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { Refusal } from '~/access/refusal';
import { guardAction, guardLoader } from '~/http/guard.server';
import { noteRefusal } from '~/http/note-refusal';
import { safeReturn } from '~/http/paths';
import { sessionCookie } from '~/http/session.server';
import { passStep } from '~/http/sign-in/pass-step.server';
import { fromOf } from '~/http/sign-in/tries.server';
import { ErrorSummary } from '~/ui/error-summary';
import { SmallPage } from '~/ui/small-page';
import { RelayedFields, relayedFrom } from '../parts/relayed';
import { factorFacts, factorFields, shownOf } from './parts/factor.server';
import { FactorForm } from './parts/factor-form';
import { nextWords } from './parts/next-words';

export const meta: MetaFunction = () => [{ title: 'Check it is you' }];

const query = z.object({ next: z.string().optional() });
const spec = { permission: 'account.keep', also: 'enrolment', query } as const;

export const loader = guardLoader(spec, async ({ query: { next }, session, context }) => ({
  ...(await factorFacts(context, session)),
  next: nextWords(safeReturn(next)),
}));

const form = z.looseObject({
  ...factorFields,
  'confirm-with': factorFields['confirm-with'].optional(),
  /** Stands in the page while another form waits in it. */
  'confirm-waiting': z.literal('yes').optional(),
});

/**
 * Two forms come here. First the one that a page was sent and that waits for a factor: its fields are kept in the page.
 * Then the factor: when it is right, the browser is told to send those fields on to where they were meant for (307).
 */
export const action = guardAction(
  // What waits here is kept nowhere and held up to the vault where it goes: a warning here would lose the form that waits.
  { ...spec, identity: true, form },
  async ({ form: answers, query: { next }, session, context, request }) => {
    const way = answers['confirm-with'];
    const relayed = !way || answers['confirm-waiting'] ? relayedFrom(answers) : null;
    if (!way) return { relayed, problems: [], chosen: undefined };
    try {
      const shown = shownOf({ ...answers, 'confirm-with': way });
      const token = await passStep(context, session, shown, fromOf(request, context));
      return redirect(safeReturn(next), {
        status: relayed ? 307 : 303,
        headers: { 'Set-Cookie': sessionCookie(token, context.publicOrigin) },
      });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      noteRefusal(context, request, { code: error.code, actor: session.actor.personId });
      const problems = [{ field: error.field, message: error.message }];
      return data({ relayed, problems, chosen: way }, { status: 422 });
    }
  },
);

export default function Confirm() {
  const { ways, passkeyOptions, next } = useLoaderData<typeof loader>();
  const answered = useActionData<typeof action>();
  const problems = answered?.problems ?? [];
  const relayed = answered && 'relayed' in answered ? answered.relayed : null;
  const chosen = answered && 'chosen' in answered ? answered.chosen : undefined;
  return (
    <SmallPage title="Check it is you">
      <ErrorSummary problems={problems} />
      <p className="lead">{next}</p>
      <FactorForm ways={ways} passkeyOptions={passkeyOptions} chosen={chosen} problems={problems}>
        {relayed && (
          <>
            <input type="hidden" name="confirm-waiting" value="yes" />
            <RelayedFields relayed={relayed} />
          </>
        )}
      </FactorForm>
    </SmallPage>
  );
}
