import { findAuditEvents } from '~/domain/audit/find-audit-events.server';
import { findChainHeads, findLastVerification } from '~/domain/audit/find-chain-heads.server';
import { findPeople } from '~/domain/audit/find-people.server';
import { findTrailReach, type TrailReach } from '~/domain/audit/find-trail-reach.server';
import { dayFromParts } from '~/domain/trusts/legal-day';
import type { Tx } from '~/http/guard.server';
import type { AuditCopyState } from '~/http/load-context';
import { momentWords } from '~/ui/day-words';
import type { Problem } from '~/ui/problem';
import { auditSentence } from '../../parts/audit-sentences.server';

type Part = 'month' | 'day' | 'year';
type Asked = {
  person?: number | undefined;
  record?: string | undefined;
  kind?: string | undefined;
  before?: number | undefined;
  after?: number | undefined;
} & { [K in `${'from' | 'to'}-${Part}`]?: string | undefined };

const DAY = 86_400_000;

/** An event is bound within two seconds; one that waits longer says that nobody binds them. */
const STUCK_MS = 60_000;

/** One page of the trail in sentences, with the filter as it was asked for. `copy` is null where this process keeps none. */
export async function loadAudit(q: Tx, asked: Asked, inWorld: (recorded: Date) => Date, copy: AuditCopyState | null) {
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
    trail: trailState(await findTrailReach(q), verified, copy, (at) => momentWords(inWorld(at))),
    verified: verified && { ...verified, at: momentWords(inWorld(verified.at)) },
    newer,
    older,
    events: events.map((event) => auditSentence(event, inWorld)),
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

function trailState(
  { waitingSince, now, checkpoint, ...reach }: TrailReach,
  verified: { at: Date; findings: string[] } | null,
  copy: AuditCopyState | null,
  words: (at: Date) => string,
) {
  const stuck = waitingSince && now.getTime() - waitingSince.getTime() > STUCK_MS;
  return {
    ...reach,
    checkpoint: checkpoint && { length: checkpoint.length, at: words(checkpoint.at) },
    /** When the checks found it broken; since when events wait too long. */
    broken: verified?.findings.includes('29-audit-chain-whole') ? words(verified.at) : null,
    stuck: stuck ? words(waitingSince) : null,
    copy: copy && {
      through: copy.through,
      fault: copy.fault && { code: copy.fault.code, since: words(copy.fault.since) },
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
