import type { Tx } from 'db/client';
import { sql } from 'drizzle-orm';
import type { AuditFilter } from './find-audit-events.server';
import { recordReadings, TRAIL } from './record-readings.server';

/** An act without what it was about: of its record, the kind alone. */
export interface ActRecord {
  id: number;
  at: Date;
  person: string;
  /** For whom they acted, where they stood in for somebody. */
  forPerson: string | null;
  action: string;
  recordType: string;
  device: string | null;
  factor: string | null;
  factorAge: number | null;
}

interface Row extends Record<string, unknown> {
  id: string;
  at: string;
  person: string;
  for_person: string | null;
  action: string;
  record_type: string;
  device: string | null;
  factor: string | null;
  factor_age: number | null;
}

const PAGE = 50;

/**
 * What kinds of acts were done, newest first, for an administrator; nothing for anybody else (AC-2(12) of NIST 800-53).
 * There is no filter by record: whether it finds anything would tell of the record.
 */
export async function findTrailMetadata(tx: Tx, filter: Omit<AuditFilter, 'record'>, daysAhead: number) {
  const { personId, action, from, through, before, after } = filter;
  const forward = after !== undefined && before === undefined;
  const { rows } =
    await tx.execute<Row>(sql`select * from sec.trail_metadata(${personId ?? null}::bigint, ${action ?? null}::text,
    ${from ?? null}::date, ${through ?? null}::date, ${daysAhead}::int, ${before ?? null}::bigint, ${after ?? null}::bigint, ${PAGE + 1}::int)`);
  await recordReadings(tx, 'trail.read', TRAIL);
  const page = rows.slice(0, PAGE).map(actOf);
  const more = rows.length > PAGE;
  return {
    acts: forward ? page.reverse() : page,
    newer: forward ? more : before !== undefined,
    older: forward || more,
  };
}

function actOf({ id, at, for_person, record_type, factor_age, ...row }: Row): ActRecord {
  const { person, action, device, factor } = row;
  return {
    ...{ id: Number(id), at: new Date(at), person, action, device, factor },
    forPerson: for_person,
    recordType: record_type,
    factorAge: factor_age,
  };
}
