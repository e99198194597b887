import { randomUUID } from 'node:crypto';
import { type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { reverseEntry } from '~/domain/entries/reverse-entry.server';
import { guardAction, guardLoader } from '~/http/guard.server';
import { paths } from '~/http/paths';
import { Area } from '~/ui/area';
import { Button } from '~/ui/button';
import { DateFields } from '~/ui/date-fields';
import { dayWords } from '~/ui/day-words';
import { entered, enteredDay } from '~/ui/entered';
import { ErrorSummary } from '~/ui/error-summary';
import { Folio, Section } from '~/ui/folio';
import { Form } from '~/ui/form';
import { Frame } from '~/ui/frame';
import { PageHead } from '~/ui/page-head';
import { problemOf } from '~/ui/problem';
import { dayBoxes, dayOf, onceKey, numbered as params } from '../parts/form-fields';
import { frameOf } from '../parts/frame.server';
import { kindWords } from './parts/account-words';
import { loadEntry } from './parts/entry-data.server';
import { FromAndTo } from './parts/from-and-to';
import { trustCrumbs } from './parts/trust-frame';

export const meta: MetaFunction = ({ params: { id } }) => [{ title: `Reverse entry ${id} – Tutela` }];

export const loader = guardLoader(
  { permission: 'entry.reverse', params },
  ({ actor, params: { id }, tx, now, inWorld }) =>
    tx(async (q) => ({
      entry: await loadEntry(q, Number(id), inWorld),
      frame: await frameOf(q, actor, now, paths.trusts()),
      key: randomUUID(),
    })),
);

const WHY = 'Say why, in at least ten letters.';
const form = z
  .object({
    key: onceKey,
    reason: z.string(WHY).trim().min(10, WHY).max(200, 'The reason has at most 200 letters.'),
    ...dayBoxes('on'),
  })
  .transform((answer, context) => ({ key: answer.key, reason: answer.reason, on: dayOf(answer, 'on', context) }));

export const action = guardAction(
  { permission: 'entry.reverse', stepUp: true, params, form },
  async ({ actor, params: { id }, form: answer, tx }) => {
    const { entry } = await tx((q) => reverseEntry(q, actor, { ...answer, entry: Number(id) }));
    return redirect(paths.entry(entry));
  },
);

export default function Reversal() {
  const { entry, frame, key } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  return (
    <Frame {...frame}>
      <PageHead
        crumbs={trustCrumbs(
          entry.trustCode,
          { label: 'Ledger', href: paths.ledger(entry.trustCode) },
          { label: `Entry ${entry.id}`, href: paths.entry(entry.id) },
          { label: 'Reversal' },
        )}
        code={entry.trustCode}
        beside={`Entry ${entry.id}`}
        title={`Reverse entry ${entry.id}`}
        lead={`${entry.description || kindWords(entry.kind)}, of ${dayWords(entry.occurredOn)}`}
      />
      <Folio>
        <Section id="moved" question="What it moved" meta={`${entry.currency}. The reversal moves it back, whole`}>
          <FromAndTo entry={entry} />
        </Section>
        <Section id="reverse" question="Take it back" decision={!entry.notReversible}>
          {entry.notReversible ? (
            <p className="lead">{entry.notReversible}</p>
          ) : (
            <ReversalForm entryId={entry.id} formKey={key} refused={refused} />
          )}
        </Section>
      </Folio>
    </Frame>
  );
}

interface ReversalFormProps {
  entryId: number;
  formKey: string;
  refused: ReturnType<typeof useActionData<typeof action>>;
}

function ReversalForm({ entryId, formKey, refused }: ReversalFormProps) {
  const problems = refused?.problems ?? [];
  const text = (name: string) => entered(refused?.values, name);
  return (
    <>
      <ErrorSummary problems={problems} level={3} />
      <Form formKey={formKey}>
        <DateFields
          name="on"
          label="On which day?"
          hint="The entry’s day or a later one, in a period that is open."
          value={enteredDay(refused?.values, 'on')}
          error={problemOf(problems, 'on')}
        />
        <Area
          name="reason"
          label="Reason"
          hint="The court reads it in the accounting. Use the code, not a name."
          rows={2}
          maxLength={200}
          value={text('reason')}
          error={problemOf(problems, 'reason')}
        />
        <div className="stack-s">
          <p>
            <Button>Reverse entry {entryId}</Button>
          </p>
          <p className="meta">Both entries stay in the books and point to each other. A reversal is not reversed.</p>
        </div>
      </Form>
    </>
  );
}
