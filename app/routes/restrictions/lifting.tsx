import { randomUUID } from 'node:crypto';
import { type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { getRestriction } from '~/domain/restrictions/find-restrictions.server';
import { liftRestriction } from '~/domain/restrictions/lift-restriction.server';
import { guardAction, guardLoader } from '~/http/guard.server';
import { paths } from '~/http/paths';
import { Area } from '~/ui/area';
import { Button } from '~/ui/button';
import { dayWords } from '~/ui/day-words';
import { entered } from '~/ui/entered';
import { ErrorSummary } from '~/ui/error-summary';
import { Folio, Section } from '~/ui/folio';
import { Form } from '~/ui/form';
import { Frame } from '~/ui/frame';
import { PageHead } from '~/ui/page-head';
import { problemOf } from '~/ui/problem';
import { Quote } from '~/ui/quote';
import { onceKey, numbered as params } from '../parts/form-fields';
import { frameOf } from '../parts/frame.server';

export const meta: MetaFunction = () => [{ title: 'Lift a restriction – Tutela' }];

export const loader = guardLoader(
  { permission: 'restriction.keep', params },
  ({ actor, params: { id }, tx, now, leadTo }) =>
    tx(async (q) => {
      const { code, reason, markedBy, untilOn, stands, people } = await getRestriction(q, Number(id));
      if (!stands) leadTo(paths.restrictions());
      return {
        restriction: { code, reason, markedBy, until: dayWords(untilOn), people: people.join(', ') },
        frame: await frameOf(q, actor, now, paths.restrictions()),
        key: randomUUID(),
      };
    }),
);

const WHY = 'Say why, in at least ten letters.';
const form = z.object({
  key: onceKey,
  reason: z.string(WHY).trim().min(10, WHY).max(600, 'The reason has at most 600 letters.'),
});

export const action = guardAction(
  { permission: 'restriction.keep', stepUp: true, params, form },
  async ({ actor, params: { id }, form: answer, tx }) => {
    await tx((q) => liftRestriction(q, actor, { ...answer, id: Number(id) }));
    return redirect(paths.restrictions());
  },
);

export default function Lifting() {
  const { restriction, frame, key } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const problems = refused?.problems ?? [];
  return (
    <Frame {...frame}>
      <PageHead
        crumbs={[{ href: paths.restrictions(), label: 'Restricted records' }, { label: 'Lift' }]}
        title={`Lift the restriction of ${restriction.code ?? 'this record'}`}
        lead={`It would end by itself after ${restriction.until}. Until then it is seen by ${restriction.people}.`}
      />
      <Folio>
        <Section id="asked" question="Why it was restricted">
          <Quote text={restriction.reason} by={restriction.markedBy} />
        </Section>
        <Section id="lift" question="Why is it lifted?" decision>
          <ErrorSummary problems={problems} level={3} />
          <Form formKey={key}>
            <Area
              name="reason"
              label="Reason"
              rows={3}
              maxLength={600}
              value={entered(refused?.values, 'reason')}
              error={problemOf(problems, 'reason')}
            />
            <p>
              <Button>Lift the restriction</Button>
            </p>
          </Form>
        </Section>
      </Folio>
    </Frame>
  );
}
