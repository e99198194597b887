import { randomUUID } from 'node:crypto';
import { type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { findPeople } from '~/domain/audit/find-people.server';
import { findDockets } from '~/domain/people/find-care-duties.server';
import { seatCourt } from '~/domain/people/seat-court.server';
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

export const meta: MetaFunction = () => [{ title: 'Let a court read a docket – Tutela' }];

export const loader = guardLoader({ permission: 'care-duty.keep' }, ({ actor, tx, now }) =>
  tx(async (q) => ({
    courts: (await findPeople(q))
      .filter(({ roles }) => roles.includes('court'))
      .map(({ id, name }) => ({ value: String(id), label: name })),
    dockets: (await findDockets(q)).map(({ docket, court }) => ({ value: docket, label: `${docket}, ${court}` })),
    frame: await frameOf(q, actor, now, paths.people()),
    key: randomUUID(),
  })),
);

const DOCKET = 'Choose a docket.';
const form = dutyForm.extend({
  person: chosenPerson('Choose an account of a court.'),
  docket: z.string(DOCKET).min(1, DOCKET).max(60, DOCKET),
});

export const action = guardAction(
  { permission: 'care-duty.keep', stepUp: true, form },
  async ({ actor, form: answer, tx }) => {
    await tx((q) => seatCourt(q, actor, answer));
    return redirect(paths.careDuties());
  },
);

export default function NewSeat() {
  const { courts, dockets, frame, key } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const problems = refused?.problems ?? [];
  return (
    <Frame {...frame}>
      <PageHead
        crumbs={[
          { href: paths.people(), label: 'People' },
          { href: paths.careDuties(), label: 'Duties' },
          { label: 'Court' },
        ]}
        title="Let a court read a docket"
        lead="From now on this account reads the accountings that are filed on the docket, and verifies them. Nothing else of the trusts."
      />
      <Folio>
        <Section id="give" question="Which court, which docket?" decision>
          <ErrorSummary problems={problems} level={3} />
          <Form formKey={key}>
            <NativeSelect
              name="person"
              label="Account of the court"
              none="Choose an account"
              choices={courts}
              value={entered(refused?.values, 'person')}
              error={problemOf(problems, 'person')}
            />
            <NativeSelect
              name="docket"
              label="Docket"
              none="Choose a docket"
              choices={dockets}
              value={entered(refused?.values, 'docket')}
              error={problemOf(problems, 'docket')}
            />
            <Area
              name="reason"
              label="Reason"
              hint="The order or letter by which the court asked for it."
              rows={2}
              maxLength={600}
              value={entered(refused?.values, 'reason')}
              error={problemOf(problems, 'reason')}
            />
            <p>
              <Button>Let the court read it</Button>
            </p>
          </Form>
        </Section>
      </Folio>
    </Frame>
  );
}
