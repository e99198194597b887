import { randomUUID } from 'node:crypto';
import { type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { STATE_WORDS } from '~/domain/disbursements/approve-disbursement.server';
import { countApprovals, mustBeAskedAgain } from '~/domain/disbursements/count-approvals.server';
import { readDisbursement } from '~/domain/disbursements/get-disbursement.server';
import { payDisbursement } from '~/domain/payments/pay-disbursement.server';
import { findPayoutAccounts } from '~/domain/providers/find-payout-accounts.server';
import { booksDay } from '~/domain/trusts/zones';
import { guardAction, guardLoader } from '~/http/guard.server';
import { paths } from '~/http/paths';
import { toText } from '~/money/amount';
import { formatWithCurrency } from '~/money/format';
import { DateFields } from '~/ui/date-fields';
import { entered, enteredDay } from '~/ui/entered';
import { Equation } from '~/ui/equation';
import { Section } from '~/ui/folio';
import { problemOf } from '~/ui/problem';
import { TextInput } from '~/ui/text-input';
import { cashOf, cashTerms } from '../parts/cash-figures';
import { dayBoxes, dayOf, onceKey, reference } from '../parts/form-fields';
import { frameOf } from '../parts/frame.server';
import { PaymentPage } from './parts/payment-page';

const params = z.object({ ref: z.string() });

export const meta: MetaFunction = ({ params: { ref } }) => [{ title: `Record the payment of ${ref} – Tutela` }];

export const loader = guardLoader({ permission: 'payment.record', params }, ({ actor, params: { ref }, tx, now }) =>
  tx(async (q) => {
    const request = await readDisbursement(q, ref);
    const closed =
      request.state === 'approved'
        ? null
        : `This request is ${STATE_WORDS[request.state]}. Only an approved request is paid.`;
    const again = mustBeAskedAgain(request.state, await countApprovals(q, request.id))
      ? `Some approvals no longer count. ${request.requestedByName}, who asked, asks for it again.`
      : null;
    const account = (await findPayoutAccounts(q, request.providerCode)).find(({ state }) => state === 'in_force');
    const own =
      request.requestedBy === actor.personId
        ? 'You asked for this payment, so a colleague records it (rule SD-4).'
        : null;
    return {
      frame: await frameOf(q, actor, now, paths.disbursements()),
      key: randomUUID(),
      why: closed ?? own ?? again,
      request: {
        reference: request.reference,
        version: request.version,
        code: request.beneficiaryCode,
        trust: request.trustCode,
        provider: account ? `${request.providerCode}, account ..${account.ending}` : request.providerCode,
        amount: toText(request.amount),
        currency: request.currency,
        purpose: request.purpose,
        cash: cashOf([request]),
      },
    };
  }),
);

const form = z
  .object({
    key: onceKey,
    bankReference: reference('Enter the bank’s reference.'),
    ...dayBoxes('paidOn'),
  })
  .transform((answer, context) => ({
    key: answer.key,
    bankReference: answer.bankReference,
    paidOn: dayOf(answer, 'paidOn', context),
  }));

export const action = guardAction(
  { permission: 'payment.record', stepUp: true, params, form },
  async ({ actor, params: { ref }, form: answer, tx, now }) => {
    await tx((q) => payDisbursement(q, actor, { ...answer, reference: ref }, booksDay(now)));
    return redirect(`${paths.disbursement(ref)}?recorded=payment`);
  },
);

export default function Payment() {
  const { frame, request, key, why } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const problems = refused?.problems ?? [];
  const ledger = paths.ledger(request.trust);
  return (
    <PaymentPage
      frame={frame}
      request={request}
      crumb="Payment"
      title="Record the payment of"
      lead={`To ${request.provider}. ${request.purpose}.`}
      before={
        <Section id="cash" question="The beneficiary’s cash" meta="What is held for this payment is settled by it">
          <Equation terms={cashTerms(request.currency, request.cash, ledger, `${ledger}#held`)} />
        </Section>
      }
      question="What did the bank do?"
      why={why}
      formKey={key}
      problems={problems}
      button={`Record and post ${formatWithCurrency(request.amount, request.currency)}`}
      after="A posting cannot be edited. A mistake is corrected by a reversal that both entries point to."
    >
      <TextInput
        name="bankReference"
        label="Bank’s reference"
        hint="As the bank writes it, like WIRE 4471."
        kind="id"
        width={12}
        value={entered(refused?.values, 'bankReference')}
        error={problemOf(problems, 'bankReference')}
        autoComplete="off"
      />
      <DateFields
        name="paidOn"
        label="When did the bank take it?"
        hint="The day decides the period of the books."
        value={enteredDay(refused?.values, 'paidOn')}
        error={problemOf(problems, 'paidOn')}
      />
    </PaymentPage>
  );
}
