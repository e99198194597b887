import type { Tx } from 'db/client';
import { person } from 'db/schema/access';
import { auditEvent } from 'db/schema/audit';
import { beneficiary } from 'db/schema/beneficiaries';
import { disbursement } from 'db/schema/disbursements';
import { payment, paymentReturn } from 'db/schema/payments';
import { and, asc, desc, eq, gt, gte, inArray, like, lt, lte, or, type SQL, sql } from 'drizzle-orm';
import { recordReadings, TRAIL } from './record-readings.server';

export interface AuditFilter {
  personId?: number | undefined;
  /** The record's code, as it is written; of a child, whatever concerns the child, and of a request what was paid. */
  record?: string | undefined;
  /** Where the code is a number, which records of other kinds bear too: of which kind. */
  kind?: string | undefined;
  action?: string | undefined;
  /** Legal days in New York, both included. */
  from?: string | undefined;
  through?: string | undefined;
  before?: number | undefined;
  after?: number | undefined;
}

const PAGE = 50;

export type AuditRecord = Awaited<ReturnType<typeof findAuditEvents>>['events'][number];

/** What was done, newest first, as far as the actor may see it. `daysAhead` is the demo world's distance from the clock. */
export async function findAuditEvents(tx: Tx, filter: AuditFilter, daysAhead: number) {
  const forward = filter.after !== undefined && filter.before === undefined;
  const rows = await selectEvents(tx)
    .where(
      and(
        ...asked(tx, filter, daysAhead),
        filter.before !== undefined ? lt(auditEvent.id, filter.before) : undefined,
        forward ? gt(auditEvent.id, filter.after ?? 0) : undefined,
      ),
    )
    .orderBy(forward ? asc(auditEvent.id) : desc(auditEvent.id))
    .limit(PAGE + 1);
  const more = rows.length > PAGE;
  const page = await withAddresses(tx, await withNames(tx, rows.slice(0, PAGE).map(withPerson)));
  return {
    events: forward ? page.reverse() : page,
    newer: forward ? more : filter.before !== undefined,
    older: forward || more,
  };
}

/** The same as a page of the trail of its own: that it was read is in it from the next page on. */
export async function readTrail(tx: Tx, filter: AuditFilter, daysAhead: number) {
  const page = await findAuditEvents(tx, filter, daysAhead);
  await recordReadings(tx, 'trail.read', TRAIL);
  return page;
}

/** The oldest first, `most` at most, for a file; whether there are more. */
export async function findEventsForFile(tx: Tx, filter: AuditFilter, daysAhead: number, most: number) {
  const rows = await selectEvents(tx)
    .where(and(...asked(tx, filter, daysAhead)))
    .orderBy(asc(auditEvent.id))
    .limit(most + 1);
  return { events: await withAddresses(tx, await withNames(tx, rows.slice(0, most))), more: rows.length > most };
}

function selectEvents(tx: Tx) {
  return tx
    .select({
      id: auditEvent.id,
      at: auditEvent.at,
      person: person.name,
      action: auditEvent.action,
      recordType: auditEvent.recordType,
      recordRef: auditEvent.recordRef,
      facts: auditEvent.facts,
      device: auditEvent.device,
      factor: auditEvent.factor,
      factorAge: auditEvent.factorAge,
    })
    .from(auditEvent)
    .innerJoin(person, eq(person.id, auditEvent.personId))
    .$dynamic();
}

function asked(tx: Tx, filter: AuditFilter, daysAhead: number): Array<SQL | undefined> {
  const day = sql`((${auditEvent.at} + make_interval(days => ${daysAhead})) at time zone 'America/New_York')::date`;
  return [
    filter.personId ? eq(auditEvent.personId, filter.personId) : undefined,
    filter.record ? (filter.kind ? isOf(filter.kind, filter.record) : concerns(tx, filter.record)) : undefined,
    filter.action ? eq(auditEvent.action, filter.action) : undefined,
    filter.from ? gte(day, filter.from) : undefined,
    filter.through ? lte(day, filter.through) : undefined,
  ];
}

/** Of a person also the roles, which name whose they are after their own words. */
function isOf(kind: string, number: string) {
  const own = and(eq(auditEvent.recordType, kind), eq(auditEvent.recordRef, number));
  if (kind !== 'person') return own;
  return or(own, and(eq(auditEvent.recordType, 'role'), like(auditEvent.recordRef, `%, person ${number}`)));
}

/** Of a request also its payment and that payment's return, which bear references of their own. */
function concerns(tx: Tx, code: string) {
  const child = tx.select({ id: beneficiary.id }).from(beneficiary).where(eq(beneficiary.code, code));
  const paid = tx
    .select({ reference: payment.reference })
    .from(payment)
    .innerJoin(disbursement, eq(disbursement.id, payment.disbursementId))
    .where(eq(disbursement.reference, code));
  const returned = tx
    .select({ reference: paymentReturn.reference })
    .from(paymentReturn)
    .innerJoin(payment, eq(payment.id, paymentReturn.paymentId))
    .innerJoin(disbursement, eq(disbursement.id, payment.disbursementId))
    .where(eq(disbursement.reference, code));
  return or(
    eq(auditEvent.recordRef, code),
    inArray(auditEvent.recordRef, paid),
    inArray(auditEvent.recordRef, returned),
    inArray(auditEvent.beneficiaryId, child),
  );
}

/** Facts that are people's numbers: the chain binds the number, and a reader wants the name. */
const PEOPLE = ['for', 'of_person', 'to_person', 'person', 'supervisor', 'caseworker'];

/** A record that is a person is a number: its reader wants the name beside it. */
function withPerson<E extends { recordType: string; recordRef: string; facts: Record<string, string> }>(event: E): E {
  const isNumber = event.recordType === 'person' && /^\d+$/.test(event.recordRef);
  return isNumber ? { ...event, facts: { person: event.recordRef, ...event.facts } } : event;
}

async function withNames<E extends { facts: Record<string, string> }>(tx: Tx, events: E[]): Promise<E[]> {
  const numbers = events.flatMap(({ facts }) => PEOPLE.flatMap((name) => (facts[name] ? [Number(facts[name])] : [])));
  if (numbers.length === 0) return events;
  const people = await tx.select({ id: person.id, name: person.name }).from(person).where(inArray(person.id, numbers));
  const names = new Map(people.map(({ id, name }) => [String(id), name]));
  const named = ([fact, value]: [string, string]) => [
    fact,
    PEOPLE.includes(fact) ? (names.get(value) ?? value) : value,
  ];
  return events.map((event) => ({ ...event, facts: Object.fromEntries(Object.entries(event.facts).map(named)) }));
}

/** From which network address each act came: only of one's own, and for an auditor. */
async function withAddresses<E extends { id: number }>(
  tx: Tx,
  events: E[],
): Promise<(E & { address: string | null })[]> {
  const { rows } = await tx.execute<{ event_id: string; address: string | null }>(
    sql`select event_id, address from audit_addresses(${sql.param(events.map(({ id }) => id))}::bigint[])`,
  );
  const addresses = new Map(rows.map(({ event_id, address }) => [Number(event_id), address]));
  return events.map((event) => ({ ...event, address: addresses.get(event.id) ?? null }));
}
