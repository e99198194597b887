import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { type Actor, permits } from '~/access/actor';
import { findTrusteeTerms, findTrustsOfTerms } from '~/domain/trustee-terms/find-trustee-terms.server';
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

export const meta: MetaFunction = () => [{ title: 'Who is trustee – Tutela' }];

export const loader = guardLoader({ permission: 'trustee-term.read' }, ({ actor, tx, now }) =>
  tx(async (q) => {
    const lines = (await findTrusteeTerms(q, booksDay(now))).map((term) => termWords(term, actor));
    // Who keeps terms knows all of them; who only was appointed somewhere does not know who else is in office there.
    const mayAppoint = permits(actor, 'trustee-term.appoint');
    const trusts = mayAppoint ? await findTrustsOfTerms(q) : [];
    const above = placeOf(actor);
    return {
      mayAppoint,
      open: lines.filter((line) => line.isOpen),
      past: lines.filter((line) => !line.isOpen),
      empty: trusts.filter((code) => !lines.some((line) => line.trust === code && line.inOffice)),
      above,
      frame: await frameOf(q, actor, now, above.href),
    };
  }),
);

/** From where each reader comes here. */
function placeOf(actor: Actor) {
  if (permits(actor, 'trust.read')) return { href: paths.trusts(), label: 'Trusts' };
  if (permits(actor, 'person.read')) return { href: paths.people(), label: 'People' };
  return { href: paths.accountings(), label: 'Accountings' };
}

/** Who is, was and will be trustee of every trust whose terms the reader may know. Codes and names, no money. */
export default function TrusteeTerms() {
  const { mayAppoint, open, past, empty, above, frame } = useLoaderData<typeof loader>();
  return (
    <Frame {...frame}>
      <PageHead
        crumbs={[above, { label: 'Who is trustee' }]}
        title="Who is trustee"
        line="Who was appointed acts once they have accepted, and within their days. Trusts stand here by their code."
      />
      {mayAppoint && (
        <p>
          <ButtonLink href={paths.newTrusteeTerm()}>Appoint a trustee</ButtonLink>
        </p>
      )}
      <div className="mt">
        {open.length === 0 ? (
          <Empty why="Nobody is in office or appointed where you may know of it." />
        ) : (
          <TermQueue caption="In office, appointed and to come, by trust" rows={open} />
        )}
      </div>
      {empty.length > 0 && (
        <section aria-labelledby="empty">
          <BarHead id="empty" title="Nobody in office" meta="Nothing of these trusts can be decided." />
          <p className="row row-c">
            {empty.map((code) => (
              <a key={code} href={paths.trustees(code)}>
                {code}
              </a>
            ))}
          </p>
        </section>
      )}
      {past.length > 0 && (
        <section aria-labelledby="past">
          <BarHead id="past" title="Past" />
          <TermQueue caption="Over, declined and withdrawn, by trust" rows={past} />
        </section>
      )}
    </Frame>
  );
}
