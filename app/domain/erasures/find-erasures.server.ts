import type { Tx } from 'db/client';
import { sql } from 'drizzle-orm';
import { NotFound } from '~/access/refusal';
import { recordReadings } from '../audit/record-readings.server';
import type { Basis, ErasureFacts } from './erasure';

export interface Decision {
  by: { id: number; name: string };
  decision: 'agreed' | 'refused';
  reason: string;
  at: Date;
}

/** What was done, for the certificate. */
export interface Done {
  by: string;
  at: Date;
  valuesGone: number;
  tokensGone: number;
  dataKey: number | null;
  kekVersion: number | null;
  /** The legal day from which no backup is kept that was made before. */
  backupsGoneOn: string;
  registerLine: string;
  signature: string;
  publicKey: string;
}

export interface Erasure extends ErasureFacts {
  reference: string;
  beneficiaryId: number;
  code: string;
  basis: Basis;
  reason: string;
  ticket: string;
  requestedBy: { id: number; name: string };
  requestedAt: Date;
  decisions: Decision[];
  done: Done | null;
  /** The database's clock, by which all of it counts. */
  now: Date;
}

interface Row extends Record<string, unknown> {
  reference: string;
  beneficiary_id: string;
  code: string;
  basis: Basis;
  reason: string;
  ticket: string;
  requested_by: string;
  requester: string;
  requested_at: string;
  expires_at: string;
  agreed_now: number;
  decisions: { id: number; name: string; decision: 'agreed' | 'refused'; reason: string; at: string }[];
  executor: string | null;
  erased_at: string;
  values_gone: number;
  tokens_gone: number;
  data_key: number | null;
  kek_version: number | null;
  backups_gone_on: string;
  register_line: string;
  signature: string;
  public_key: string;
  now: string;
}

const MOST = 100;

/** The erasures of children that the actor may see, newest first. */
export const findErasures = (tx: Tx): Promise<Erasure[]> => select(tx, sql`true`);

/** Throws NotFound for an unknown reference and for one that is not the actor's to see alike. */
export async function getErasure(tx: Tx, reference: string): Promise<Erasure> {
  const [found] = await select(tx, sql`r.reference = ${reference}`);
  if (!found) throw new NotFound();
  return found;
}

/** The code of the refusal that asking would meet now; null where nothing stands in the way. */
export async function findObstacle(tx: Tx, code: string): Promise<string | null> {
  const { rows } = await tx.execute<{ code: string | null }>(sql`select erasure_obstacle(${code}) as code`);
  return rows[0]?.code ?? null;
}

async function select(tx: Tx, where: ReturnType<typeof sql>): Promise<Erasure[]> {
  const { rows } = await tx.execute<Row>(sql`
    select r.reference, r.beneficiary_id, b.code, r.basis, r.reason, r.ticket, r.requested_by, q.name as requester, r.requested_at, r.expires_at,
           cardinality(erasure_agreed_by(r.id)) as agreed_now,
           coalesce((select json_agg(json_build_object('id', d.decided_by, 'name', p.name, 'decision', d.decision, 'reason', d.reason, 'at', d.decided_at) order by d.id)
              from erasure_decision d join person p on p.id = d.decided_by where d.request_id = r.id), '[]'::json) as decisions,
           x.name as executor, e.erased_at, e.values_gone, e.tokens_gone, e.data_key, e.kek_version, e.backups_gone_on::text as backups_gone_on,
           e.register_line, e.signature, e.public_key, clock_timestamp() as now
      from erasure_request r
      join beneficiary b on b.id = r.beneficiary_id
      join person q on q.id = r.requested_by
      left join erasure e on e.request_id = r.id
      left join person x on x.id = e.executed_by
     where ${where}
     order by r.id desc limit ${MOST}`);
  const read = rows.map(({ reference, beneficiary_id }) => ({ ref: reference, beneficiaryId: Number(beneficiary_id) }));
  await recordReadings(tx, 'erasure.read', read);
  return rows.map(toErasure);
}

function toErasure(row: Row): Erasure {
  return {
    reference: row.reference,
    beneficiaryId: Number(row.beneficiary_id),
    code: row.code,
    basis: row.basis,
    reason: row.reason,
    ticket: row.ticket,
    requestedBy: { id: Number(row.requested_by), name: row.requester },
    requestedAt: new Date(row.requested_at),
    expiresAt: new Date(row.expires_at),
    agreedNow: row.agreed_now,
    decisions: row.decisions.map(({ id, name, decision, reason, at }) => ({
      by: { id: Number(id), name },
      decision,
      reason,
      at: new Date(at),
    })),
    erased: row.executor !== null,
    done: row.executor === null ? null : toDone(row, row.executor),
    now: new Date(row.now),
  };
}

function toDone(row: Row, by: string): Done {
  return {
    by,
    at: new Date(row.erased_at),
    valuesGone: row.values_gone,
    tokensGone: row.tokens_gone,
    dataKey: row.data_key,
    kekVersion: row.kek_version,
    backupsGoneOn: row.backups_gone_on,
    registerLine: row.register_line,
    signature: row.signature,
    publicKey: row.public_key,
  };
}
