import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { permits } from '~/access/actor';
import { NotFound } from '~/access/refusal';
import { findTrusteeTerms, findTrustsOfTerms } from '~/domain/trustee-terms/find-trustee-terms.server';
import { findTrusts } from '~/domain/trusts/find-trusts.server';
import { booksDay } from '~/domain/trusts/zones';
import { guardLoader } from '~/http/guard.server';
import { paths } from '~/http/paths';
import { BarHead } from '~/ui/bar-head';
import { ButtonLink } from '~/ui/button';
import { Empty } from '~/ui/empty';
import { Frame } from '~/ui/frame';
import { PageHead } from '~/ui/page-head';
import { frameOf } from '../parts/frame.server';
import { TermQueue } from '../parts/term-queue';
import { termWords } from '../parts/term-words.server';
import { TrustTabs, trustCrumbs } from './parts/trust-frame';

export const meta: MetaFunction = ({ params: { code } }) => [{ title: `Trust ${code}, trustees – Tutela` }];

export const loader = guardLoader(
  { permission: 'trustee-term.read', params: z.object({ code: z.string() }) },
  ({ actor, params: { code }, tx, now }) =>
    tx(async (q) => {
      if (!(await findTrustsOfTerms(q)).includes(code)) throw new NotFound();
      const lines = (await findTrusteeTerms(q, booksDay(now), code)).map((term) => termWords(term, actor));
      const readsBooks = permits(actor, 'trust.read') && (await findTrusts(q)).some((trust) => trust.code === code);
      return {
        code,
        readsBooks,
        mayImport: permits(actor, 'books.import'),
        mayAppoint: permits(actor, 'trustee-term.appoint'),
        inOffice: lines.filter((line) => line.inOffice),
        coming: lines.filter((line) => line.isOpen && !line.inOffice),
        past: lines.filter((line) => !line.isOpen),
        frame: await frameOf(q, actor, now, permits(actor, 'trust.read') ? paths.trusts() : paths.people()),
      };
    }),
);

/** Who is, was and will be trustee of one trust, and by whose authority. */
export default function TrusteesOfTrust() {
  const { code, readsBooks, mayImport, mayAppoint, inOffice, coming, past, frame } = useLoaderData<typeof loader>();
  return (
    <Frame {...frame}>
      <PageHead
        crumbs={
          readsBooks
            ? trustCrumbs(code, { label: 'Trustees' })
            : [{ href: paths.trusteeTerms(), label: 'Who is trustee' }, { label: code }]
        }
        title={`Trustees of ${code}`}
        line="What is decided by several counts those who are in office today."
      />
      {readsBooks && <TrustTabs code={code} current="trustees" mayImport={mayImport} />}
      {mayAppoint && (
        <p>
          <ButtonLink href={`${paths.newTrusteeTerm()}?trust=${encodeURIComponent(code)}`}>
            Appoint a trustee
          </ButtonLink>
        </p>
      )}
      <section aria-labelledby="in-office">
        <BarHead id="in-office" title="In office" />
        {inOffice.length === 0 ? (
          <Empty why="Nobody, as far as you may know." />
        ) : (
          <TermQueue caption="Trustees in office" rows={inOffice} without="trust" />
        )}
      </section>
      {coming.length > 0 && (
        <section aria-labelledby="coming">
          <BarHead id="coming" title="Appointed and to come" />
          <TermQueue caption="Appointed, not in office yet" rows={coming} without="trust" />
        </section>
      )}
      {past.length > 0 && (
        <section aria-labelledby="past">
          <BarHead id="past" title="Past" />
          <TermQueue caption="Terms that are over, declined or withdrawn" rows={past} without="trust" />
        </section>
      )}
    </Frame>
  );
}
