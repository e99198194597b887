import { randomUUID } from 'node:crypto';
import { type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { getBeneficiary } from '~/domain/beneficiaries/get-beneficiary.server';
import { ITEMS } from '~/domain/reveals/reveal';
import { requestRight } from '~/domain/rights/request-right.server';
import { ASKERS, PROOFS } from '~/domain/rights/right';
import { guardAction, guardLoader } from '~/http/guard.server';
import { paths } from '~/http/paths';
import { Button } from '~/ui/button';
import { ErrorSummary } from '~/ui/error-summary';
import { Form } from '~/ui/form';
import { dayBoxes, dayOf, onceKey } from '../parts/form-fields';
import { IdentityFrame } from '../parts/identity-frame';
import { identityFrame } from '../parts/identity-frame.server';
import { RightFields } from './parts/right-fields';

const params = z.object({ code: z.string().max(40) });

export const meta: MetaFunction = ({ params: { code } }) => [{ title: `Record a request about rights – ${code}` }];

export const loader = guardLoader({ permission: 'rights.record', params }, ({ actor, params: { code }, tx, now }) =>
  tx(async (q) => ({
    code: (await getBeneficiary(q, code)).code,
    frame: await identityFrame(q, actor, now),
    key: randomUUID(),
  })),
);

const WANTED = ['access', ...ITEMS, 'record'] as const;
const RECORD = 'Write the record’s reference, like S-2027-0001.';
const SAID = 'Write what is wrong and what is right, in at least ten letters. Use the code, not a name.';

const form = z
  .object({
    key: onceKey,
    wanted: z.enum(WANTED, 'Choose what is asked.'),
    record: z.string().trim().toUpperCase().max(40, 'A reference has at most 40 letters.').default(''),
    asker: z.enum(ASKERS, 'Choose who asks.'),
    proof: z.enum(PROOFS, 'Choose how that was seen.'),
    statement: z.string().trim().max(600, 'This has at most 600 letters.').default(''),
    ...dayBoxes('received'),
  })
  .transform(({ wanted, record, ...answer }, context) => {
    if (wanted === 'record' && !record) context.addIssue({ code: 'custom', path: ['record'], message: RECORD });
    if (wanted !== 'access' && answer.statement.length < 10)
      context.addIssue({ code: 'custom', path: ['statement'], message: SAID });
    return {
      ...{ key: answer.key, asker: answer.asker, proof: answer.proof, statement: answer.statement },
      kind: wanted === 'access' ? ('access' as const) : ('rectification' as const),
      item: wanted === 'access' || wanted === 'record' ? null : wanted,
      record: wanted === 'record' ? record : null,
      receivedOn: dayOf(answer, 'received', context),
    };
  });

export const action = guardAction(
  { permission: 'rights.record', params, form },
  async ({ actor, params: { code }, form: answer, tx }) => {
    const { reference } = await tx((q) => requestRight(q, actor, { ...answer, code }));
    return redirect(paths.right(reference));
  },
);

/** Records what was asked, by whom, and when it came in: the clock begins on that day. */
export default function NewRight() {
  const { code, frame, key } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const problems = refused?.problems ?? [];
  return (
    <IdentityFrame
      frame={frame}
      title="Record a request about rights"
      crumb={code}
      code={code}
      lead="The person, or who may for them, asks what is held or that it be put right. A trustee decides; then it is answered."
      question="What is asked, and by whom?"
      meta="Answered within the days of rule RQ-1."
      back={paths.rights()}
    >
      <ErrorSummary problems={problems} level={frame ? 3 : 2} />
      <Form formKey={key} look={frame ? 'form' : 'form-f'}>
        <RightFields problems={problems} values={refused?.values} />
        <p>
          <Button>Record the request</Button>
        </p>
      </Form>
    </IdentityFrame>
  );
}
