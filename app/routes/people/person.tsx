import { randomUUID } from 'node:crypto';
import { type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { ROLE_WORDS, ROLES } from '~/access/roles';
import { findDelegations } from '~/domain/delegations/find-delegations.server';
import { isHeld } from '~/domain/erasures/find-legal-holds.server';
import { readPerson } from '~/domain/people/get-person.server';
import { giveRole } from '~/domain/people/give-role.server';
import { findTrusteeTerms } from '~/domain/trustee-terms/find-trustee-terms.server';
import { booksDay } from '~/domain/trusts/zones';
import { guardAction, guardLoader } from '~/http/guard.server';
import { paths } from '~/http/paths';
import { Area } from '~/ui/area';
import { Button } from '~/ui/button';
import { momentWords } from '~/ui/day-words';
import { entered } from '~/ui/entered';
import { ErrorSummary } from '~/ui/error-summary';
import { Folio, Section } from '~/ui/folio';
import { Form } from '~/ui/form';
import { Frame } from '~/ui/frame';
import { NativeSelect } from '~/ui/native-select';
import { PageHead } from '~/ui/page-head';
import { PlainList } from '~/ui/plain-list';
import { problemOf } from '~/ui/problem';
import { historyFor } from '../parts/audit-sentences.server';
import { DelegationQueue } from '../parts/delegation-queue';
import { delegationWords } from '../parts/delegation-words.server';
import { onceKey } from '../parts/form-fields';
import { frameOf } from '../parts/frame.server';
import { HoldNote } from '../parts/hold-note';
import { RecordHistory } from '../parts/record-history';
import { TermQueue } from '../parts/term-queue';
import { termWords } from '../parts/term-words.server';

const params = z.object({ id: z.string().regex(/^\d{1,9}$/) });
const GIVEN = ROLES.filter((role) => role !== 'operator');

export const meta: MetaFunction = () => [{ title: 'A person’s roles – Tutela' }];

export const loader = guardLoader({ permission: 'role.grant', params }, ({ actor, params: { id }, tx, now, inWorld }) =>
  tx(async (q) => {
    const { name, roles } = await readPerson(q, Number(id));
    const words = (role: (typeof roles)[number]) =>
      `since ${momentWords(inWorld(role.since))}${role.givenBy ? `, given by ${role.givenBy}` : ''}${role.reason ? `: ${role.reason}` : ''}`;
    return {
      id,
      name,
      kept: await isHeld(q, 'person', id),
      own: Number(id) === actor.personId,
      held: roles
        .filter((role) => !role.endedAt)
        .map((role) => ({ id: role.id, role: ROLE_WORDS[role.role], words: words(role) })),
      ended: roles.flatMap((role) =>
        role.endedAt
          ? [
              {
                id: role.id,
                words: `${ROLE_WORDS[role.role]}, ${words(role)}; ended ${momentWords(inWorld(role.endedAt))}${role.endedBy ? ` by ${role.endedBy}` : ''}${role.endReason ? `: ${role.endReason}` : ''}`,
              },
            ]
          : [],
      ),
      delegations: (await findDelegations(q, booksDay(now), Number(id))).map((row) =>
        delegationWords(row, actor, inWorld),
      ),
      terms: (await findTrusteeTerms(q, booksDay(now)))
        .filter((term) => term.personId === Number(id))
        .map((term) => termWords(term, actor)),
      mayBeTrustee: Number(id) !== actor.personId && roles.some(({ role, endedAt }) => role === 'trustee' && !endedAt),
      history: await historyFor(q, actor, id, inWorld, { kind: 'person', seenBy: ['auditor'] }),
      frame: await frameOf(q, actor, now, paths.people()),
      key: randomUUID(),
    };
  }),
);

const WHY = 'Say why, in at least three letters.';
const form = z.object({
  key: onceKey,
  role: z.enum(GIVEN as [(typeof GIVEN)[number]], 'Choose a role.'),
  reason: z.string(WHY).trim().min(3, WHY).max(600, 'The reason has at most 600 letters.'),
});

export const action = guardAction(
  { permission: 'role.grant', stepUp: true, params, form },
  async ({ actor, params: { id }, form: answer, tx }) => {
    const { person } = await tx((q) => giveRole(q, actor, { ...answer, person: Number(id) }));
    return redirect(paths.person(person));
  },
);

export default function Person() {
  const { id, name, own, kept, held, ended, terms, mayBeTrustee, delegations, history, frame, key } =
    useLoaderData<typeof loader>();
  return (
    <Frame {...frame}>
      <PageHead crumbs={[{ href: paths.people(), label: 'People' }, { label: name }]} title={name} />
      <HoldNote held={kept} what="person" />
      <Folio>
        <Section id="held" question="Roles held">
          {held.length === 0 && <p className="lead">None. Nothing opens but the sign-in page.</p>}
          <PlainList
            items={held.map(({ id, role, words }) => ({
              key: String(id),
              content: (
                <>
                  <strong>{role}</strong>, {words} {!own && <a href={paths.roleEnd(id)}>End the role {role}</a>}
                </>
              ),
            }))}
          />
        </Section>
        {ended.length > 0 && (
          <Section id="ended" question="Roles ended">
            <PlainList items={ended.map(({ id, words }) => ({ key: String(id), content: words }))} />
          </Section>
        )}
        {(terms.length > 0 || mayBeTrustee) && (
          <Section id="terms" question="Trustee of what?">
            {terms.length > 0 && <TermQueue caption={`Terms of ${name} as trustee`} rows={terms} without="person" />}
            {mayBeTrustee && (
              <p className="after">
                <a href={`${paths.newTrusteeTerm()}?person=${id}`}>Appoint {name} trustee</a>
              </p>
            )}
          </Section>
        )}
        {delegations.length > 0 && (
          <Section id="delegations" question="Who stands in for whom?">
            <DelegationQueue caption={`Delegations of ${name} and to ${name}, the newest first`} rows={delegations} />
          </Section>
        )}
        <Section id="give" question="Give a role" decision={!own}>
          {own ? (
            <p className="lead">These are your own roles. Another administrator decides about them.</p>
          ) : (
            <GiveRole formKey={key} />
          )}
        </Section>
        {history && <RecordHistory history={history} />}
      </Folio>
    </Frame>
  );
}

function GiveRole({ formKey }: { formKey: string }) {
  const refused = useActionData<typeof action>();
  const problems = refused?.problems ?? [];
  const text = (name: string) => entered(refused?.values, name);
  return (
    <>
      <ErrorSummary problems={problems} level={3} />
      <Form formKey={formKey}>
        <NativeSelect
          name="role"
          label="Role"
          none="Choose a role"
          choices={GIVEN.map((role) => ({ value: role, label: ROLE_WORDS[role] }))}
          value={text('role')}
          error={problemOf(problems, 'role')}
        />
        <Area name="reason" label="Reason" rows={2} value={text('reason')} error={problemOf(problems, 'reason')} />
        <div className="stack-s">
          <p>
            <Button>Give the role</Button>
          </p>
          <p className="meta">
            Their sessions end, and they sign in again with it. A role alone shows nothing of a trust or a child until a
            term or an assignment begins. <a href={paths.roleHelp()}>What each role can see</a>
          </p>
        </div>
      </Form>
    </>
  );
}
