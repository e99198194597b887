import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { NotFound } from '~/access/refusal';
import { findServices } from '~/domain/services-delivered/find-services.server';
import { FIELD_ZONE } from '~/domain/trusts/zones';
import { guardLoader } from '~/http/guard.server';
import { paths } from '~/http/paths';
import { ButtonLink } from '~/ui/button';
import { momentWords } from '~/ui/day-words';
import { FieldFrame } from '~/ui/field-frame';
import { ForWhom, Lines, Thumb } from '~/ui/field-lines';
import { entryLine } from './parts/entry-line';
import { fieldNav } from './parts/field-nav';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data ? `Saved – ${data.entry.code}` : 'No such page' },
];

export const loader = guardLoader(
  { permission: 'service-delivered.read', params: z.object({ ref: z.string().max(40) }) },
  async ({ params, tx, inWorld }) => {
    const [found] = await tx((q) => findServices(q, [params.ref]));
    if (!found) throw new NotFound();
    return { entry: entryLine(found), savedAt: momentWords(inWorld(found.recordedAt), FIELD_ZONE) };
  },
);

/** An entry as it stands in the record. It is not changed: what is wrong is told to the supervisor. */
export default function Saved() {
  const { entry, savedAt } = useLoaderData<typeof loader>();
  return (
    <FieldFrame nav={fieldNav('')} title="Saved" tall>
      <ForWhom code={entry.code} />
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
      </Lines>
      <p className="under">
        <a href={paths.servicesDelivered()}>All you logged</a>
      </p>
      <Thumb>
        <ButtonLink big href={paths.newServiceDelivered(entry.code)}>
          Log another
        </ButtonLink>
      </Thumb>
    </FieldFrame>
  );
}
