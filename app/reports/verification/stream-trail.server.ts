import type { Pool, Tx } from 'db/client';
import { sql } from 'drizzle-orm';
import type { ApprovalSignature } from '~/access/approval-signature';
import type { SignedApproval, TrailEntry, TrailHead } from './trail';

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
  yield* streamRecords(tx);
  yield* await findSignedApprovals(tx);
  yield* await findCheckpoints(tx);
}

/** The digests of all records in the order in which they are bound, with those that are another now, and records without one. */
async function* streamRecords(tx: Tx): AsyncGenerator<TrailEntry> {
  const { rows: changed } = await tx.execute<{ record: string; id: string | null; now: string | null }>(sql`
    select c.record, max(d.id) as id, encode(c.now, 'hex') as now from consistency.records_changed() c
      left join record_digest d on d.record = c.record group by c.record, c.now`);
  const differs = new Map(changed.map(({ id, now }) => [id, now]));
  for (const { record, id } of changed) if (id === null) yield { beside: record };
  for (let [place, at, fetched] = [0, '0', AT_ONCE]; fetched === AT_ONCE; ) {
    const { rows } = await tx.execute<{ id: string; record: string; sha256: string; place: string }>(sql`
      select d.id, d.record, encode(d.digest, 'hex') as sha256, l.place from record_digest d join audit_link l on l.event_id = d.event_id
       where (l.place, d.id) > (${place}, ${at}) order by l.place, d.id limit ${AT_ONCE}`);
    fetched = rows.length;
    for (const { id, record, sha256, ...row } of rows) {
      const bound = { record, sha256, place: Number(row.place) };
      yield differs.has(id) ? { ...bound, now: differs.get(id) ?? null } : bound;
    }
    place = Number(rows.at(-1)?.place ?? place);
    at = rows.at(-1)?.id ?? at;
  }
}

/** Every signature of an approval, with the passkeys on file of who gave it. */
export async function findSignedApprovals(tx: Tx, trustId: number | null = null): Promise<SignedApproval[]> {
  const { rows } = await tx.execute<
    { approval: string; person: string; for: string | null; hash: string; keys: Record<string, string> } & Record<
      Signed,
      string
    >
  >(sql`
    select a.id as approval, a.person_id as person, g.delegator_id as for, a.request_hash as hash, s.nonce, s.credential_id as "credentialId",
           s.public_key as "publicKey", s.origin, s.authenticator_data as "authenticatorData", s.client_data as "clientData", s.signature,
           coalesce((select jsonb_object_agg(k.credential_id, k.public_key) from sec.keys_of(a.person_id) k), '{}') as keys
      from approval_signature s join approval a on a.id = s.approval_id left join delegation g on g.id = a.delegation_id
     where ${trustId}::bigint is null or a.trust_id = ${trustId} order by a.id`);
  return rows.map(({ approval, person, for: forPerson, hash, keys, ...signed }) => ({
    approval,
    approved: {
      requestHash: hash,
      personId: Number(person),
      forPersonId: forPerson === null ? null : Number(forPerson),
    },
    signed,
    keys,
  }));
}

type Signed = keyof ApprovalSignature;

/** How far the trail reaches; null before the first event. */
export async function trailHead(tx: Tx): Promise<TrailHead | null> {
  const { rows } = await tx.execute<{ length: string; hash: string }>(
    sql`select place as length, encode(hash, 'hex') as hash from audit_link order by place desc limit 1`,
  );
  return rows[0] ? { length: Number(rows[0].length), hash: rows[0].hash } : null;
}
