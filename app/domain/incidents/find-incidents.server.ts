import type { Tx } from 'db/client';
import { sql } from 'drizzle-orm';
import { NotFound } from '~/access/refusal';
import { byCode, oneRecord, recordReadings } from '../audit/record-readings.server';
import type { Policy } from '../policies/policy';
import { type Assessed, type BreachClock, breachClock, breachLimits } from './breach-clock';
import type { Condition, IncidentKind, LineKind } from './incident';

export interface Assessment extends Assessed, Record<`${Condition}Why`, string> {
  by: string;
  at: Date;
}

export interface IncidentLine {
  id: number;
  kind: LineKind;
  happenedAt: Date;
  what: string;
  evidence: string;
  by: string;
  at: Date;
  /** A further line stands instead of this one. */
  replaced: boolean;
}

export interface Incident {
  reference: string;
  kind: IncidentKind;
  discoveredAt: Date;
  what: string;
  reportedBy: string;
  reportedAt: Date;
  /** Codes that the reader may see; `others` how many more were named. */
  codes: string[];
  others: number;
  /** The newest last; empty for who only reported it. */
  assessments: Assessment[];
  lines: IncidentLine[];
  clock: BreachClock;
}

type Timed<T, K extends keyof T> = Omit<T, K> & Record<K, string>;

interface Row extends Record<string, unknown> {
  reference: string;
  kind: IncidentKind;
  discovered_at: string;
  what: string;
  reporter: string;
  reported_at: string;
  codes: string[];
  named: number;
  assessments: Timed<Assessment, 'believedAt' | 'at'>[];
  lines: Timed<IncidentLine, 'happenedAt' | 'at'>[];
  limits: Policy['value'];
  now: string;
}

/** Every incident the actor may see, the newest first, to be counted and timed: without the codes of children. */
export const findIncidents = (tx: Tx): Promise<Incident[]> => select(tx, sql`true`, sql`'{}'::text[]`);

/** The register: those the actor reported, and for who keeps it all. Whose codes were seen is audited. */
export async function readIncidents(tx: Tx): Promise<Incident[]> {
  const found = await select(tx, sql`true`);
  await recordReadings(tx, 'beneficiary.listed', byCode([...new Set(found.flatMap(({ codes }) => codes))]));
  return found;
}

/** One incident; that it was read, and the codes in it, is audited. Throws NotFound for an unknown reference and for one that is not the actor's to see alike. */
export async function getIncident(tx: Tx, reference: string): Promise<Incident> {
  const [found] = await select(tx, sql`i.reference = ${reference}`);
  if (!found) throw new NotFound();
  await recordReadings(tx, 'incident.read', oneRecord(reference));
  await recordReadings(tx, 'beneficiary.listed', byCode(found.codes));
  return found;
}

/** What has to be told within the last hours of its clock, or is over already; the most urgent first. */
export async function findUrgentIncidents(tx: Tx): Promise<Pick<Incident, 'reference' | 'clock'>[]> {
  const found = await findIncidents(tx);
  return found.filter(({ clock }) => clock.urgency !== 'calm').sort((a, b) => a.clock.hoursLeft - b.clock.hoursLeft);
}

const CODES = sql`array(select b.code from incident_subject s join beneficiary b on b.id = s.beneficiary_id where s.incident_id = i.id order by b.code)`;

/** The clock's rule is the record in force on the legal day of the discovery. */
async function select(tx: Tx, where: ReturnType<typeof sql>, codes = CODES): Promise<Incident[]> {
  const { rows } = await tx.execute<Row>(sql`
    select i.reference, i.kind, i.discovered_at, i.what, r.name as reporter, i.reported_at, clock_timestamp() as now,
           rule.value as limits,
           sec.count_incident_subjects(i.id) as named,
           ${codes} as codes,
           coalesce((select json_agg(json_build_object('believedAt', a.believed_at, 'sensitive', a.sensitive, 'sensitiveWhy', a.sensitive_why,
              'acquired', a.acquired, 'acquiredWhy', a.acquired_why, 'harm', a.harm, 'harmWhy', a.harm_why, 'subjects', a.subjects,
              'by', p.name, 'at', a.assessed_at) order by a.id)
              from incident_assessment a join person p on p.id = a.assessed_by where a.incident_id = i.id), '[]'::json) as assessments,
           coalesce((select json_agg(json_build_object('id', l.id, 'kind', l.kind, 'happenedAt', l.happened_at, 'what', l.what, 'evidence', l.evidence,
              'by', p.name, 'at', l.written_at, 'replaced', exists (select from incident_line x where x.replaces = l.id)) order by l.happened_at, l.id)
              from incident_line l join person p on p.id = l.written_by where l.incident_id = i.id), '[]'::json) as lines
      from incident i join person r on r.id = i.reported_by
      cross join lateral (select (i.discovered_at at time zone 'America/New_York')::date + coalesce((select clock_offset_days from installation), 0) as day) d
      join lateral (select value from policy where key = 'BR-1' and effective_from <= d.day and (effective_to is null or d.day <= effective_to)
                     order by version desc limit 1) rule on true
     where ${where}
     order by i.id desc`);
  return rows.map(toIncident);
}

function toIncident(row: Row): Incident {
  const assessments = row.assessments.map((item) => ({
    ...item,
    believedAt: new Date(item.believedAt),
    at: new Date(item.at),
  }));
  const lines = row.lines.map((item) => ({ ...item, happenedAt: new Date(item.happenedAt), at: new Date(item.at) }));
  const first = (kind: LineKind) => lines.find((line) => line.kind === kind && !line.replaced)?.happenedAt ?? null;
  const discoveredAt = new Date(row.discovered_at);
  const facts = {
    discoveredAt,
    assessed: assessments.at(-1) ?? null,
    authorityAt: first('authority'),
    subjectsAt: first('subjects'),
    reportAt: first('report'),
  };
  const limits = breachLimits({ key: 'BR-1', version: 0, title: '', authority: '', value: row.limits });
  return {
    reference: row.reference,
    kind: row.kind,
    discoveredAt,
    what: row.what,
    reportedBy: row.reporter,
    reportedAt: new Date(row.reported_at),
    codes: row.codes,
    others: row.named - row.codes.length,
    assessments,
    lines,
    clock: breachClock(facts, limits, new Date(row.now)),
  };
}
