import { randomUUID } from 'node:crypto';
import { type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { STATE_WORDS } from '~/domain/disbursements/approve-disbursement.server';
import { getDisbursement } from '~/domain/disbursements/get-disbursement.server';
import { payDisbursement } from '~/domain/payments/pay-disbursement.server';
import { legalDay } from '~/domain/trusts/legal-day';
import { guardAction, guardLoader } from '~/http/guard.server';
import { paths } from '~/http/paths';
import { toText } from '~/money/amount';
import { formatWithCurrency } from '~/money/format';
import { Button } from '~/ui/button';
import { DateFields } from '~/ui/date-fields';
import { entered, enteredDay } from '~/ui/entered';
import { Equation } from '~/ui/equation';
import { ErrorSummary } from '~/ui/error-summary';
import { Folio, Section } from '~/ui/folio';
import { Form } from '~/ui/form';
import { Frame } from '~/ui/frame';
import { PageHead } from '~/ui/page-head';
import { problemOf } from '~/ui/problem';
import { Restate } from '~/ui/restate';
import { TextInput } from '~/ui/text-input';
import { cashOf, cashTerms } from '../parts/cash-figures';
import { dayBoxes, dayOf, onceKey, reference } from '../parts/form-fields';
import { frameOf } from '../parts/frame.server';

const params = z.object({ ref: z.string() });

export const meta: MetaFunction = ({ params: { ref } }) => [{ title: `Record the payment of ${ref} – Tutela` }];

export const loader = guardLoader({ permission: 'payment.record', params }, ({ actor, params: { ref }, tx, now }) =>
  tx(async (q) => {
    const request = await getDisbursement(q, ref);
    const closed =
      request.state === 'approved'
        ? null
        : `This request is ${STATE_WORDS[request.state]}. Only an approved request is paid.`;
    const own =
      request.requestedBy === actor.personId
        ? 'You asked for this payment, so a colleague records it (rule SD-4).'
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
    await tx((q) => payDisbursement(q, actor, { ...answer, reference: ref }, legalDay(now, 'America/New_York')));
    return redirect(`${paths.disbursement(ref)}?recorded=payment`);
  },
);

export default function Payment() {
  const { frame, request, key, why } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const ledger = paths.ledger(request.trust);
  return (
    <Frame {...frame}>
      <PageHead
        crumbs={[
          { href: paths.home(), label: 'Home' },
          { href: paths.disbursements(), label: 'Requests' },
          { href: paths.disbursement(request.reference), label: request.reference },
          { label: 'Payment' },
        ]}
        code={request.code}
        beside={`Trust ${request.trust}`}
        title={
          <>
            Record the payment of{' '}
            <span className="nowrap fig">{formatWithCurrency(request.amount, request.currency)}</span>
          </>
        }
        lead={`To ${request.provider}. ${request.purpose}.`}
      />
      <Folio>
        <Section id="cash" question="The beneficiary’s cash" meta="What is held for this payment is settled by it">
          <Equation terms={cashTerms(request.currency, request.cash, ledger, `${ledger}#held`)} />
        </Section>
        <Section id="pay" question="What did the bank do?" decision={!why}>
          {why ? <p className="lead">{why}</p> : <PaymentForm request={request} formKey={key} refused={refused} />}
        </Section>
      </Folio>
    </Frame>
  );
}

interface PaymentFormProps {
  request: ReturnType<typeof useLoaderData<typeof loader>>['request'];
  formKey: string;
  refused: ReturnType<typeof useActionData<typeof action>>;
}

function PaymentForm({ request, formKey, refused }: PaymentFormProps) {
  const problems = refused?.problems ?? [];
  const text = (name: string) => entered(refused?.values, name);
  return (
    <>
      <ErrorSummary problems={problems} level={3} />
      <Form formKey={formKey}>
        <TextInput
          name="bankReference"
          label="Bank’s reference"
          hint="As the bank writes it, like WIRE 4471."
          kind="id"
          width={12}
          value={text('bankReference')}
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
        <Restate
          code={request.code}
          who={request.provider}
          record={`${request.reference}, version ${request.version}`}
          amount={request.amount}
          currency={request.currency}
        />
        <div className="stack-s">
          <p>
            <Button>Record and post {formatWithCurrency(request.amount, request.currency)}</Button>
          </p>
          <p className="meta">
            A posting cannot be edited. A mistake is corrected by a reversal that both entries point to.
          </p>
        </div>
      </Form>
    </>
  );
}
