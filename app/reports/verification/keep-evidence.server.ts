import type { Tx } from 'db/client';
import { installation } from 'db/schema/access';
import { verificationRun } from 'db/schema/evidence';
import { max, sql } from 'drizzle-orm';
import type { ChainHead } from '~/ledger/chain';
import type { CheckResult } from './run-checks.server';
import type { TrailHead } from './trail';

/** Which installation this is, if one has begun, and the moment by the database's clock, UTC to the microsecond. */
export async function hereAndNow(tx: Tx): Promise<{ installation: string; now: string }> {
  const { rows } = await tx.execute<{ id: string | null; now: string }>(
    sql`select (select id from ${installation}) as id, to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as now`,
  );
  return { installation: rows[0]?.id ?? '', now: rows[0]?.now ?? '' };
}

/** Keeps that heads were signed (61-evidence.sql). The database refuses a head that is no link of its chain: LE004. */
export async function recordAnchors(
  tx: Tx,
  heads: readonly (ChainHead & { trustId: number })[],
  signed: { keyId: string; at: string },
): Promise<void> {
  const list = (value: (head: ChainHead & { trustId: number }) => unknown) => sql.param(heads.map(value));
  await tx.execute(sql`select record_anchors(${list((head) => head.trustId)}::bigint[], ${list((head) => head.length)}::bigint[],
    array(select decode(hash, 'hex') from unnest(${list((head) => head.hash)}::text[]) with ordinality x(hash, n) order by n),
    ${signed.keyId}, ${signed.at}::timestamptz)`);
}

/** Keeps a signed head of the audit trail, with the text that was signed. The database refuses one that is no link: LE004. */
export async function recordCheckpoint(
  tx: Tx,
  { length, hash }: TrailHead,
  signed: { keyId: string; at: string; sealed: string },
): Promise<void> {
  await tx.execute(
    sql`select record_checkpoint(${length}, decode(${hash}, 'hex'), ${signed.keyId}, ${signed.at}::timestamptz, ${signed.sealed})`,
  );
}

/** Keeps which checks of all books found something, and how much: never what. */
export async function recordVerification(tx: Tx, began: string, results: readonly CheckResult[]): Promise<void> {
  const findings = Object.fromEntries(
    results.flatMap(({ check, rows }) => (rows.length > 0 ? [[check, rows.length]] : [])),
  );
  await tx.execute(
    sql`select record_verification(${began}::timestamptz, ${results.length}, ${JSON.stringify(findings)}::jsonb)`,
  );
}

/** When the last verification of all books began, or null before the first. */
export async function lastVerification(tx: Tx): Promise<Date | null> {
  const [row] = await tx.select({ at: max(verificationRun.beganAt) }).from(verificationRun);
  return row?.at ?? null;
}
