import { type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { recordDelivery } from '~/domain/trustee-terms/record-delivery.server';
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

export const meta: MetaFunction = () => [{ title: 'Record a handover – Tutela' }];

export const loader = guardLoader(
  { permission: 'trustee-term.end', params },
  ({ actor, params: { id }, tx, now, inWorld, leadTo }) =>
    tx(async (q) => {
      const page = await loadTerm(q, actor, id, { now, inWorld });
      if (!page.line.mayDeliver) leadTo(paths.trustees(page.line.trust));
      return page;
    }),
);

const form = z
  .object({
    key: onceKey,
    to: saidText('Say what was handed over and to whom, in at least three letters.', 'This'),
    ...dayBoxes('handed'),
  })
  .transform(({ key, to, ...boxes }, context) => ({ key, to, on: dayOf(boxes, 'handed', context) }));

export const action = guardAction(
  { permission: 'trustee-term.end', stepUp: true, params, form },
  async ({ actor, params: { id }, form: answer, tx }) => {
    await tx((q) => recordDelivery(q, actor, { ...answer, term: Number(id) }));
    return redirect(paths.trusteeTerms());
  },
);

export default function Delivery() {
  const data = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const problems = refused?.problems ?? [];
  return (
    <TermPage
      data={data}
      problems={problems}
      act="Handover"
      title={`What ${data.line.person} handed over of ${data.line.trust}`}
      lead="Who was trustee hands over what they still hold of the trust: papers, keys, access to accounts (UTC 707). Until it is recorded it stands as outstanding."
      question="When, what and to whom?"
    >
      <DateFields
        name="handed"
        label="On which day?"
        value={enteredDay(refused?.values, 'handed')}
        error={problemOf(problems, 'handed')}
      />
      <Area
        name="to"
        label="What, and to whom?"
        rows={2}
        maxLength={600}
        value={entered(refused?.values, 'to')}
        error={problemOf(problems, 'to')}
      />
      <p>
        <Button>Record the handover</Button>
      </p>
    </TermPage>
  );
}
