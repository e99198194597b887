import { randomUUID } from 'node:crypto';
import { type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { findPeople } from '~/domain/audit/find-people.server';
import { beginSupervision } from '~/domain/people/begin-supervision.server';
import { guardAction, guardLoader } from '~/http/guard.server';
import { paths } from '~/http/paths';
import { Area } from '~/ui/area';
import { Button } from '~/ui/button';
import { entered } from '~/ui/entered';
import { ErrorSummary } from '~/ui/error-summary';
import { Folio, Section } from '~/ui/folio';
import { Form } from '~/ui/form';
import { Frame } from '~/ui/frame';
import { NativeSelect } from '~/ui/native-select';
import { PageHead } from '~/ui/page-head';
import { problemOf } from '~/ui/problem';
import { frameOf } from '../parts/frame.server';
import { chosenPerson, dutyForm } from './parts/duty-form';

export const meta: MetaFunction = () => [{ title: 'Put a caseworker under a supervisor – Tutela' }];

export const loader = guardLoader({ permission: 'care-duty.keep' }, ({ actor, tx, now }) =>
  tx(async (q) => {
    const people = await findPeople(q);
    const holding = (role: 'supervisor' | 'caseworker') =>
      people.filter(({ roles }) => roles.includes(role)).map(({ id, name }) => ({ value: String(id), label: name }));
    return {
      supervisors: holding('supervisor'),
      caseworkers: holding('caseworker'),
      frame: await frameOf(q, actor, now, paths.people()),
      key: randomUUID(),
    };
  }),
);

const form = dutyForm.extend({
  supervisor: chosenPerson('Choose a supervisor.'),
  caseworker: chosenPerson('Choose a caseworker.'),
});

export const action = guardAction(
  { permission: 'care-duty.keep', stepUp: true, form },
  async ({ actor, form: answer, tx }) => {
    await tx((q) => beginSupervision(q, actor, answer));
    return redirect(paths.careDuties());
  },
);

export default function NewSupervision() {
  const { supervisors, caseworkers, frame, key } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const problems = refused?.problems ?? [];
  return (
    <Frame {...frame}>
      <PageHead
        crumbs={[
          { href: paths.people(), label: 'People' },
          { href: paths.careDuties(), label: 'Duties' },
          { label: 'Supervise' },
        ]}
        title="Put a caseworker under a supervisor"
        lead="From today the supervisor sees the children of this caseworker, their plans, services and notes, by code."
      />
      <Folio>
        <Section id="give" question="Who under whom?" decision>
          <ErrorSummary problems={problems} level={3} />
          <Form formKey={key}>
            <NativeSelect
              name="supervisor"
              label="Supervisor"
              none="Choose a supervisor"
              choices={supervisors}
              value={entered(refused?.values, 'supervisor')}
              error={problemOf(problems, 'supervisor')}
            />
            <NativeSelect
              name="caseworker"
              label="Caseworker"
              none="Choose a caseworker"
              choices={caseworkers}
              value={entered(refused?.values, 'caseworker')}
              error={problemOf(problems, 'caseworker')}
            />
            <Area
              name="reason"
              label="Reason"
              rows={2}
              maxLength={600}
              value={entered(refused?.values, 'reason')}
              error={problemOf(problems, 'reason')}
            />
            <p>
              <Button>Put under the supervisor</Button>
            </p>
          </Form>
        </Section>
      </Folio>
    </Frame>
  );
}
