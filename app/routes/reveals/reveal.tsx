import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { getReveal } from '~/domain/reveals/find-reveals.server';
import { guardLoader } from '~/http/guard.server';
import { paths } from '~/http/paths';
import { ButtonLink } from '~/ui/button';
import { IdentityFrame } from '../parts/identity-frame';
import { identityFrame, identityHistory } from '../parts/identity-frame.server';
import { type RevealView, revealView } from './parts/reveal-page.server';
import { WhatHappened } from './parts/what-happened';
import { WhatWasAsked } from './parts/what-was-asked';

const params = z.object({ ref: z.string().max(20) });

export const meta: MetaFunction = ({ params: { ref } }) => [{ title: `Identity request ${ref}` }];

export const loader = guardLoader(
  { permission: 'reveal.read', params },
  ({ actor, params: { ref }, tx, now, inWorld }) =>
    tx(async (q) => ({
      reveal: revealView(await getReveal(q, ref), actor, inWorld),
      history: await identityHistory(q, actor, ref, inWorld),
      frame: await identityFrame(q, actor, now),
    })),
);

/** Where a request stands, and the one thing its reader can do about it. */
export default function RevealPage() {
  const { reveal, history, frame } = useLoaderData<typeof loader>();
  return (
    <IdentityFrame
      frame={frame}
      title={`${reveal.item} of ${reveal.code}`}
      crumb={reveal.reference}
      code={reveal.code}
      lead={leadOf(reveal)}
      question="What was asked?"
      meta={reveal.reference}
      back={paths.reveals()}
      history={history}
    >
      <WhatWasAsked reveal={reveal} />
      <WhatHappened reveal={reveal} />
      <Next reveal={reveal} />
    </IdentityFrame>
  );
}

function leadOf(reveal: RevealView): string {
  if (reveal.state === 'waiting') return `${reveal.second} decides on it until ${reveal.agreeBy}.`;
  if (reveal.state === 'open') return `Open until ${reveal.until}.`;
  return `${reveal.stateWords}.`;
}

function Next({ reveal: { may, reference, item } }: { reveal: RevealView }) {
  if (may.open) return <Step href={paths.revealOpening(reference)}>{`Go on to the ${item.toLowerCase()}`}</Step>;
  if (may.agree) return <Step href={paths.revealAgreement(reference)}>Decide on it</Step>;
  if (may.ratify) return <Step href={paths.revealAgreement(reference)}>Say whether it was right</Step>;
  if (may.review) return <Step href={paths.revealReview(reference)}>Review it</Step>;
  return null;
}

function Step({ href, children }: { href: string; children: string }) {
  return (
    <p>
      <ButtonLink href={href}>{children}</ButtonLink>
    </p>
  );
}
