import { randomUUID } from 'node:crypto';
import { type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { getBeneficiary } from '~/domain/beneficiaries/get-beneficiary.server';
import { placeLegalHold } from '~/domain/erasures/place-legal-hold.server';
import { guardAction, guardLoader } from '~/http/guard.server';
import { paths } from '~/http/paths';
import { Area } from '~/ui/area';
import { Button } from '~/ui/button';
import { ErrorSummary } from '~/ui/error-summary';
import { Form } from '~/ui/form';
import { problemOf } from '~/ui/problem';
import { TextInput } from '~/ui/text-input';
import { IdentityFrame } from '../parts/identity-frame';
import { identityFrame } from '../parts/identity-frame.server';

const params = z.object({ code: z.string().max(40) });

export const meta: MetaFunction = ({ params: { code } }) => [{ title: `Place a legal hold – ${code}` }];

export const loader = guardLoader({ permission: 'legal-hold.place', params }, ({ actor, params: { code }, tx, now }) =>
  tx(async (q) => ({
    code: (await getBeneficiary(q, code)).code,
    frame: await identityFrame(q, actor, now),
    key: randomUUID(),
  })),
);

const MATTER = 'Name the order, claim or matter in 3 to 80 letters.';
const WHY = 'Say why it has to be kept.';
const form = z.object({
  key: z.uuid('Open the page anew and send it again.'),
  matter: z.string(MATTER).trim().min(3, MATTER).max(80, MATTER),
  reason: z.string(WHY).trim().min(10, WHY).max(600, 'The reason has at most 600 letters.'),
});

export const action = guardAction(
  { permission: 'legal-hold.place', params, form },
  async ({ actor, params: { code }, form: answer, tx }) => {
    await tx((q) => placeLegalHold(q, actor, { ...answer, code }));
    return redirect(paths.erasures());
  },
);

export default function NewHold() {
  const { code, frame, key } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const problems = refused?.problems ?? [];
  const given = (name: string) => {
    const value = refused?.values[name];
    return typeof value === 'string' ? value : undefined;
  };
  return (
    <IdentityFrame
      frame={frame}
      title="Place a legal hold"
      crumb={code}
      code={code}
      lead="While it stands, nothing that is known of this child is erased. The auditor lifts it."
      question="What has to be kept, and why?"
      decision
      back={paths.erasures()}
    >
      <ErrorSummary problems={problems} level={3} />
      <Form formKey={key} look={frame ? 'form' : 'form-f'}>
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
          <Button>Place the hold</Button>
        </p>
      </Form>
    </IdentityFrame>
  );
}
