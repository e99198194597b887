import { type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { getPolicies } from '~/domain/policies/get-policies.server';
import { policyText } from '~/domain/policies/policy';
import { endTerm } from '~/domain/trustee-terms/end-term.server';
import { ENDING_WORDS, ENDINGS, OWN_ENDINGS, RESTS_ON } from '~/domain/trustee-terms/trustee-term';
import { booksDay } from '~/domain/trusts/zones';
import { guardAction, guardLoader } from '~/http/guard.server';
import { paths } from '~/http/paths';
import { Area } from '~/ui/area';
import { Button } from '~/ui/button';
import { DateFields } from '~/ui/date-fields';
import { entered, enteredDay } from '~/ui/entered';
import { Picks } from '~/ui/picks';
import { problemOf } from '~/ui/problem';
import { TextInput } from '~/ui/text-input';
import { dayBoxes, onceKey, optionalDayOf, numbered as params } from '../parts/form-fields';
import { missingReference, optionalReference, termReason } from './parts/term-forms';
import { TermPage } from './parts/term-page';
import { loadTerm } from './parts/term-page.server';

export const meta: MetaFunction = () => [{ title: 'End a trustee’s term – Tutela' }];

export const loader = guardLoader(
  { permission: 'trustee-term.end', params },
  ({ actor, params: { id }, tx, now, inWorld, leadTo }) =>
    tx(async (q) => {
      const page = await loadTerm(q, actor, id, { now, inWorld });
      const { line } = page;
      if (!line.mayEnd) leadTo(paths.trustees(line.trust));
      const policies = await getPolicies(q, ['TR-2'], booksDay(now));
      const ways = line.own ? OWN_ENDINGS : ENDINGS.filter((ending) => (ending === 'withdrawn') !== line.accepted);
      return {
        ...page,
        ways: ways.map((ending) => ({ value: ending, label: sentence(ENDING_WORDS[ending]) })),
        noticeDays: policyText(policies['TR-2'], 'notice_days'),
      };
    }),
);

const sentence = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

const form = z
  .object({
    key: onceKey,
    ending: z.enum(ENDINGS, 'Choose what ends it.'),
    reference: optionalReference,
    reason: termReason,
    ...dayBoxes('last'),
  })
  .transform(({ key, ending, reference, reason, ...boxes }, context) => {
    if (RESTS_ON.includes(ending) && reference.length < 3)
      context.addIssue({ code: 'custom', path: ['reference'], message: missingReference });
    return { key, ending, reference, reason, lastDay: optionalDayOf(boxes, 'last', context) };
  });

export const action = guardAction(
  { permission: 'trustee-term.end', stepUp: true, params, form },
  async ({ actor, params: { id }, form: answer, tx }) => {
    await tx((q) => endTerm(q, actor, { ...answer, term: Number(id) }));
    return redirect(paths.trusteeTerms());
  },
);

export default function TermEnd() {
  const { ways, noticeDays, ...data } = useLoaderData<typeof loader>();
  const { line } = data;
  const refused = useActionData<typeof action>();
  const problems = refused?.problems ?? [];
  const values = refused?.values;
  return (
    <TermPage
      data={data}
      problems={problems}
      act={line.own ? 'Resign' : 'End'}
      title={line.own ? `Resign as trustee of ${line.trust}` : `End that ${line.person} is trustee of ${line.trust}`}
      lead={
        line.accepted
          ? 'After it nothing of the trust is shown, and what was approved and not paid yet counts no more. What is held of the trust is still to be handed over (UTC 707).'
          : 'The appointment is withdrawn at once. It can be made anew.'
      }
      question="What ends it, and when?"
    >
      <Picks
        name="ending"
        label="What ends it"
        picks={ways}
        value={entered(values, 'ending')}
        error={problemOf(problems, 'ending')}
      />
      {line.accepted && (
        <DateFields
          name="last"
          label="Last day in office"
          hint={`A resignation takes ${noticeDays} days of notice (policy TR-2), unless the court approves another day.${line.own ? '' : ' Leave it empty to end it at once.'}`}
          value={enteredDay(values, 'last')}
          error={problemOf(problems, 'last')}
        />
      )}
      {line.accepted && (
        <TextInput
          name="reference"
          label="Order or clause"
          hint="Where a court or the instrument ends it, like Order of Mar 2, 2026, ECF 41."
          maxLength={200}
          value={entered(values, 'reference')}
          error={problemOf(problems, 'reference')}
        />
      )}
      <Area
        name="reason"
        label="Reason"
        rows={2}
        maxLength={600}
        value={entered(values, 'reason')}
        error={problemOf(problems, 'reason')}
      />
      <p>
        <Button>{line.own ? 'Resign' : line.accepted ? 'End the term' : 'Withdraw the appointment'}</Button>
      </p>
    </TermPage>
  );
}
