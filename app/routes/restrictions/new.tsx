import { randomUUID } from 'node:crypto';
import { type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { ROLE_WORDS } from '~/access/roles';
import { findPeople } from '~/domain/audit/find-people.server';
import { restrictRecord } from '~/domain/restrictions/restrict-record.server';
import { many } from '~/http/form.server';
import { guardAction, guardLoader } from '~/http/guard.server';
import { paths } from '~/http/paths';
import { Area } from '~/ui/area';
import { Button } from '~/ui/button';
import { DateFields } from '~/ui/date-fields';
import { entered, enteredDay } from '~/ui/entered';
import { ErrorSummary } from '~/ui/error-summary';
import { Folio, Section } from '~/ui/folio';
import { Form } from '~/ui/form';
import { Frame } from '~/ui/frame';
import { PageHead } from '~/ui/page-head';
import { Picks } from '~/ui/picks';
import { type Problem, problemOf } from '~/ui/problem';
import { TextInput } from '~/ui/text-input';
import { dayBoxes, dayOf, onceKey } from '../parts/form-fields';
import { frameOf } from '../parts/frame.server';

export const meta: MetaFunction = () => [{ title: 'Restrict a record – Tutela' }];

export const loader = guardLoader({ permission: 'restriction.keep' }, ({ actor, tx, now }) =>
  tx(async (q) => ({
    people: (await findPeople(q))
      .filter(({ id, roles }) => id !== actor.personId && roles.length > 0 && !roles.includes('operator'))
      .map(({ id, name, roles }) => ({
        value: String(id),
        label: `${name}, ${roles.map((role) => ROLE_WORDS[role]).join(', ')}`,
      })),
    frame: await frameOf(q, actor, now, paths.restrictions()),
    key: randomUUID(),
  })),
);

const WHY = 'Say why, in at least ten letters.';
const form = z
  .object({
    key: onceKey,
    type: z.enum(['beneficiary', 'trust'], 'Choose what is restricted.'),
    code: z.string('Enter the code.').trim().min(1, 'Enter the code.').max(40, 'A code has at most 40 letters.'),
    reason: z.string(WHY).trim().min(10, WHY).max(600, 'The reason has at most 600 letters.'),
    people: many(z.string().regex(/^\d{1,15}$/)),
    ...dayBoxes('until'),
  })
  .transform(({ key, type, code, reason, people, ...boxes }, context) => ({
    key,
    type,
    code,
    reason,
    people: people.map(Number),
    untilOn: dayOf(boxes, 'until', context),
  }));

export const action = guardAction(
  { permission: 'restriction.keep', stepUp: true, form },
  async ({ actor, form: answer, tx }) => {
    await tx((q) => restrictRecord(q, actor, answer));
    return redirect(paths.restrictions());
  },
);

export default function NewRestriction() {
  const { people, frame, key } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const problems = refused?.problems ?? [];
  return (
    <Frame {...frame}>
      <PageHead
        crumbs={[{ href: paths.restrictions(), label: 'Restricted records' }, { label: 'Restrict' }]}
        title="Restrict a record"
        lead="Until the day you choose, only the people you name see it. You are one of them. The act stands in the audit trail."
      />
      <Folio>
        <Section id="restrict" question="Which record, and why?" decision>
          <ErrorSummary problems={problems} level={3} />
          <Form formKey={key}>
            <WhichRecord problems={problems} values={refused?.values ?? {}} />
            <WhoAndUntil problems={problems} values={refused?.values ?? {}} people={people} />
            <p>
              <Button>Restrict the record</Button>
            </p>
          </Form>
        </Section>
      </Folio>
    </Frame>
  );
}

interface FieldsProps {
  problems: Problem[];
  values: Record<string, string | string[]>;
}

function WhichRecord({ problems, values }: FieldsProps) {
  return (
    <>
      <Picks
        name="type"
        label="What is restricted"
        picks={[
          {
            value: 'beneficiary',
            label: 'The care records of a child',
            hint: 'Plans, services, notes and identity requests. Its money stays in the books.',
          },
          {
            value: 'trust',
            label: 'A trust, whole',
            hint: 'Its trustees in office always see it. Name whoever pays for it.',
          },
        ]}
        value={entered(values, 'type')}
        error={problemOf(problems, 'type')}
      />
      <TextInput
        name="code"
        label="Code"
        hint="Of the child or the trust."
        value={entered(values, 'code')}
        error={problemOf(problems, 'code')}
      />
      <Area
        name="reason"
        label="Reason"
        hint="Whoever is named and the auditors read this. Use the code, not a name."
        rows={3}
        maxLength={600}
        value={entered(values, 'reason')}
        error={problemOf(problems, 'reason')}
      />
    </>
  );
}

function WhoAndUntil({
  problems,
  values,
  people,
}: FieldsProps & { people: readonly { value: string; label: string }[] }) {
  return (
    <>
      <DateFields
        name="until"
        label="Until which day?"
        hint="It ends by itself after this day, and can be lifted before."
        value={enteredDay(values, 'until')}
        error={problemOf(problems, 'until')}
      />
      <Picks
        type="checkbox"
        name="people"
        label="Who else sees it"
        picks={people}
        value={values.people}
        error={problemOf(problems, 'people')}
      />
    </>
  );
}
