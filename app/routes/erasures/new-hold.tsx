import { randomUUID } from 'node:crypto';
import { type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { findHoldable } from '~/domain/erasures/find-legal-holds.server';
import { HELD_KINDS, HELD_WORDS } from '~/domain/erasures/legal-hold';
import { placeLegalHold } from '~/domain/erasures/place-legal-hold.server';
import { guardAction, guardLoader } from '~/http/guard.server';
import { paths } from '~/http/paths';
import { Area } from '~/ui/area';
import { Button } from '~/ui/button';
import { ErrorSummary } from '~/ui/error-summary';
import { Form } from '~/ui/form';
import { NativeSelect } from '~/ui/native-select';
import { problemOf } from '~/ui/problem';
import { TextInput } from '~/ui/text-input';
import { onceKey } from '../parts/form-fields';
import { IdentityFrame } from '../parts/identity-frame';
import { identityFrame } from '../parts/identity-frame.server';

const query = z.object({ on: z.string().max(80).optional() });

export const meta: MetaFunction = () => [{ title: 'Lay a legal hold – Tutela' }];

export const loader = guardLoader({ permission: 'legal-hold.place', query }, ({ actor, query: { on }, tx, now }) =>
  tx(async (q) => ({
    on,
    records: (await findHoldable(q)).map(({ kind, code, name }) => ({
      value: `${kind}:${code}`,
      label: `${HELD_WORDS[kind]} ${name}`,
    })),
    frame: await identityFrame(q, actor, now),
    key: randomUUID(),
  })),
);

const MATTER = 'Name the order, claim or matter in 3 to 80 letters.';
const WHY = 'Say why it has to be kept.';
const WHICH = 'Choose what has to be kept.';
const form = z.object({
  key: onceKey,
  on: z
    .string(WHICH)
    .max(80, WHICH)
    .transform((text, context) => {
      const [, kind, code] = /^(\w+):(.+)$/.exec(text) ?? [];
      const known = HELD_KINDS.find((item) => item === kind);
      if (known && code) return { kind: known, code };
      context.addIssue({ code: 'custom', message: WHICH });
      return z.NEVER;
    }),
  matter: z.string(MATTER).trim().min(3, MATTER).max(80, MATTER),
  reason: z.string(WHY).trim().min(10, WHY).max(600, 'The reason has at most 600 letters.'),
});

export const action = guardAction(
  { permission: 'legal-hold.place', form },
  async ({ actor, form: { on, ...answer }, tx }) => {
    await tx((q) => placeLegalHold(q, actor, { ...answer, ...on }));
    return redirect(paths.erasures());
  },
);

export default function NewHold() {
  const { on, records, frame, key } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const problems = refused?.problems ?? [];
  const given = (name: string) => {
    const value = refused?.values[name];
    return typeof value === 'string' ? value : undefined;
  };
  return (
    <IdentityFrame
      frame={frame}
      title="Lay a legal hold"
      crumb="Legal hold"
      lead="While it stands, nothing of it is erased, nor of any child it concerns. Two lift it, an auditor first."
      question="What has to be kept, and why?"
      decision
      back={paths.erasures()}
    >
      <ErrorSummary problems={problems} level={3} />
      <Form formKey={key} look={frame ? 'form' : 'form-f'}>
        <NativeSelect
          name="on"
          label="What has to be kept?"
          none="Choose"
          value={given('on') ?? on}
          error={problemOf(problems, 'on')}
          choices={records}
        />
        <TextInput
          name="matter"
          label="Order, claim or matter"
          autoComplete="off"
          value={given('matter')}
          error={problemOf(problems, 'matter')}
        />
        <Area
          name="reason"
          label="Why it has to be kept"
          hint="Use the code, not a name."
          value={given('reason')}
          error={problemOf(problems, 'reason')}
        />
        <p>
          <Button>Lay the hold</Button>
        </p>
      </Form>
    </IdentityFrame>
  );
}
