import { readTrail } from '~/domain/audit/find-audit-events.server';
import { findChainHeads, findLastVerification } from '~/domain/audit/find-chain-heads.server';
import { findPeople } from '~/domain/audit/find-people.server';
import { findTrailReach, type TrailReach } from '~/domain/audit/find-trail-reach.server';
import type { Tx } from '~/http/guard.server';
import type { AuditCopyState } from '~/http/load-context';
import { momentWords } from '~/ui/day-words';
import { auditSentence } from '../../parts/audit-sentences.server';
import { type AuditQuery, auditFilter, daysAheadOf } from './audit-filter';

/** An event is bound within two seconds; one that waits longer says that nobody binds them. */
const STUCK_MS = 60_000;

/** One page of the trail in sentences, with the filter as it was asked for. `copy` is null where this process keeps none. */
export async function loadAudit(
  q: Tx,
  asked: AuditQuery,
  inWorld: (recorded: Date) => Date,
  copy: AuditCopyState | null,
) {
  const { filter: wanted, problems, entered } = auditFilter(asked);
  const filter = { ...wanted, before: asked.before, after: asked.after };
  const verified = await findLastVerification(q);
  const { events, newer, older } = await readTrail(q, filter, daysAheadOf(inWorld));
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
    problems,
    entered,
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
