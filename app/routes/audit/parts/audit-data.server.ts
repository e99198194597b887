import { auditWords } from '~/domain/audit/audit-words';
import { findAuditEvents } from '~/domain/audit/find-audit-events.server';
import { findChainHeads, findLastVerification } from '~/domain/audit/find-chain-heads.server';
import { findPeople } from '~/domain/audit/find-people.server';
import { dayFromParts, legalDay } from '~/domain/trusts/legal-day';
import type { Tx } from '~/http/guard.server';
import { dayWords, momentWords } from '~/ui/day-words';
import type { Problem } from '~/ui/problem';
import { factWords } from './fact-words';

type Part = 'month' | 'day' | 'year';
type Asked = {
  person?: number | undefined;
  record?: string | undefined;
  kind?: string | undefined;
  before?: number | undefined;
  after?: number | undefined;
} & { [K in `${'from' | 'to'}-${Part}`]?: string | undefined };

const DAY = 86_400_000;

/** One page of the trail in sentences, with the filter as it was asked for. */
export async function loadAudit(q: Tx, asked: Asked, inWorld: (recorded: Date) => Date) {
  const from = dayOf(asked, 'from');
  const to = dayOf(asked, 'to');
  const daysAhead = Math.round(inWorld(new Date(0)).getTime() / DAY);
  const filter = {
    personId: asked.person,
    record: asked.record || undefined,
    action: asked.kind || undefined,
    from: from.day ?? undefined,
    through: to.day ?? undefined,
    before: asked.before,
    after: asked.after,
  };
  const verified = await findLastVerification(q);
  const { events, newer, older } = await findAuditEvents(q, filter, daysAhead);
  return {
    chains: (await findChainHeads(q)).map(({ homeZone, anchoredAt, ...chain }) => ({
      ...chain,
      anchored: anchoredAt && momentWords(inWorld(anchoredAt), homeZone),
    })),
    verified: verified && { ...verified, at: momentWords(inWorld(verified.at)) },
    newer,
    older,
    events: events.map((event) => ({
      id: event.id,
      when: momentWords(inWorld(event.at)),
      day: dayWords(legalDay(inWorld(event.at), 'America/New_York')),
      person: event.person,
      did: auditWords(event.action),
      recordType: event.recordType,
      recordRef: event.recordRef,
      facts: factWords(event.facts),
    })),
    people: (await findPeople(q)).map(({ id, name }) => ({ value: String(id), label: name })),
    problems: [...from.problems, ...to.problems],
    entered: {
      person: asked.person ? String(asked.person) : '',
      record: asked.record ?? '',
      kind: asked.kind ?? '',
      from: from.boxes,
      to: to.boxes,
    },
  };
}

export type AuditPage = Awaited<ReturnType<typeof loadAudit>>;

function dayOf(asked: Asked, name: 'from' | 'to') {
  const boxes = { month: asked[`${name}-month`], day: asked[`${name}-day`], year: asked[`${name}-year`] };
  const { month = '', day = '', year = '' } = boxes;
  const blank = month === '' && day === '' && year === '';
  const read = blank ? null : dayFromParts(month, day, year);
  const problems: Problem[] = blank || read ? [] : [{ field: name, message: 'Enter a day, like Jan 8 2027.' }];
  return { boxes, day: read, problems };
}
