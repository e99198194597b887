import { randomUUID } from 'node:crypto';
import { type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { getService } from '~/domain/services-delivered/get-service.server';
import { reviewService } from '~/domain/services-delivered/review-service.server';
import { REVIEW_DECISIONS } from '~/domain/services-delivered/service-review';
import { FIELD_ZONE } from '~/domain/trusts/zones';
import { guardAction, guardLoader } from '~/http/guard.server';
import { paths } from '~/http/paths';
import { Folio, Section } from '~/ui/folio';
import { Frame } from '~/ui/frame';
import { PageHead } from '~/ui/page-head';
import { Quote } from '~/ui/quote';
import { historyFor, loadCorrections } from '../parts/audit-sentences.server';
import { Corrections } from '../parts/corrections';
import { onceKey } from '../parts/form-fields';
import { frameOf } from '../parts/frame.server';
import { RecordHistory } from '../parts/record-history';
import { EntryFacts } from './parts/entry-facts';
import { entryFacts } from './parts/entry-facts.server';
import { ReviewForm } from './parts/review-form';

const params = z.object({ ref: z.string().max(40) });

export const meta: MetaFunction = ({ params: { ref } }) => [{ title: `Service ${ref} – Tutela` }];

export const loader = guardLoader(
  { permission: 'team.review', params },
  ({ actor, params: { ref }, tx, now, inWorld }) =>
    tx(async (q) => {
      const service = await getService(q, ref);
      return {
        service: entryFacts(service, inWorld),
        corrections: await loadCorrections(q, ref, inWorld, FIELD_ZONE),
        history: await historyFor(q, actor, ref, inWorld, { seenBy: ['supervisor'] }),
        own: service.loggedBy === actor.personId,
        ofTeam: service.ofTeam,
        frame: await frameOf(q, actor, now, paths.team()),
        key: randomUUID(),
      };
    }),
);

const form = z.object({
  key: onceKey,
  decision: z.enum(REVIEW_DECISIONS, 'Choose one.'),
  reason: z.string().trim().max(200, 'The reason has at most 200 letters.').default(''),
  reasonChecked: z.literal('yes').optional(),
});

export const action = guardAction(
  { permission: 'team.review', params, form },
  async ({ actor, params: { ref }, form: { reasonChecked, ...answer }, tx }) => {
    await tx((q) => reviewService(q, actor, { ...answer, reasonChecked: reasonChecked === 'yes', reference: ref }));
    return redirect(paths.team());
  },
);

/** One entry as the caseworker logged it, and what the supervisor says of it: once, and never changed. */
export default function ServiceReview() {
  const { service, corrections, history, own, ofTeam, frame, key } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const { review } = service;
  return (
    <Frame {...frame}>
      <PageHead
        crumbs={[{ href: paths.team(), label: 'Team' }, { label: service.reference }]}
        title={`${service.what}, ${service.day}`}
        code={service.code}
        lead={`Logged by ${service.worker}, ${service.loggedAt}.`}
      />
      <Folio>
        <EntryFacts service={service} />
        <Corrections corrections={corrections} />
        {review ? (
          <Section id="said" question={review.decision === 'confirmed' ? 'Confirmed' : 'Sent back'} meta={review.at}>
            {review.decision === 'confirmed' ? (
              <p className="lead">{`${review.by} confirmed this entry.`}</p>
            ) : (
              <>
                <Quote text={review.reason} by={review.by} />
                <p>{afterwards(service)}</p>
              </>
            )}
          </Section>
        ) : (
          <Section
            id="decide"
            question="Does it stand?"
            meta="Once for each entry. Payment does not wait for it."
            decision
          >
            {own || !ofTeam ? (
              <p className="lead">{own ? OWN : ANOTHERS}</p>
            ) : (
              <ReviewForm formKey={key} values={refused?.values ?? {}} problems={refused?.problems ?? []} />
            )}
          </Section>
        )}
        {history && <RecordHistory history={history} />}
      </Folio>
    </Frame>
  );
}

const OWN = 'You logged this yourself. Another person looks at it.';
const ANOTHERS = 'It was logged by somebody who is not of your team today. Who supervises them looks at it.';

function afterwards({ correctedBy, withdrawn }: { correctedBy: string | null; withdrawn: boolean }): string {
  if (withdrawn) return 'The caseworker withdrew it. It does not count as given.';
  return correctedBy ? `It was put right by ${correctedBy}.` : 'It does not count as given until it is put right.';
}
