import { type MetaFunction, redirect } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { permits } from '~/access/actor';
import { certificateOf } from '~/domain/erasures/certificate';
import { getErasure } from '~/domain/erasures/find-erasures.server';
import { guardLoader } from '~/http/guard.server';
import { paths } from '~/http/paths';
import { dayWords } from '~/ui/day-words';
import { PlainList } from '~/ui/plain-list';
import { Heading } from '../parts/heading';
import { IdentityFrame } from '../parts/identity-frame';
import { identityFrame } from '../parts/identity-frame.server';
import { erasureView } from './parts/erasure-page.server';
import { WhatHappened } from './parts/what-happened';
import { WhatWasAsked } from './parts/what-was-asked';

const params = z.object({ ref: z.string().max(20) });

export const meta: MetaFunction = ({ params: { ref } }) => [{ title: `Certificate of erasure ${ref}` }];

export const loader = guardLoader(
  { permission: 'erasure.read', params },
  ({ actor, params: { ref }, tx, now, inWorld }) =>
    tx(async (q) => {
      const found = await getErasure(q, ref);
      if (!found.done) throw redirect(paths.erasure(ref));
      return {
        erasure: erasureView(found, actor, inWorld),
        mayExport: permits(actor, 'erasure.export'),
        words: certificateOf(found, found.done, dayWords),
        frame: await identityFrame(q, actor, now),
      };
    }),
);

/** What is gone, what remains, and what older copies could still tell: to be printed and kept. */
export default function CertificatePage() {
  const { erasure, words, mayExport, frame } = useLoaderData<typeof loader>();
  return (
    <IdentityFrame
      frame={frame}
      title="Certificate of erasure"
      crumb={erasure.reference}
      code={erasure.code}
      lead={`Whom ${erasure.code} stands for was erased on ${erasure.done?.at}, by ${erasure.done?.by}.`}
      question="What was asked, and who agreed?"
      meta={erasure.reference}
      back={paths.erasure(erasure.reference)}
    >
      <WhatWasAsked erasure={erasure} />
      <WhatHappened erasure={erasure} />
      <Lines desk={frame !== null} title="What is gone" lines={words.gone} />
      <Lines desk={frame !== null} title="What remains" lines={words.remains} />
      <Lines desk={frame !== null} title="Older copies" lines={words.copies} />
      {mayExport && (
        <p>
          <a href={paths.certificateFile(erasure.reference)}>This certificate as a file</a>, with the signed line of the
          register and the key that verifies it.
        </p>
      )}
    </IdentityFrame>
  );
}

function Lines({ desk, title, lines }: { desk: boolean; title: string; lines: readonly string[] }) {
  return (
    <>
      <Heading desk={desk}>{title}</Heading>
      <PlainList items={lines.map((line) => ({ key: line, content: line }))} />
    </>
  );
}
