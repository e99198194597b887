import { randomUUID } from 'node:crypto';
import { type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { approveDisbursement, SignatureNeeded, STATE_WORDS } from '~/domain/disbursements/approve-disbursement.server';
import { STANDARDS } from '~/domain/disbursements/disbursement';
import { booksDay } from '~/domain/trusts/zones';
import { guardAction, guardLoader } from '~/http/guard.server';
import { paths } from '~/http/paths';
import { ButtonLink } from '~/ui/button';
import { Folio, Section } from '~/ui/folio';
import { Frame } from '~/ui/frame';
import { PrintFoot } from '~/ui/print-foot';
import { onceKey } from '../parts/form-fields';
import { frameOf } from '../parts/frame.server';
import { Afford } from './parts/afford';
import { DecisionForm } from './parts/decision-form';
import { Proven } from './parts/proven';
import { loadReview } from './parts/review-data.server';
import { ReviewHead } from './parts/review-head';
import { signatureField } from './parts/signature-field';
import { WhatOthersSaid } from './parts/what-others-said';
import { WhoMustAgree } from './parts/who-must-agree';
import { WillItLast } from './parts/will-it-last';
import { WithinRules } from './parts/within-rules';

const params = z.object({ ref: z.string() });

export const meta: MetaFunction<typeof loader> = ({ params: { ref } }) => [{ title: `Decide request ${ref} – Tutela` }];

export const loader = guardLoader(
  { permission: 'disbursement.approve', params },
  ({ actor, params: { ref }, tx, now, inWorld }) =>
    tx(async (q) => {
      const review = await loadReview(q, actor, ref, now, inWorld);
      return {
        review,
        frame: await frameOf(q, actor, now, paths.approvals()),
        key: randomUUID(),
        why: whyNoForm(review),
      };
    }),
);

const form = z.object({
  key: onceKey,
  version: z.coerce.number('Open the page anew and send it again.').int('Open the page anew and send it again.'),
  requestHash: z.string('Open the page anew and send it again.'),
  decision: z.enum(['approve', 'ask_for_changes', 'reject', 'step_aside'], 'Choose what you decide.'),
  standards: z.preprocess(
    (value) => (value === undefined ? [] : [value].flat()),
    z.array(z.enum(STANDARDS, 'Choose a standard from the list.')),
  ),
  otherResources: z.enum(['considered', 'none_exist'], 'Say whether you considered other resources.').optional(),
  reason: z.string().trim().max(2000, 'The reason has at most 2,000 letters.').default(''),
  judgement: z.string().trim().max(2000, 'This has at most 2,000 letters.').default(''),
  nonce: z.string().max(43).optional(),
  signature: signatureField.optional(),
});

export const action = guardAction(
  { permission: 'disbursement.approve', stepUp: true, params, form },
  async ({ actor, params: { ref }, form: answer, tx, now, context }) => {
    const { otherResources = null, nonce = '', signature: answered, ...rest } = answer;
    const signature = answered && { ...answered, nonce, origin: context.publicOrigin };
    const decision = { ...rest, otherResources, reference: ref, signature };
    try {
      await tx((q) => approveDisbursement(q, actor, decision, booksDay(now)));
    } catch (error) {
      if (error instanceof SignatureNeeded) return redirect(paths.approvalSignature(ref), 307);
      throw error;
    }
    return redirect(`${paths.disbursement(ref)}?recorded=decision`);
  },
);

/** Permission is not validation: who cannot decide reads why, and sees no form. */
function whyNoForm(review: Awaited<ReturnType<typeof loadReview>>): string | null {
  if (review.askedByMe) return 'You asked for this payment, so you cannot decide it (rule SD-1).';
  if (review.asOne) return review.asOne;
  if (!review.mayDecide && review.actingFor)
    return `You stand in for ${review.actingFor}, who did not hand over to you to decide on payments.`;
  if (!review.mayDecide)
    return `Only a trustee in office on ${review.trustCode} can decide. Your term does not cover today.`;
  if (review.mine)
    return review.mine.withdrawn
      ? 'You withdrew your approval of this version. A person decides once on a version.'
      : 'You have decided on this version. A person decides once.';
  if (review.state !== 'submitted') return `This request is ${STATE_WORDS[review.state]} and takes no decision.`;
  return null;
}

export default function Approval() {
  const { review, frame, key, why } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  return (
    <Frame {...frame}>
      <PrintFoot left={`${review.reference}, version ${review.version}`} />
      <ReviewHead data={review} crumb={{ href: paths.approvals(), label: 'Approvals' }} />
      <Folio>
        <Afford data={review} />
        <WillItLast data={review} />
        <WhoMustAgree data={review} />
        <WithinRules data={review} />
        <Proven data={review} />
        <WhatOthersSaid data={review} />
        {why ? (
          <Section id="your-decision" question="Your decision">
            <p className="lead">{why}</p>
            <p>
              <ButtonLink kind="second" href={paths.disbursement(review.reference)}>
                Open the request
              </ButtonLink>
            </p>
          </Section>
        ) : (
          <DecisionForm data={review} formKey={key} problems={refused?.problems ?? []} values={refused?.values ?? {}} />
        )}
      </Folio>
    </Frame>
  );
}
