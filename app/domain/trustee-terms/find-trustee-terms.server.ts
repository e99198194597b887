import type { Tx } from 'db/client';
import { sql } from 'drizzle-orm';
import { NotFound } from '~/access/refusal';
import { oneRecord, recordReadings } from '../audit/record-readings.server';
import { type Authority, type Ending, type TermState, termState } from './trustee-term';

export interface TermStep {
  step: 'accepted' | 'declined' | 'ended' | 'ended_at_once' | 'notice_given' | 'delivered';
  by: string;
  on: string;
  /** Of an end. */
  kind: Ending | '';
  reference: string;
  words: string;
}

export interface TrusteeTerm {
  id: number;
  trust: string;
  personId: number;
  person: string;
  startsOn: string;
  endsOn: string | null;
  authority: Authority;
  reference: string;
  reason: string;
  /** Null for what the installation began with. */
  appointedBy: string | null;
  acceptedOn: string | null;
  state: TermState;
  /** The last day to give notice of this trustee, by policy TR-1 (UTC 813(b)); null before it is accepted. */
  noticeDueOn: string | null;
  owesDelivery: boolean;
  declined: TermStep | null;
  /** The end that counts: the nearest. */
  ended: TermStep | null;
  notice: TermStep | null;
  delivery: TermStep | null;
  /** Whether the reader is in office on this trust today. */
  readerInOffice: boolean;
}

interface Row extends Record<string, unknown> {
  id: string;
  trust: string;
  person_id: string;
  person: string;
  starts_on: string;
  ends_on: string | null;
  authority: Authority;
  reference: string;
  reason: string;
  appointed_by: string | null;
  accepted_on: string | null;
  declined_on: string | null;
  at_once: boolean;
  stands: boolean;
  notice_due_on: string | null;
  owes_delivery: boolean;
  in_office: boolean;
  steps: TermStep[];
}

/** The terms the reader may know of, by trust, the latest first; of one trust where a code is given. */
export async function findTrusteeTerms(tx: Tx, today: string, trust: string | null = null): Promise<TrusteeTerm[]> {
  const { rows } = await tx.execute<Row>(
    sql`select id, trust, person_id, person, starts_on::text, ends_on::text, authority, reference, reason, appointed_by,
          accepted_on::text, declined_on::text, ended_at is not null as at_once, stands, notice_due_on::text, owes_delivery, steps,
          bool_or(stands and person_id = sec.person() and sec.holds_role('trustee')) over (partition by trust) as in_office
        from sec.trustee_terms(${trust})`,
  );
  return rows.map((row) => termOf(row, today));
}

function termOf(row: Row, today: string): TrusteeTerm {
  const step = (...names: TermStep['step'][]) => row.steps.filter((item) => names.includes(item.step)).at(-1) ?? null;
  const facts = { endsOn: row.ends_on, acceptedOn: row.accepted_on, declinedOn: row.declined_on };
  return {
    id: Number(row.id),
    trust: row.trust,
    personId: Number(row.person_id),
    person: row.person,
    startsOn: row.starts_on,
    endsOn: row.ends_on,
    authority: row.authority,
    reference: row.reference,
    reason: row.reason,
    appointedBy: row.appointed_by,
    acceptedOn: row.accepted_on,
    state: termState({ ...facts, endedAtOnce: row.at_once, stands: row.stands }, today),
    noticeDueOn: row.notice_due_on,
    owesDelivery: row.owes_delivery,
    declined: step('declined'),
    ended: step('ended', 'ended_at_once'),
    notice: step('notice_given'),
    delivery: step('delivered'),
    readerInOffice: row.in_office,
  };
}

/** One term; that it was read is audited. Throws NotFound. */
export async function getTrusteeTerm(tx: Tx, id: number, today: string): Promise<TrusteeTerm> {
  const found = (await findTrusteeTerms(tx, today)).find((term) => term.id === id);
  if (!found) throw new NotFound();
  await recordReadings(tx, 'trustee-term.read', oneRecord(id));
  return found;
}

/** The codes of the trusts whose terms the reader may know: of whoever keeps terms, every trust's. */
export async function findTrustsOfTerms(tx: Tx): Promise<string[]> {
  const { rows } = await tx.execute<{ code: string }>(sql`select code from sec.trusts_of_terms() as code`);
  return rows.map(({ code }) => code);
}
