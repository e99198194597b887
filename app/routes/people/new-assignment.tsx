import { randomUUID } from 'node:crypto';
import { type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { ROLE_WORDS } from '~/access/roles';
import { findPeople } from '~/domain/audit/find-people.server';
import { assignChild } from '~/domain/people/assign-child.server';
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
import { NativeSelect } from '~/ui/native-select';
import { PageHead } from '~/ui/page-head';
import { problemOf } from '~/ui/problem';
import { TextInput } from '~/ui/text-input';
import { dayBoxes, optionalDayOf } from '../parts/form-fields';
import { frameOf } from '../parts/frame.server';
import { chosenPerson, dutyForm } from './parts/duty-form';

export const meta: MetaFunction = () => [{ title: 'Assign a child – Tutela' }];

export const loader = guardLoader({ permission: 'care-duty.keep' }, ({ actor, tx, now }) =>
  tx(async (q) => {
    const people = await findPeople(q);
    return {
      people: people.flatMap(({ id, name, roles }) =>
        roles
          .filter((role) => role === 'caseworker' || role === 'guardian_ad_litem')
          .map((role) => ({ value: String(id), label: `${name}, ${ROLE_WORDS[role]}` })),
      ),
      frame: await frameOf(q, actor, now, paths.people()),
      key: randomUUID(),
    };
  }),
);

const form = dutyForm
  .extend({
    code: z.string('Enter the code.').trim().min(1, 'Enter the code.').max(40, 'A code has at most 40 letters.'),
    person: chosenPerson('Choose a person.'),
    ...dayBoxes('from'),
    ...dayBoxes('until'),
  })
  .transform(({ key, code, person, reason, ...boxes }, context) => ({
    key,
    code,
    person,
    reason,
    from: optionalDayOf(boxes, 'from', context),
    until: optionalDayOf(boxes, 'until', context),
  }));

export const action = guardAction(
  { permission: 'care-duty.keep', stepUp: true, form },
  async ({ actor, form: answer, tx }) => {
    await tx((q) => assignChild(q, actor, answer));
    return redirect(paths.careDuties());
  },
);

export default function NewAssignment() {
  const { people, frame, key } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const problems = refused?.problems ?? [];
  const values = refused?.values;
  return (
    <Frame {...frame}>
      <PageHead
        crumbs={[
          { href: paths.people(), label: 'People' },
          { href: paths.careDuties(), label: 'Duties' },
          { label: 'Assign' },
        ]}
        title="Assign a child"
        lead="From that day on they see the child’s plan, services and notes, by its code. No name is shown."
      />
      <Folio>
        <Section id="give" question="Which child, and whose?" decision>
          <ErrorSummary problems={problems} level={3} />
          <Form formKey={key}>
            <TextInput
              name="code"
              label="Code of the child"
              value={entered(values, 'code')}
              error={problemOf(problems, 'code')}
            />
            <NativeSelect
              name="person"
              label="Who looks after it, or stands for it"
              none="Choose a person"
              choices={people}
              value={entered(values, 'person')}
              error={problemOf(problems, 'person')}
            />
            <DateFields
              name="from"
              label="From which day?"
              hint="Leave it empty for today."
              value={enteredDay(values, 'from')}
              error={problemOf(problems, 'from')}
            />
            <DateFields
              name="until"
              label="Until which day?"
              hint="Leave it empty where no end is known. It ends by itself after this day, and can be ended before."
              value={enteredDay(values, 'until')}
              error={problemOf(problems, 'until')}
            />
            <Area
              name="reason"
              label="Reason"
              rows={2}
              maxLength={600}
              value={entered(values, 'reason')}
              error={problemOf(problems, 'reason')}
            />
            <p>
              <Button>Assign the child</Button>
            </p>
          </Form>
        </Section>
      </Folio>
    </Frame>
  );
}
