import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { permits } from '~/access/actor';
import { guardLoader } from '~/http/guard.server';
import { paths } from '~/http/paths';
import { Banner } from '~/ui/banner';
import { ButtonLink } from '~/ui/button';
import { Folio } from '~/ui/folio';
import { Frame } from '~/ui/frame';
import { PrintFoot } from '~/ui/print-foot';
import { loadHistory } from '../parts/audit-sentences.server';
import { frameOf } from '../parts/frame.server';
import { RecordHistory } from '../parts/record-history';
import { STATE_STATUS } from '../parts/state-status';
import { Afford } from './parts/afford';
import { CameBack } from './parts/came-back';
import { Proven } from './parts/proven';
import { loadReview, type ReviewData } from './parts/review-data.server';
import { ReviewHead } from './parts/review-head';
import { WhatOthersSaid } from './parts/what-others-said';
import { WhoMustAgree } from './parts/who-must-agree';
import { WithinRules } from './parts/within-rules';

const params = z.object({ ref: z.string() });
const query = z.object({
  recorded: z.enum(['request', 'decision', 'revision', 'withdrawal', 'payment', 'return']).optional().catch(undefined),
});

export const meta: MetaFunction = ({ params: { ref } }) => [{ title: `Request ${ref} – Tutela` }];

export const loader = guardLoader(
  { permission: 'disbursement.read', params, query },
  ({ actor, params: { ref }, query: { recorded }, tx, now, inWorld }) =>
    tx(async (q) => {
      const review = await loadReview(q, actor, ref, now, inWorld);
      const place = permits(actor, 'disbursement.approve')
        ? { href: paths.approvals(), label: 'Approvals' }
        : { href: paths.disbursements(), label: 'Requests' };
      const open = review.again || review.state === 'submitted' || review.state === 'changes_asked';
      return {
        review,
        place,
        recorded: recorded ? sentenceOf(recorded, review) : null,
        history: await loadHistory(q, ref, inWorld),
        frame: await frameOf(q, actor, now, place.href),
        may: {
          decide:
            permits(actor, 'disbursement.approve') &&
            review.mayDecide &&
            !review.askedByMe &&
            !review.asOne &&
            !review.mine &&
            review.state === 'submitted',
          revise: review.askedByMe && open,
          withdraw:
            review.mine?.decision === 'approve' &&
            !review.mine.withdrawn &&
            (review.state === 'submitted' || review.state === 'approved'),
          pay: permits(actor, 'payment.record') && review.state === 'approved' && !review.again && !review.askedByMe,
          advise: permits(actor, 'payment.export') && review.state === 'paid',
          takeBack: permits(actor, 'payment.record') && review.state === 'paid' && !review.askedByMe,
        },
      };
    }),
);

function sentenceOf(recorded: string, review: ReviewData): string {
  if (recorded === 'request')
    return `${review.reference} is asked for. ${review.agree.required} ${review.agree.required === 1 ? 'trustee decides' : 'trustees decide'} on it.`;
  if (recorded === 'revision')
    return `${review.reference} is now version ${review.version}. Earlier decisions no longer count.`;
  if (recorded === 'withdrawal') return 'Your approval is withdrawn.';
  if (recorded === 'payment') return `The payment is recorded and posted as entry ${review.proof.payment?.entry}.`;
  if (recorded === 'return') return `The return is recorded and posted as entry ${review.proof.returned?.entry}.`;
  if (review.state === 'approved')
    return 'Your decision is recorded. The request is approved and its money is held; finance can pay it.';
  if (review.state === 'submitted')
    return `Your decision is recorded. ${review.agree.given} of ${review.agree.required} approvals are given.`;
  return 'Your decision is recorded.';
}

export default function Disbursement() {
  const { review, history, frame, place, recorded, may } = useLoaderData<typeof loader>();
  return (
    <Frame {...frame}>
      <PrintFoot left={`${review.reference}, version ${review.version}`} />
      {recorded && (
        <div className="mt">
          <Banner id="recorded" status={STATE_STATUS[review.state]} title={recorded} announced />
        </div>
      )}
      <ReviewHead data={review} crumb={place} />
      {(may.decide || may.pay || may.advise || may.takeBack || may.revise || may.withdraw) && (
        <p className="row row-c no-print">
          {may.decide && <ButtonLink href={paths.approval(review.reference)}>Read and decide</ButtonLink>}
          {may.pay && <ButtonLink href={paths.payment(review.reference)}>Record the payment</ButtonLink>}
          {may.advise && (
            <ButtonLink kind="second" href={paths.paymentAdvice(review.reference)}>
              Advice for the provider
            </ButtonLink>
          )}
          {may.takeBack && (
            <ButtonLink kind="second" href={paths.paymentReturn(review.reference)}>
              The bank sent it back
            </ButtonLink>
          )}
          {may.revise && (
            <ButtonLink
              kind={review.state === 'changes_asked' ? 'primary' : 'second'}
              href={paths.revision(review.reference)}
            >
              Change this request
            </ButtonLink>
          )}
          {may.withdraw && (
            <ButtonLink kind="second" href={paths.withdrawal(review.reference)}>
              Withdraw my approval
            </ButtonLink>
          )}
        </p>
      )}
      <Folio spaced>
        <Proven data={review} />
        <CameBack data={review} />
        <Afford data={review} />
        <WhoMustAgree data={review} />
        <WithinRules data={review} />
        <WhatOthersSaid data={review} />
        <RecordHistory history={history} />
      </Folio>
    </Frame>
  );
}
