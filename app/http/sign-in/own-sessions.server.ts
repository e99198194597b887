import { sql } from 'drizzle-orm';
import { NotFound } from '~/access/refusal';
import type { Tx } from '../guard.server';

/** A session of the signed-in person; every function here is answered for the signed context's own person. */
export interface OwnSession {
  id: string;
  device: string;
  factor: 'password' | 'passkey' | 'code' | 'recovery_code' | 'sign_on' | 'command';
  createdAt: Date;
  lastSeenAt: Date;
  isThis: boolean;
}

export async function findOwnSessions(tx: Tx): Promise<OwnSession[]> {
  const { rows } = await tx.execute<{ [name: string]: string | boolean }>(
    sql`select id, device, factor, created_at, last_seen_at, is_this from sec.my_sessions()`,
  );
  return rows.map((row) => ({
    id: String(row.id),
    device: String(row.device),
    factor: row.factor as OwnSession['factor'],
    createdAt: new Date(row.created_at as string),
    lastSeenAt: new Date(row.last_seen_at as string),
    isThis: row.is_this === true,
  }));
}

/** Ends one session, and answers the words of its device. Throws NotFound. */
export async function endOwnSession(tx: Tx, id: string): Promise<string> {
  const { rows } = await tx.execute<{ device: string | null }>(sql`select sec.end_my_session(${id}::uuid) as device`);
  const device = rows[0]?.device;
  if (typeof device !== 'string') throw new NotFound();
  return device;
}

/** Ends all but this session, forgets all but this device, and answers how many sessions ended. */
export async function endOtherSessions(tx: Tx, device: Buffer | null): Promise<number> {
  const { rows } = await tx.execute<{ ended: number }>(sql`select sec.end_my_other_sessions(${device}) as ended`);
  return rows[0]?.ended ?? 0;
}
