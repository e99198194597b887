import { randomUUID } from 'node:crypto';
import { type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { reviseDisbursement } from '~/domain/disbursements/revise-disbursement.server';
import { booksDay } from '~/domain/trusts/zones';
import { guardAction, guardLoader } from '~/http/guard.server';
import { paths } from '~/http/paths';
import { formatWithCurrency } from '~/money/format';
import { Button } from '~/ui/button';
import { entered } from '~/ui/entered';
import { ErrorSummary } from '~/ui/error-summary';
import { Folio, Section } from '~/ui/folio';
import { Form } from '~/ui/form';
import { Frame } from '~/ui/frame';
import { MoneyInput } from '~/ui/money-input';
import { problemOf } from '~/ui/problem';
import { TextInput } from '~/ui/text-input';
import { cents, onceKey, reference } from '../parts/form-fields';
import { frameOf } from '../parts/frame.server';
import { Afford } from './parts/afford';
import { loadReview } from './parts/review-data.server';
import { ReviewHead } from './parts/review-head';
import { WhatOthersSaid } from './parts/what-others-said';

const params = z.object({ ref: z.string() });

export const meta: MetaFunction = ({ params: { ref } }) => [{ title: `Change request ${ref} – Tutela` }];

export const loader = guardLoader(
  { permission: 'disbursement.request', params },
  ({ actor, params: { ref }, tx, now, inWorld }) =>
    tx(async (q) => {
      const review = await loadReview(q, actor, ref, now, inWorld);
      const open = review.again || review.state === 'submitted' || review.state === 'changes_asked';
      const why = !review.askedByMe
        ? `Only ${review.askedBy.split(',')[0]}, who asked, may change this request.`
        : open
          ? null
          : 'This request is decided. Ask for a new one, or have an approval withdrawn first.';
      return { review, why, frame: await frameOf(q, actor, now, paths.disbursements()), key: randomUUID() };
    }),
);

const form = z.object({
  key: onceKey,
  amount: cents,
  invoice: reference('Enter the invoice’s number.'),
});

export const action = guardAction(
  { permission: 'disbursement.request', params, form },
  async ({ actor, params: { ref }, form: answer, tx, now }) => {
    await tx((q) => reviseDisbursement(q, actor, { ...answer, reference: ref }, booksDay(now)));
    return redirect(`${paths.disbursement(ref)}?recorded=revision`);
  },
);

export default function Revision() {
  const { review, why, frame, key } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const problems = refused?.problems ?? [];
  const text = (name: string, before: string) => entered(refused?.values, name) ?? before;
  return (
    <Frame {...frame}>
      <ReviewHead data={review} crumb={{ href: paths.disbursements(), label: 'Requests' }} />
      <Folio>
        <WhatOthersSaid data={review} />
        <Afford data={review} />
        <Section id="change" question="What changes?" decision={!why}>
          {why ? (
            <p className="lead">{why}</p>
          ) : (
            <>
              <ErrorSummary problems={problems} level={3} />
              <Form formKey={key}>
                <p>
                  A change is a new version. Decisions on version {review.version} stay on record and no longer count.
                </p>
                <MoneyInput
                  name="amount"
                  label={`Amount, ${review.currency}`}
                  hint={`${formatWithCurrency(review.afford.available, review.currency)} is available.`}
                  value={text('amount', review.amount)}
                  error={problemOf(problems, 'amount')}
                />
                <TextInput
                  name="invoice"
                  label="Invoice number"
                  kind="id"
                  width={12}
                  value={text('invoice', review.invoice)}
                  error={problemOf(problems, 'invoice')}
                  autoComplete="off"
                />
                <p>
                  <Button>Make version {review.version + 1}</Button>
                </p>
              </Form>
            </>
          )}
        </Section>
      </Folio>
    </Frame>
  );
}
