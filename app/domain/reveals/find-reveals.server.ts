import type { Tx } from 'db/client';
import { type SQL, sql } from 'drizzle-orm';
import { NotFound } from '~/access/refusal';
import { recordReadings } from '~/domain/audit/record-readings.server';
import type { Item, Path, Purpose, RevealFacts } from './reveal';

export interface Reveal extends RevealFacts {
  reference: string;
  code: string;
  path: Path;
  item: Item;
  purpose: Purpose;
  reason: string;
  ticket: string;
  requestedBy: { id: number; name: string };
  requestedAt: Date;
  askedOf: { id: number; name: string } | null;
  decidedBy: string | null;
  decidedAt: Date | null;
  decisionReason: string | null;
  openedAt: Date | null;
  /** The legal day by which the auditor has looked at it. */
  reviewDue: string | null;
  review: { by: string; finding: 'in_order' | 'not_in_order'; note: string; at: Date } | null;
  /** The database's clock, by which all of it counts. */
  now: Date;
}

interface Row extends Record<string, unknown> {
  reference: string;
  beneficiary_id: string;
  code: string;
  path: Path;
  item: Item;
  purpose: Purpose;
  reason: string;
  ticket: string;
  requested_by: string;
  requester: string;
  requested_at: string;
  asked_of: string | null;
  second: string | null;
  decision: 'agreed' | 'refused' | null;
  decider: string | null;
  decided_at: string | null;
  decision_reason: string | null;
  expires_at: string;
  open_until: string | null;
  closed_at: string | null;
  openings: number;
  opened_at: string | null;
  review_due: string | null;
  finding: 'in_order' | 'not_in_order' | null;
  reviewer: string | null;
  review_note: string | null;
  reviewed_at: string | null;
  now: string;
}

const PAGE = 50;

export interface RevealPage {
  /** What somebody still has to do: a decision, a ratification or a review; the oldest first. All of it, on the first page. */
  open: Reveal[];
  /** The rest, the newest first. */
  past: Reveal[];
  /** What the next page comes before; null on the last. */
  older: string | null;
}

/**
 * The reveals that the actor asked for, was asked about, ratifies or reviews; each reading is audited. What is open is never
 * behind a page, so that nothing drops off the list of who has to look at it because more has been asked since.
 */
export async function findReveals(tx: Tx, before?: string): Promise<RevealPage> {
  const past = await select(
    tx,
    sql`not ${OPEN} and ${before ? sql`r.id < (select x.id from reveal_request x where x.reference = ${before})` : sql`true`}`,
    sql`r.id desc`,
    PAGE + 1,
  );
  const page = past.slice(0, PAGE);
  const open = before ? [] : await select(tx, OPEN, sql`r.id`);
  await recordRead(tx, [...open, ...page]);
  return {
    open: open.map(toReveal),
    past: page.map(toReveal),
    older: past.length > PAGE ? (page.at(-1)?.reference ?? null) : null,
  };
}

/** Asked for and not over; or opened, and neither ratified where it must be, nor reviewed. */
const OPEN = sql`(
  (d.decision is null and (r.path = 'emergency' or r.expires_at > clock_timestamp()))
  or (o.openings > 0 and v.finding is null))`;

/** Throws NotFound for an unknown reference and for one that is not the actor's to see alike. */
export async function getReveal(tx: Tx, reference: string): Promise<Reveal> {
  const [found] = await select(tx, sql`r.reference = ${reference}`, sql`r.id`);
  if (!found) throw new NotFound();
  await recordRead(tx, [found]);
  return toReveal(found);
}

/** Who can agree for a child: nobody where the child is not the actor's. */
export async function findSecondPeople(tx: Tx, code: string): Promise<{ id: number; name: string }[]> {
  const { rows } = await tx.execute<{ person_id: string; name: string }>(
    sql`select person_id, name from reveal_second_people(${code})`,
  );
  return rows.map((row) => ({ id: Number(row.person_id), name: row.name }));
}

async function select(tx: Tx, where: SQL, order: SQL, most?: number): Promise<Row[]> {
  const { rows } = await tx.execute<Row>(sql`
    select r.reference, r.beneficiary_id, coalesce(b.code, 'a child') as code, r.path, r.item, r.purpose, r.reason, r.ticket, r.requested_by, q.name as requester,
           r.requested_at, r.asked_of, s.name as second, d.decision, p.name as decider, d.decided_at, d.reason as decision_reason,
           r.expires_at, d.open_until, c.closed_at, o.openings::int as openings, o.opened_at,
           reveal_review_due(r.id)::text as review_due, v.finding, w.name as reviewer, v.note as review_note, v.reviewed_at,
           clock_timestamp() as now
      from reveal_request r
      join person q on q.id = r.requested_by
      left join beneficiary b on b.id = r.beneficiary_id
      left join person s on s.id = r.asked_of
      left join reveal_decision d on d.request_id = r.id
      left join person p on p.id = d.decided_by
      left join reveal_closing c on c.request_id = r.id
      left join lateral (select count(*) as openings, min(opened_at) as opened_at from reveal_opening x where x.request_id = r.id) o on true
      left join reveal_review v on v.request_id = r.id
      left join person w on w.id = v.reviewed_by
     where ${where}
     order by ${order} limit ${most ?? null}::int`);
  return rows;
}

async function recordRead(tx: Tx, rows: readonly Row[]): Promise<void> {
  const read = rows.map((row) => ({ ref: row.reference, beneficiaryId: Number(row.beneficiary_id) }));
  await recordReadings(tx, 'reveal.read', read);
}

const moment = (text: string | null) => (text === null ? null : new Date(text));

function toReveal(row: Row): Reveal {
  return {
    reference: row.reference,
    code: row.code,
    path: row.path,
    item: row.item,
    purpose: row.purpose,
    reason: row.reason,
    ticket: row.ticket,
    requestedBy: { id: Number(row.requested_by), name: row.requester },
    requestedAt: new Date(row.requested_at),
    askedOf: row.asked_of === null ? null : { id: Number(row.asked_of), name: row.second ?? '' },
    decision: row.decision,
    decidedBy: row.decider,
    decidedAt: moment(row.decided_at),
    decisionReason: row.decision_reason,
    expiresAt: new Date(row.expires_at),
    openUntil: moment(row.open_until),
    closedAt: moment(row.closed_at),
    openings: row.openings,
    openedAt: moment(row.opened_at),
    reviewDue: row.review_due,
    reviewed: row.finding !== null,
    review: row.finding
      ? {
          by: row.reviewer ?? '',
          finding: row.finding,
          note: row.review_note ?? '',
          at: new Date(row.reviewed_at as string),
        }
      : null,
    now: new Date(row.now),
  };
}
