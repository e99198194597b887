import { data, type MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { findPeople } from '~/domain/audit/find-people.server';
import { findCases } from '~/domain/parties/find-parties.server';
import { nameParty } from '~/domain/parties/name-party.server';
import { PARTY_KINDS, PARTY_WORDS } from '~/domain/parties/party';
import { guardAction, guardLoader } from '~/http/guard.server';
import { paths } from '~/http/paths';
import { Button } from '~/ui/button';
import { entered } from '~/ui/entered';
import { ErrorSummary } from '~/ui/error-summary';
import { Folio, Section } from '~/ui/folio';
import { Form } from '~/ui/form';
import { Frame } from '~/ui/frame';
import { NativeSelect } from '~/ui/native-select';
import { PageHead } from '~/ui/page-head';
import { Picks } from '~/ui/picks';
import { problemOf } from '~/ui/problem';
import { TextInput } from '~/ui/text-input';
import { frameOf } from '../parts/frame.server';
import { WhatWasFound } from './parts/what-was-found';

export const meta: MetaFunction = () => [{ title: 'Record a party – Tutela' }];

export const loader = guardLoader({ permission: 'party.record' }, ({ actor, tx, now }) =>
  tx(async (q) => ({
    cases: (await findCases(q)).map(({ docket, name }) => ({ value: docket, label: name })),
    people: (await findPeople(q))
      .filter(
        ({ id, roles }) => id !== actor.personId && !roles.some((role) => role === 'operator' || role === 'court'),
      )
      .map(({ id, name }) => ({ value: String(id), label: name })),
    frame: await frameOf(q, actor, now, paths.trusts()),
  })),
);

const NOBODY_HERE = 'nobody';
const NAME = 'Write the name, in one line.';

/** The name is of a kind of field that is given back by no answer, and waits in no page (http/form, routes/parts/relayed). */
const form = z.object({
  docket: z.string('Choose the case.').min(1, 'Choose the case.').max(60),
  kind: z.enum(PARTY_KINDS, 'Choose what they are in the case.'),
  secretValue: z.string(NAME).trim().min(1, NAME).max(400, 'It has at most 400 letters.'),
  who: z
    .string('Say whether they have an account here.')
    .regex(/^(nobody|\d{1,15})$/, 'Say whether they have an account here.'),
});

export const action = guardAction(
  { permission: 'party.record', stepUp: true, form, identity: true },
  async ({ actor, form: { docket, kind, who, secretValue }, acting, context }) => {
    const person = who === NOBODY_HERE ? null : Number(who);
    const found = await nameParty(context.vaultSocket, actor, { ...acting, docket, kind, person, name: secretValue });
    return data({ found: { ...found, waits: person !== null }, problems: [], values: {} });
  },
);

export default function NewParty() {
  const { cases, people, frame } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const found = answer && 'found' in answer ? answer.found : undefined;
  const problems =
    answer?.problems.map(({ field, ...problem }) => ({
      ...problem,
      field: field === 'party_name' ? 'secretValue' : field,
    })) ?? [];
  const values = answer?.values ?? {};
  return (
    <Frame {...frame}>
      <PageHead
        crumbs={[
          { href: paths.trusts(), label: 'Trusts' },
          { href: paths.parties(), label: 'Parties' },
          { label: 'Record' },
        ]}
        title="Record a party to a case"
        lead="From then on they are no guardian, contact or payee of a child. It is not taken back."
      />
      {found ? (
        <WhatWasFound found={found} />
      ) : (
        <Folio>
          <Section id="party" question="Who, and in which case?" decision>
            <ErrorSummary problems={problems} level={3} />
            <Form>
              <NativeSelect
                name="docket"
                label="Case"
                none="Choose a case"
                choices={cases}
                value={entered(values, 'docket')}
                error={problemOf(problems, 'docket')}
              />
              <Picks
                name="kind"
                label="What they are in it"
                picks={PARTY_KINDS.map((value) => ({ value, label: PARTY_WORDS[value] }))}
                value={entered(values, 'kind')}
                error={problemOf(problems, 'kind')}
              />
              <TextInput
                name="secretValue"
                label="Name"
                hint="As the court’s papers have it. It goes into the vault and nowhere else, and is not shown again: if this is refused, type it anew."
                autoComplete="off"
                spellCheck={false}
                error={problemOf(problems, 'secretValue')}
              />
              <NativeSelect
                name="who"
                label="Have they an account here?"
                hint="Who has one sees nothing of the case once another trustee or an auditor agrees."
                none="Choose one"
                choices={[{ value: NOBODY_HERE, label: 'No' }, ...people]}
                value={entered(values, 'who')}
                error={problemOf(problems, 'who')}
              />
              <p>
                <Button>Record the party</Button>
              </p>
            </Form>
          </Section>
        </Folio>
      )}
    </Frame>
  );
}
