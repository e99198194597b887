import { randomUUID } from 'node:crypto';
import { type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { rolesWith } from '~/access/permissions';
import { ROLE_WORDS } from '~/access/roles';
import { findPeople } from '~/domain/audit/find-people.server';
import { DELEGATED_ROLES, POWER_WORDS, POWERS, type Power } from '~/domain/delegations/delegation';
import { giveDelegation } from '~/domain/delegations/give-delegation.server';
import { getPolicies } from '~/domain/policies/get-policies.server';
import { policyText } from '~/domain/policies/policy';
import { findTrusts } from '~/domain/trusts/find-trusts.server';
import { booksDay } from '~/domain/trusts/zones';
import { many } from '~/http/form.server';
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
import { Picks } from '~/ui/picks';
import { type Problem, problemOf } from '~/ui/problem';
import { dayBoxes, dayOf, onceKey } from '../parts/form-fields';
import { frameOf } from '../parts/frame.server';
import { TermFields } from './parts/term-fields';

export const meta: MetaFunction = () => [{ title: 'Hand over powers – Tutela' }];

/** What is handed over, as one value: "trustee T-0042", "supervisor". */
const office = (role: string, code = '') => [role, code].filter(Boolean).join(' ');

export const loader = guardLoader({ permission: 'delegation.give' }, ({ actor, tx, now }) =>
  tx(async (q) => {
    const today = booksDay(now);
    const mayAccept = rolesWith('delegation.accept');
    const policies = await getPolicies(q, ['DG-1'], today);
    const trusts = actor.roles.includes('trustee') ? await findTrusts(q) : [];
    return {
      longest: policyText(policies['DG-1'], 'longest_days'),
      offices: [
        ...trusts.map(({ code }) => ({ value: office('trustee', code), label: `Trustee of ${code}` })),
        ...(actor.roles.includes('supervisor') ? [{ value: 'supervisor', label: 'Supervisor of your team' }] : []),
      ],
      powers: DELEGATED_ROLES.filter((role) => actor.roles.includes(role))
        .flatMap((role): readonly Power[] => POWERS[role])
        .map((power) => ({ value: power as string, label: `May ${POWER_WORDS[power]}` })),
      people: (await findPeople(q))
        .filter(({ id, roles }) => id !== actor.personId && roles.some((role) => mayAccept.includes(role)))
        .map(({ id, name, roles }) => ({
          value: String(id),
          label: `${name}, ${roles.map((role) => ROLE_WORDS[role]).join(', ')}`,
        })),
      frame: await frameOf(q, actor, now, paths.delegations()),
      key: randomUUID(),
    };
  }),
);

const WHY = 'Say why, in at least ten letters.';
const form = z
  .object({
    key: onceKey,
    office: z
      .string('Choose what you hand over.')
      .regex(/^(supervisor|trustee T-\d{4,})$/, 'Choose what you hand over.'),
    delegate: z.string('Choose who stands in.').regex(/^\d{1,15}$/, 'Choose who stands in.'),
    powers: many(z.enum([...POWERS.trustee, ...POWERS.supervisor], 'Choose what they may do from the list.')),
    reason: z.string(WHY).trim().min(10, WHY).max(600, 'The reason has at most 600 letters.'),
    ...dayBoxes('from'),
    ...dayBoxes('until'),
  })
  .transform(({ key, office: of, delegate, powers, reason, ...boxes }, context) => {
    const [name, trustCode = ''] = of.split(' ');
    const role = DELEGATED_ROLES.find((item) => item === name) ?? 'supervisor';
    return {
      key,
      role,
      trustCode,
      delegate: Number(delegate),
      powers: powers.filter((power) => (POWERS[role] as readonly Power[]).includes(power)),
      reason,
      startsOn: dayOf(boxes, 'from', context),
      endsOn: dayOf(boxes, 'until', context),
    };
  });

export const action = guardAction(
  { permission: 'delegation.give', stepUp: true, form },
  async ({ actor, form: answer, tx }) => {
    await tx((q) => giveDelegation(q, actor, answer));
    return redirect(paths.delegations());
  },
);

export default function NewDelegation() {
  const { offices, powers, people, longest, frame, key } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const problems: Problem[] = refused?.problems ?? [];
  const values: Record<string, string | string[]> = refused?.values ?? {};
  const text = (name: string) => entered(values, name);
  return (
    <Frame {...frame}>
      <PageHead
        crumbs={[{ href: paths.delegations(), label: 'Delegations' }, { label: 'Hand over' }]}
        title="Hand over powers for a time"
        lead="It begins once who stands in has accepted and an administrator has agreed. You stay in office and answer for it (UTC 807)."
      />
      <Folio>
        <Section id="give" question="What, to whom, and how long?" decision>
          <ErrorSummary problems={problems} level={3} />
          <Form formKey={key}>
            <NativeSelect
              name="office"
              label="What you hand over"
              none="Choose an office"
              choices={offices}
              value={text('office')}
              error={problemOf(problems, 'office')}
            />
            <NativeSelect
              name="delegate"
              label="Who stands in"
              hint="Not a trustee of the same trust. You and they count as one person."
              none="Choose a person"
              choices={people}
              value={text('delegate')}
              error={problemOf(problems, 'delegate')}
            />
            {powers.length > 0 && (
              <Picks
                type="checkbox"
                name="powers"
                label="Besides reading"
                hint="Nothing else of an office can be handed over."
                picks={powers}
                value={values.powers}
                error={problemOf(problems, 'powers')}
              />
            )}
            <TermFields longest={longest} values={values} problems={problems} />
            <Area
              name="reason"
              label="Reason"
              hint="Both of you, administrators and auditors read this."
              rows={2}
              maxLength={600}
              value={text('reason')}
              error={problemOf(problems, 'reason')}
            />
            <p>
              <Button>Hand over</Button>
            </p>
          </Form>
        </Section>
      </Folio>
    </Frame>
  );
}
