import { randomUUID } from 'node:crypto';
import { type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { findPeople } from '~/domain/audit/find-people.server';
import { appointTrustee } from '~/domain/trustee-terms/appoint-trustee.server';
import { findTrustsOfTerms } from '~/domain/trustee-terms/find-trustee-terms.server';
import { AUTHORITIES } from '~/domain/trustee-terms/trustee-term';
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
import { Picks } from '~/ui/picks';
import { problemOf } from '~/ui/problem';
import { TextInput } from '~/ui/text-input';
import { dayBoxes, onceKey, optionalDayOf } from '../parts/form-fields';
import { frameOf } from '../parts/frame.server';
import { authorityReference, termReason } from './parts/term-forms';

export const meta: MetaFunction = () => [{ title: 'Appoint a trustee – Tutela' }];

export const loader = guardLoader(
  {
    permission: 'trustee-term.appoint',
    query: z.object({ trust: z.string().max(40).default(''), person: z.string().max(15).default('') }),
  },
  ({ actor, query, tx, now }) =>
    tx(async (q) => ({
      chosen: query,
      trusts: (await findTrustsOfTerms(q)).map((code) => ({ value: code, label: code })),
      people: (await findPeople(q))
        .filter(({ roles }) => roles.includes('trustee'))
        .map(({ id, name }) => ({ value: String(id), label: name })),
      frame: await frameOf(q, actor, now, paths.people()),
      key: randomUUID(),
    })),
);

const form = z
  .object({
    key: onceKey,
    trust: z.string('Choose a trust.').min(1, 'Choose a trust.').max(40),
    person: z
      .string('Choose a person.')
      .regex(/^\d{1,15}$/, 'Choose a person.')
      .transform(Number),
    authority: z.enum(AUTHORITIES, 'Choose what appoints them.'),
    reference: authorityReference,
    reason: termReason,
    ...dayBoxes('from'),
    ...dayBoxes('until'),
  })
  .transform(({ key, trust, person, authority, reference, reason, ...boxes }, context) => ({
    ...{ key, trust, person, authority, reference, reason },
    from: optionalDayOf(boxes, 'from', context),
    until: optionalDayOf(boxes, 'until', context),
  }));

export const action = guardAction(
  { permission: 'trustee-term.appoint', stepUp: true, form },
  async ({ actor, form: answer, tx }) => {
    await tx((q) => appointTrustee(q, actor, answer));
    return redirect(paths.trustees(answer.trust));
  },
);

export default function NewTrusteeTerm() {
  const { chosen, trusts, people, frame, key } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const problems = refused?.problems ?? [];
  const values = refused?.values;
  const field = (name: string) => ({ name, value: entered(values, name), error: problemOf(problems, name) });
  const days = (name: string) => ({ name, value: enteredDay(values, name), error: problemOf(problems, name) });
  return (
    <Frame {...frame}>
      <PageHead
        crumbs={[
          { href: paths.people(), label: 'People' },
          { href: paths.trusteeTerms(), label: 'Who is trustee' },
          { label: 'Appoint' },
        ]}
        title="Appoint a trustee"
        lead="They act once they have accepted, under their own account, and from the first day. Until then they see nothing of the trust."
      />
      <Folio>
        <Section id="appoint" question="Who, of which trust, and by what authority?" decision>
          <ErrorSummary problems={problems} level={3} />
          <Form formKey={key}>
            <NativeSelect
              {...field('trust')}
              label="Trust"
              none="Choose a trust"
              choices={trusts}
              value={entered(values, 'trust') ?? chosen.trust}
            />
            <NativeSelect
              {...field('person')}
              label="Who is appointed"
              hint="Whoever holds the role trustee."
              none="Choose a person"
              choices={people}
              value={entered(values, 'person') ?? chosen.person}
            />
            <Picks
              {...field('authority')}
              label="What appoints them"
              picks={[
                { value: 'order', label: 'An order of the court' },
                { value: 'instrument', label: 'A clause of the instrument' },
              ]}
            />
            <TextInput
              {...field('reference')}
              label="Which order or clause"
              hint="Like Order of Mar 2, 2026, ECF 41, or Instrument, section 4(b)."
              maxLength={200}
            />
            <DateFields {...days('from')} label="First day" hint="Leave it empty for today." />
            <DateFields {...days('until')} label="Last day" hint="Leave it empty where none is set." />
            <Area {...field('reason')} label="Reason" rows={2} maxLength={600} />
            <p>
              <Button>Record the appointment</Button>
            </p>
          </Form>
        </Section>
      </Folio>
    </Frame>
  );
}
