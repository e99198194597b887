import { randomUUID } from 'node:crypto';
import { type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { sentenceOf } from '~/access/database-refusals';
import { getBeneficiary } from '~/domain/beneficiaries/get-beneficiary.server';
import { BASES, BASIS_WORDS } from '~/domain/erasures/erasure';
import { findObstacle } from '~/domain/erasures/find-erasures.server';
import { requestErasure } from '~/domain/erasures/request-erasure.server';
import { guardAction, guardLoader } from '~/http/guard.server';
import { paths } from '~/http/paths';
import { Area } from '~/ui/area';
import { Button } from '~/ui/button';
import { ErrorSummary } from '~/ui/error-summary';
import { Form } from '~/ui/form';
import { NativeSelect } from '~/ui/native-select';
import { Note } from '~/ui/note';
import { problemOf } from '~/ui/problem';
import { TextInput } from '~/ui/text-input';
import { onceKey } from '../parts/form-fields';
import { IdentityFrame } from '../parts/identity-frame';
import { identityFrame } from '../parts/identity-frame.server';

const params = z.object({ code: z.string().max(40) });

export const meta: MetaFunction = ({ params: { code } }) => [{ title: `Erase an identity – ${code}` }];

export const loader = guardLoader({ permission: 'erasure.request', params }, ({ actor, params: { code }, tx, now }) =>
  tx(async (q) => {
    const child = await getBeneficiary(q, code);
    const obstacle = await findObstacle(q, child.code);
    return {
      code: child.code,
      obstacle: obstacle && sentenceOf(obstacle),
      frame: await identityFrame(q, actor, now),
      key: randomUUID(),
    };
  }),
);

const WHY = 'Say who asked for it, and why now.';
const form = z.object({
  key: onceKey,
  basis: z.enum(BASES, 'Choose what it rests on.'),
  reason: z.string(WHY).trim().min(10, WHY).max(600, 'The reason has at most 600 letters.'),
  ticket: z.string().trim().max(40, 'An order or letter has at most 40 letters.').default(''),
});

export const action = guardAction(
  { permission: 'erasure.request', params, form },
  async ({ actor, params: { code }, form: answer, tx }) => {
    const { reference } = await tx((q) => requestErasure(q, actor, { ...answer, code }));
    return redirect(paths.erasure(reference));
  },
);

/** Asks; nothing is erased here. What stands in the way is said before the form is filled. */
export default function NewErasure() {
  const { code, obstacle, frame, key } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const problems = refused?.problems ?? [];
  const given = (name: string) => {
    const value = refused?.values[name];
    return typeof value === 'string' ? value : undefined;
  };
  return (
    <IdentityFrame
      frame={frame}
      title="Erase an identity"
      crumb={code}
      code={code}
      lead="Nobody can ever tell again whom this code stands for. The books stay as they are."
      question="Why is it to be erased?"
      meta="Two others agree first, within 14 days."
      decision
      back={paths.erasures()}
    >
      <ErrorSummary problems={problems} level={frame ? 3 : 2} />
      {obstacle && <Note status="hold">{obstacle}</Note>}
      <Form formKey={key} look={frame ? 'form' : 'form-f'}>
        <NativeSelect
          name="basis"
          label="What does it rest on?"
          none="Choose"
          value={given('basis')}
          error={problemOf(problems, 'basis')}
          choices={BASES.map((basis) => ({ value: basis, label: BASIS_WORDS[basis] }))}
        />
        <Area
          name="reason"
          label="Who asked for it, and why now?"
          hint="Use the code, not a name. Those who decide and the auditor read this."
          value={given('reason')}
          error={problemOf(problems, 'reason')}
        />
        <TextInput
          name="ticket"
          label="Order or letter"
          hint="If there is one."
          width={12}
          kind="id"
          autoComplete="off"
          value={given('ticket')}
          error={problemOf(problems, 'ticket')}
        />
        <p>
          <Button>Ask for the erasure</Button>
        </p>
      </Form>
    </IdentityFrame>
  );
}
