import { type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { recordNotice } from '~/domain/trustee-terms/record-notice.server';
import { guardAction, guardLoader } from '~/http/guard.server';
import { paths } from '~/http/paths';
import { Area } from '~/ui/area';
import { Button } from '~/ui/button';
import { DateFields } from '~/ui/date-fields';
import { entered, enteredDay } from '~/ui/entered';
import { problemOf } from '~/ui/problem';
import { dayBoxes, dayOf, onceKey, numbered as params } from '../parts/form-fields';
import { saidText } from './parts/term-forms';
import { TermPage } from './parts/term-page';
import { loadTerm } from './parts/term-page.server';

export const meta: MetaFunction = () => [{ title: 'Record notice of a trustee – Tutela' }];

export const loader = guardLoader(
  { permission: 'trustee-term.answer', params },
  ({ actor, params: { id }, tx, now, inWorld, leadTo }) =>
    tx(async (q) => {
      const page = await loadTerm(q, actor, id, { now, inWorld });
      if (!page.line.mayNotice) leadTo(paths.trustees(page.line.trust));
      return page;
    }),
);

const form = z
  .object({
    key: onceKey,
    how: saidText('Say how notice was given, in at least three letters.', 'This'),
    ...dayBoxes('given'),
  })
  .transform(({ key, how, ...boxes }, context) => ({ key, how, on: dayOf(boxes, 'given', context) }));

export const action = guardAction(
  { permission: 'trustee-term.answer', stepUp: true, params, form },
  async ({ actor, params: { id }, form: answer, tx }) => {
    await tx((q) => recordNotice(q, actor, { ...answer, term: Number(id) }));
    return redirect(paths.trusteeTerms());
  },
);

export default function Notice() {
  const data = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const problems = refused?.problems ?? [];
  return (
    <TermPage
      data={data}
      problems={problems}
      act="Notice"
      title={`Notice that ${data.line.person} is trustee of ${data.line.trust}`}
      lead="Who stands for the children is told who the trustee is and how to reach them (UTC 813(b)). It is given outside of these books; here stands that it was."
      question="When and how?"
    >
      <DateFields
        name="given"
        label="On which day was it given?"
        value={enteredDay(refused?.values, 'given')}
        error={problemOf(problems, 'given')}
      />
      <Area
        name="how"
        label="How was it given?"
        hint="By letter, in person, by the court. A child’s name does not belong here."
        rows={2}
        maxLength={600}
        value={entered(refused?.values, 'how')}
        error={problemOf(problems, 'how')}
      />
      <p>
        <Button>Record the notice</Button>
      </p>
    </TermPage>
  );
}
