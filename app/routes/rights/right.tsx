import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { getRight } from '~/domain/rights/find-rights.server';
import { booksDay } from '~/domain/trusts/zones';
import { guardLoader } from '~/http/guard.server';
import { paths } from '~/http/paths';
import { ButtonLink } from '~/ui/button';
import { Heading } from '../parts/heading';
import { IdentityFrame } from '../parts/identity-frame';
import { identityFrame, identityHistory } from '../parts/identity-frame.server';
import { type RightView, rightView } from './parts/right-page.server';
import { WhatHappened } from './parts/what-happened';
import { WhatWasAsked } from './parts/what-was-asked';

const params = z.object({ ref: z.string().max(20) });

export const meta: MetaFunction = ({ params: { ref } }) => [{ title: `Request about rights ${ref} – Tutela` }];

export const loader = guardLoader(
  { permission: 'rights.read', params },
  ({ actor, params: { ref }, tx, now, inWorld }) =>
    tx(async (q) => ({
      right: rightView(await getRight(q, ref), actor, inWorld),
      lastYear: String(Number(booksDay(now).slice(0, 4)) - 1),
      history: await identityHistory(q, actor, ref, inWorld),
      frame: await identityFrame(q, actor, now),
    })),
);

/** Where a request stands, how long there is, and the one thing its reader can do about it. */
export default function RightPage() {
  const { right, lastYear, history, frame } = useLoaderData<typeof loader>();
  return (
    <IdentityFrame
      frame={frame}
      title={right.kindWords}
      crumb={right.reference}
      code={right.code}
      lead={`${right.stateWords}. ${right.clock}.`}
      question="What was asked?"
      meta={right.reference}
      back={paths.rights()}
      history={history}
    >
      <WhatWasAsked right={right} />
      <WhatHappened right={right} />
      <Next right={right} />
      {right.may.take && <TakeFile reference={right.reference} lastYear={lastYear} desk={frame !== null} />}
    </IdentityFrame>
  );
}

function Next({ right: { may, reference } }: { right: RightView }) {
  if (may.decide) return <Step href={paths.rightAgreement(reference)}>Decide on it</Step>;
  if (may.correct) return <Step href={paths.rightCorrection(reference)}>Type the right value</Step>;
  if (may.note) return <Step href={paths.rightNote(reference)}>Put a note of correction beside the record</Step>;
  return null;
}

function Step({ href, children }: { href: string; children: string }) {
  return (
    <p>
      <ButtonLink href={href}>{children}</ButtonLink>
    </p>
  );
}

function TakeFile({ reference, lastYear, desk }: { reference: string; lastYear: string; desk: boolean }) {
  return (
    <>
      <Heading desk={desk}>The file</Heading>
      <p>
        It holds what your office sees; the page says who takes the rest. Each time you take it is a copy under your
        name. Give it to the person alone.
      </p>
      <p>
        <a href={paths.accessPage(reference)}>Take it as a page to print</a>
        {' · '}
        <a href={paths.accessData(reference)}>Take it for a program</a>
        {' · '}
        <a href={paths.accessPage(reference, lastYear)}>{`Only ${lastYear}, to print`}</a>
      </p>
    </>
  );
}
