import { type Actor, permits } from '~/access/actor';
import type { Role } from '~/access/roles';
import { auditWords } from '~/domain/audit/audit-words';
import { type AuditRecord, findAuditEvents } from '~/domain/audit/find-audit-events.server';
import { findCorrections } from '~/domain/rights/find-corrections.server';
import { booksDay } from '~/domain/trusts/zones';
import type { Tx } from '~/http/guard.server';
import { dayWords, momentWords } from '~/ui/day-words';
import { factWords } from './fact-words';
import { whenceWords } from './whence-words';

/** An act as the trail's pages say it; times are New York's. */
export function auditSentence(event: AuditRecord, inWorld: (recorded: Date) => Date) {
  const { for: forName, ...facts } = event.facts;
  return {
    id: event.id,
    when: momentWords(inWorld(event.at)),
    day: dayWords(booksDay(inWorld(event.at))),
    person: forName ? `${event.person} for ${forName}` : event.person,
    did: auditWords(event.action),
    recordType: event.recordType,
    recordRef: event.recordRef,
    facts: factWords(facts),
    whence: whenceWords(event),
  };
}

export type AuditSentence = ReturnType<typeof auditSentence>;

const MOST = 12;

/** Notes of correction as their quotes are headed, in the zone of who reads. */
export async function loadCorrections(q: Tx, record: string, inWorld: (recorded: Date) => Date, zone?: string) {
  const corrections = await findCorrections(q, record);
  return corrections.map(({ note, by, at }) => ({ note, by: `${by}, ${momentWords(inWorld(at), zone)}` }));
}

/**
 * What was put right beside a record, and its newest acts and readings, as far as the actor may see them; `more` where there
 * are others.
 */
export async function loadHistory(q: Tx, record: string, inWorld: (recorded: Date) => Date) {
  const { events } = await findAuditEvents(q, { record }, 0);
  return {
    record,
    corrections: await loadCorrections(q, record, inWorld),
    events: events.slice(0, MOST).map((event) => auditSentence(event, inWorld)),
    more: events.length > MOST,
    own: false,
  };
}

/** Who reads the acts of others on what is a trust's. */
export const BOOK_READERS: readonly Role[] = ['trustee', 'finance', 'auditor'];

interface Whose {
  /** For a record that bears a number alone: its kind. It has no page of the trail of its own. */
  kind?: string;
  /** Roles whose readers see acts of others on such a record; anybody else is shown their own, and told so. */
  seenBy: readonly Role[];
}

/**
 * The history of a record for who may read the trail, as far as they may; null for anybody else. An administrator's trail has
 * no records in it, so that theirs are their own acts.
 */
export async function historyFor(
  q: Tx,
  actor: Actor,
  record: string,
  inWorld: (recorded: Date) => Date,
  { kind, seenBy }: Whose,
): Promise<History | null> {
  if (!permits(actor, 'audit.read')) return null;
  const own = !actor.roles.some((role) => seenBy.includes(role));
  const { events } = await findAuditEvents(q, { record, kind, personId: own ? actor.personId : undefined }, 0);
  return {
    record,
    corrections: [],
    events: events.slice(0, MOST).map((event) => auditSentence(event, inWorld)),
    more: !kind && !actor.roles.includes('administrator') && events.length > MOST,
    own,
  };
}

/** What the actor did and saw of a record, the newest first, for a page of the field log. */
export async function ownActs(q: Tx, actor: Actor, record: string, inWorld: (recorded: Date) => Date, zone: string) {
  const { events } = await findAuditEvents(q, { record, personId: actor.personId }, 0);
  return events.slice(0, MOST).map(({ id, at, action }) => ({
    id,
    when: momentWords(inWorld(at), zone),
    did: auditWords(action),
  }));
}

export type History = Awaited<ReturnType<typeof loadHistory>>;
