import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { getService } from '~/domain/services-delivered/get-service.server';
import { legalDay } from '~/domain/trusts/legal-day';
import { FIELD_ZONE } from '~/domain/trusts/zones';
import { guardLoader } from '~/http/guard.server';
import { paths } from '~/http/paths';
import { ButtonLink } from '~/ui/button';
import { dayWords, momentWords } from '~/ui/day-words';
import { FieldFrame } from '~/ui/field-frame';
import { ForWhom, Lines, Thumb } from '~/ui/field-lines';
import { Quote } from '~/ui/quote';
import { loadCorrections, ownActs } from '../parts/audit-sentences.server';
import { entryLine } from './parts/entry-line';
import { fieldNav } from './parts/field-nav';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data ? `Saved – ${data.entry.code}` : 'No such page' },
];

export const loader = guardLoader(
  { permission: 'service-delivered.read', params: z.object({ ref: z.string().max(40) }) },
  ({ actor, params, tx, inWorld }) =>
    tx(async (q) => {
      const found = await getService(q, params.ref);
      const { replaces, correctedBy, withdrawn, open, review } = found;
      return {
        entry: entryLine(found),
        replaces,
        correctedBy,
        withdrawn,
        open,
        review: review && { ...review, at: dayWords(legalDay(inWorld(review.at), FIELD_ZONE)) },
        savedAt: momentWords(inWorld(found.recordedAt), FIELD_ZONE),
        corrections: await loadCorrections(q, params.ref, inWorld, FIELD_ZONE),
        acts: await ownActs(q, actor, params.ref, inWorld, FIELD_ZONE),
      };
    }),
);

/** An entry as it stands in the record. It is not changed: what is wrong is told to the supervisor, who sends it back. */
export default function Saved() {
  const { entry, replaces, correctedBy, withdrawn, open, review, savedAt, corrections, acts } =
    useLoaderData<typeof loader>();
  const back = review?.decision === 'sent_back';
  return (
    <FieldFrame nav={fieldNav('')} title={back ? 'Sent back' : 'Saved'} tall>
      <ForWhom code={entry.code} />
      {back && (
        <>
          <Quote text={review.reason} by={`${review.by}, ${review.at}`} />
          {open && <p className="meta">It does not count as given until it is put right by a new entry.</p>}
        </>
      )}
      <Lines>
        <li>
          <span>
            {entry.what}
            <br />
            <span className="muted">{entry.attended ? entry.amount : 'The child did not attend'}</span>
          </span>
        </li>
        <li>
          <span>
            {entry.day}
            <br />
            <span className="muted">{entry.providerCode}</span>
          </span>
        </li>
        <li>
          <span>
            Reference <span className="id">{entry.reference}</span>
            <br />
            <span className="muted">Saved {savedAt}</span>
          </span>
        </li>
        {replaces && <Other before="Puts right" reference={replaces} />}
        {correctedBy && <Other before="Put right by" reference={correctedBy} />}
        {withdrawn && <li>Withdrawn. It does not count as given</li>}
        {review?.decision === 'confirmed' && <li>{`Confirmed by ${review.by} on ${review.at}`}</li>}
      </Lines>
      {corrections.map(({ note, by }) => (
        <Quote key={by} text={note} by={`Note of correction: ${by}`} />
      ))}
      {open && (
        <p className="under">
          <a href={paths.serviceWithdrawal(entry.reference)}>Withdraw it instead</a>
        </p>
      )}
      <OwnActs acts={acts} reference={entry.reference} />
      <p className="under">
        <a href={paths.servicesDelivered()}>All you logged</a>
      </p>
      <Thumb>
        {open ? (
          <ButtonLink big href={paths.newServiceDelivered(entry.code, entry.reference)}>
            Put it right
          </ButtonLink>
        ) : (
          <ButtonLink big href={paths.newServiceDelivered(entry.code)}>
            Log another
          </ButtonLink>
        )}
      </Thumb>
    </FieldFrame>
  );
}

function Other({ before, reference }: { before: string; reference: string }) {
  return (
    <li>
      <span>
        {before}{' '}
        <a className="id" href={paths.serviceDelivered(reference)}>
          {reference}
        </a>
      </span>
    </li>
  );
}

interface OwnActsProps {
  acts: readonly { id: number; when: string; did: string }[];
  reference: string;
}

/** The entry's history as far as it is the reader's own. */
function OwnActs({ acts, reference }: OwnActsProps) {
  if (acts.length === 0) return null;
  return (
    <section aria-labelledby="history">
      <h2 id="history" className="under">
        What you did and saw here
      </h2>
      <Lines>
        {acts.map(({ id, when, did }) => (
          <li key={id}>
            <span>
              You {did} {reference}
              <br />
              <span className="muted">{when}</span>
            </span>
          </li>
        ))}
      </Lines>
    </section>
  );
}
