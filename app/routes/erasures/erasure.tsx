import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { getErasure } from '~/domain/erasures/find-erasures.server';
import { guardLoader } from '~/http/guard.server';
import { paths } from '~/http/paths';
import { ButtonLink } from '~/ui/button';
import { IdentityFrame } from '../parts/identity-frame';
import { identityFrame, identityHistory } from '../parts/identity-frame.server';
import { type ErasureView, erasureView } from './parts/erasure-page.server';
import { WhatHappened } from './parts/what-happened';
import { WhatWasAsked } from './parts/what-was-asked';

const params = z.object({ ref: z.string().max(20) });

export const meta: MetaFunction = ({ params: { ref } }) => [{ title: `Erasure ${ref} – Tutela` }];

export const loader = guardLoader(
  { permission: 'erasure.read', params },
  ({ actor, params: { ref }, tx, now, inWorld }) =>
    tx(async (q) => ({
      erasure: erasureView(await getErasure(q, ref), actor, inWorld),
      history: await identityHistory(q, actor, ref, inWorld),
      frame: await identityFrame(q, actor, now),
    })),
);

/** Where an erasure stands, and the one thing its reader can do about it. */
export default function ErasurePage() {
  const { erasure, history, frame } = useLoaderData<typeof loader>();
  return (
    <IdentityFrame
      frame={frame}
      title={`Erasure of ${erasure.code}`}
      crumb={erasure.reference}
      code={erasure.code}
      lead={leadOf(erasure)}
      question="What was asked?"
      meta={erasure.reference}
      back={paths.erasures()}
      history={history}
    >
      <WhatWasAsked erasure={erasure} />
      <WhatHappened erasure={erasure} />
      <Next erasure={erasure} />
    </IdentityFrame>
  );
}

function leadOf({ state, stateWords, until }: ErasureView): string {
  return state === 'waiting' || state === 'agreed' ? `${stateWords}. Possible until ${until}.` : `${stateWords}.`;
}

function Next({ erasure: { may, reference, state } }: { erasure: ErasureView }) {
  if (may.agree) return <Step href={paths.erasureAgreement(reference)}>Decide on it</Step>;
  if (may.execute) return <Step href={paths.erasureExecution(reference)}>Go on to the erasure</Step>;
  if (state === 'erased') return <Step href={paths.certificate(reference)}>Read the certificate</Step>;
  return null;
}

function Step({ href, children }: { href: string; children: string }) {
  return (
    <p>
      <ButtonLink href={href}>{children}</ButtonLink>
    </p>
  );
}
