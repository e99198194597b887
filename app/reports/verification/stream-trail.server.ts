import type { Pool, Tx } from 'db/client';
import { sql } from 'drizzle-orm';
import type { TrailEntry, TrailHead } from './trail';

/** Rows fetched at once: all that is held of the trail. */
const AT_ONCE = 1_000;

/**
 * Binds into the trail's chain what was done since (db/invariants/62-audit-chain.sql), and returns how long it is. Without
 * `wait` null where another process is at it. Nobody need be signed in: nothing is decided or shown.
 */
export async function linkTrail(pool: Pool, wait: boolean): Promise<number | null> {
  for (let before: number | null = null; ; ) {
    const { rows } = await pool.query<{ length: string | null }>('select link_audit_events($1) as length', [wait]);
    const length = rows[0]?.length ?? null;
    if (length === null || Number(length) === before) return before;
    before = Number(length);
  }
}

/** What was bound, in order, after a place: as it is copied off the database. */
export async function* streamEvents(tx: Tx, after = 0): AsyncGenerator<{ place: number; hash: string; event: string }> {
  for (let at = after, fetched = AT_ONCE; fetched === AT_ONCE; ) {
    const { rows } = await tx.execute<{ place: string; hash: string; event: string }>(
      sql`select place, encode(hash, 'hex') as hash, said as event from audit_link where place > ${at} order by place limit ${AT_ONCE}`,
    );
    fetched = rows.length;
    for (const { place, hash, event } of rows) yield { place: Number(place), hash, event };
    at = Number(rows.at(-1)?.place ?? at);
  }
}

/** The checkpoints after a number, in order. */
export async function findCheckpoints(tx: Tx, after = 0): Promise<{ number: number; checkpoint: string }[]> {
  const { rows } = await tx.execute<{ number: string; checkpoint: string }>(
    sql`select number, sealed as checkpoint from audit_checkpoint where number > ${after} order by number`,
  );
  return rows.map(({ number, checkpoint }) => ({ number: Number(number), checkpoint }));
}

/**
 * The whole trail with what the records say now where it is something else, the records that it does not bind, and the
 * checkpoints: what an export holds. The transaction reads repeatably.
 */
export async function* streamTrail(tx: Tx): AsyncGenerator<TrailEntry> {
  for (let at = 0, fetched = AT_ONCE; fetched === AT_ONCE; ) {
    const { rows } = await tx.execute<{
      place: string;
      hash: string;
      event: string;
      gone: boolean;
      now: string | null;
    }>(sql`
      select l.place, encode(l.hash, 'hex') as hash, l.said as event, e.id is null as gone, nullif(audit_text(e, l.place), l.said) as now
        from audit_link l left join audit_event e on e.id = l.event_id
       where l.place > ${at} order by l.place limit ${AT_ONCE}`);
    fetched = rows.length;
    for (const { hash, event, gone, now } of rows) {
      if (gone) yield { hash, event, now: null };
      else yield now === null ? { hash, event } : { hash, event, now };
    }
    at = Number(rows.at(-1)?.place ?? at);
  }
  const { rows } = await tx.execute<{ text: string }>(sql`
    select audit_text(e, 0) as text from audit_event e
     where not exists (select from audit_link l where l.event_id = e.id) and not exists (select from audit_waiting w where w.event_id = e.id)
     order by e.id`);
  for (const { text } of rows) yield { beside: text };
  yield* await findCheckpoints(tx);
}

/** How far the trail reaches; null before the first event. */
export async function trailHead(tx: Tx): Promise<TrailHead | null> {
  const { rows } = await tx.execute<{ length: string; hash: string }>(
    sql`select place as length, encode(hash, 'hex') as hash from audit_link order by place desc limit 1`,
  );
  return rows[0] ? { length: Number(rows[0].length), hash: rows[0].hash } : null;
}
