import { randomUUID } from 'node:crypto';
import { type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { STATE_WORDS } from '~/domain/disbursements/approve-disbursement.server';
import { findPayment, readDisbursement } from '~/domain/disbursements/get-disbursement.server';
import { recordReturn } from '~/domain/payments/record-return.server';
import { RETURN_REASONS, type ReturnReason } from '~/domain/payments/return-reason';
import { booksDay } from '~/domain/trusts/zones';
import { guardAction, guardLoader } from '~/http/guard.server';
import { paths } from '~/http/paths';
import { parseAmount, toText, ZERO } from '~/money/amount';
import { DateFields } from '~/ui/date-fields';
import { dayWords } from '~/ui/day-words';
import { entered, enteredDay } from '~/ui/entered';
import { MoneyInput } from '~/ui/money-input';
import { NativeSelect } from '~/ui/native-select';
import { problemOf } from '~/ui/problem';
import { TextInput } from '~/ui/text-input';
import { dayBoxes, dayOf, onceKey, reference } from '../parts/form-fields';
import { frameOf } from '../parts/frame.server';
import { PaymentPage } from './parts/payment-page';

const params = z.object({ ref: z.string() });

export const meta: MetaFunction = ({ params: { ref } }) => [{ title: `The bank sent back ${ref} – Tutela` }];

export const loader = guardLoader({ permission: 'payment.record', params }, ({ actor, params: { ref }, tx, now }) =>
  tx(async (q) => {
    const request = await readDisbursement(q, ref);
    const payment = await findPayment(q, request.id);
    const closed =
      request.state === 'paid'
        ? null
        : `This request is ${STATE_WORDS[request.state]}. Only a payment that was made comes back, and once.`;
    const own =
      request.requestedBy === actor.personId
        ? 'You asked for this payment, so a colleague records its return (rule SD-4).'
        : null;
    return {
      frame: await frameOf(q, actor, now, paths.disbursements()),
      key: randomUUID(),
      why: closed ?? own,
      request: {
        reference: request.reference,
        version: request.version,
        code: request.beneficiaryCode,
        trust: request.trustCode,
        provider: request.providerCode,
        amount: toText(request.amount),
        currency: request.currency,
        paid: payment ? `Paid on ${dayWords(payment.paidOn)}, ${payment.bankReference}.` : '',
      },
    };
  }),
);

const CODES = Object.keys(RETURN_REASONS) as [ReturnReason, ...ReturnReason[]];

const form = z
  .object({
    key: onceKey,
    bankReference: reference('Enter the bank’s reference of the return.'),
    reason: z.enum(CODES, 'Choose the reason that the bank’s advice gives.'),
    charge: z.string().trim().max(30, 'An amount has at most 30 letters.').default(''),
    ...dayBoxes('returnedOn'),
  })
  .transform((answer, context) => ({
    key: answer.key,
    bankReference: answer.bankReference,
    reason: answer.reason,
    charge: chargeOf(answer.charge, context),
    returnedOn: dayOf(answer, 'returnedOn', context),
  }));

/** Nothing, or an amount in cents. */
function chargeOf(text: string, context: z.RefinementCtx) {
  if (text === '') return ZERO;
  const parsed = parseAmount(text, { decimals: 2 });
  if (parsed.ok && parsed.value.gte(0)) return parsed.value;
  const message = parsed.ok ? 'Enter what the bank kept, or leave it empty.' : parsed.message;
  context.addIssue({ code: 'custom', path: ['charge'], message });
  return ZERO;
}

export const action = guardAction(
  { permission: 'payment.record', stepUp: true, params, form },
  async ({ actor, params: { ref }, form: answer, tx, now }) => {
    await tx((q) => recordReturn(q, actor, { ...answer, reference: ref }, booksDay(now)));
    return redirect(`${paths.disbursement(ref)}?recorded=return`);
  },
);

export default function Return() {
  const { frame, request, key, why } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const problems = refused?.problems ?? [];
  return (
    <PaymentPage
      frame={frame}
      request={request}
      crumb="Return"
      title="The bank sent back"
      lead={`To ${request.provider}. ${request.paid}`}
      question="What does the bank’s advice say?"
      why={why}
      formKey={key}
      problems={problems}
      button="Record and post the return"
      after="The payment’s entry is reversed whole, and what the bank kept is a charge of its own. Both stay in the books."
    >
      <NativeSelect
        name="reason"
        label="Reason"
        hint="The code on the advice."
        none="Choose a reason"
        choices={CODES.map((value) => ({ value, label: `${value} – ${RETURN_REASONS[value]}` }))}
        value={entered(refused?.values, 'reason')}
        error={problemOf(problems, 'reason')}
      />
      <DateFields
        name="returnedOn"
        label="When did it come back?"
        hint="The day decides the period of the books."
        value={enteredDay(refused?.values, 'returnedOn')}
        error={problemOf(problems, 'returnedOn')}
      />
      <TextInput
        name="bankReference"
        label="Bank’s reference of the return"
        hint="As the bank writes it, like RTN 4471."
        kind="id"
        width={12}
        value={entered(refused?.values, 'bankReference')}
        error={problemOf(problems, 'bankReference')}
        autoComplete="off"
      />
      <MoneyInput
        name="charge"
        label={`What the bank kept, ${request.currency}`}
        hint="Leave it empty if all of it came back."
        value={entered(refused?.values, 'charge')}
        error={problemOf(problems, 'charge')}
      />
    </PaymentPage>
  );
}
