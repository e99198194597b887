import { auditWords } from '~/domain/audit/audit-words';
import { findPeople } from '~/domain/audit/find-people.server';
import { type ActRecord, findTrailMetadata } from '~/domain/audit/find-trail-metadata.server';
import { kindWords } from '~/domain/audit/record-kinds';
import { booksDay } from '~/domain/trusts/zones';
import type { Tx } from '~/http/guard.server';
import { dayWords, momentWords } from '~/ui/day-words';
import { whenceWords } from '../../parts/whence-words';
import { type AuditQuery, auditFilter, daysAheadOf } from './audit-filter';

export type ActPage = Awaited<ReturnType<typeof loadActs>>;
export type ActLine = ReturnType<typeof actLine>;

/** One page of the trail without what the acts were about, with the filter as it was asked for. */
export async function loadActs(q: Tx, { record: _, ...asked }: AuditQuery, inWorld: (recorded: Date) => Date) {
  const { filter, problems, entered } = auditFilter(asked);
  const wanted = { ...filter, before: asked.before, after: asked.after };
  const { acts, newer, older } = await findTrailMetadata(q, wanted, daysAheadOf(inWorld));
  return {
    acts: acts.map((act) => actLine(act, inWorld)),
    newer,
    older,
    people: (await findPeople(q)).map(({ id, name }) => ({ value: String(id), label: name })),
    problems,
    entered,
  };
}

function actLine({ id, at, person, forPerson, action, recordType, ...whence }: ActRecord, inWorld: (at: Date) => Date) {
  return {
    id,
    when: momentWords(inWorld(at)),
    day: dayWords(booksDay(inWorld(at))),
    person: forPerson ? `${person} for ${forPerson}` : person,
    did: auditWords(action).replace(/,$/, ''),
    kind: kindWords(recordType),
    whence: whenceWords({ ...whence, address: null }),
  };
}
