import { randomUUID } from 'node:crypto';
import { type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { readDisbursement } from '~/domain/disbursements/get-disbursement.server';
import { withdrawApproval } from '~/domain/disbursements/withdraw-approval.server';
import { guardAction, guardLoader } from '~/http/guard.server';
import { paths } from '~/http/paths';
import { toText } from '~/money/amount';
import { Area } from '~/ui/area';
import { Button } from '~/ui/button';
import { entered } from '~/ui/entered';
import { ErrorSummary } from '~/ui/error-summary';
import { Folio, Section } from '~/ui/folio';
import { Form } from '~/ui/form';
import { Frame } from '~/ui/frame';
import { PageHead } from '~/ui/page-head';
import { problemOf } from '~/ui/problem';
import { Restate } from '~/ui/restate';
import { onceKey } from '../parts/form-fields';
import { frameOf } from '../parts/frame.server';

const params = z.object({ ref: z.string() });

export const meta: MetaFunction = ({ params: { ref } }) => [{ title: `Withdraw my approval of ${ref} – Tutela` }];

export const loader = guardLoader(
  { permission: 'disbursement.approve', params },
  ({ actor, params: { ref }, tx, now }) =>
    tx(async (q) => {
      const request = await readDisbursement(q, ref);
      return {
        frame: await frameOf(q, actor, now, paths.approvals()),
        key: randomUUID(),
        request: {
          reference: request.reference,
          version: request.version,
          code: request.beneficiaryCode,
          provider: request.providerCode,
          amount: toText(request.amount),
          currency: request.currency,
        },
      };
    }),
);

const form = z.object({
  key: onceKey,
  reason: z
    .string('Say why you withdraw it.')
    .trim()
    .min(3, 'Say why you withdraw it.')
    .max(2000, 'The reason has at most 2,000 letters.'),
});

export const action = guardAction(
  { permission: 'disbursement.approve', stepUp: true, params, form },
  async ({ actor, params: { ref }, form: answer, tx }) => {
    await tx((q) => withdrawApproval(q, actor, { ...answer, reference: ref }));
    return redirect(`${paths.disbursement(ref)}?recorded=withdrawal`);
  },
);

export default function Withdrawal() {
  const { frame, request, key } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const problems = refused?.problems ?? [];
  return (
    <Frame {...frame}>
      <PageHead
        crumbs={[
          { href: paths.home(), label: 'Home' },
          { href: paths.approvals(), label: 'Approvals' },
          { href: paths.disbursement(request.reference), label: request.reference },
          { label: 'Withdrawal' },
        ]}
        title="Withdraw my approval"
        lead="Your approval stays on record with this withdrawal and no longer counts. If the request was approved, it waits for approval again."
      />
      <Folio>
        <Section id="withdraw" question="Why?" decision>
          <ErrorSummary problems={problems} level={3} />
          <Form formKey={key}>
            <Area
              name="reason"
              label="Reason"
              hint="The court can read this. Use the code, not a name."
              rows={3}
              value={entered(refused?.values, 'reason')}
              error={problemOf(problems, 'reason')}
            />
            <Restate
              code={request.code}
              who={request.provider}
              record={`${request.reference}, version ${request.version}`}
              amount={request.amount}
              currency={request.currency}
            />
            <p>
              <Button>Withdraw my approval</Button>
            </p>
          </Form>
        </Section>
      </Folio>
    </Frame>
  );
}
