import { randomBytes } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { NotFound } from '~/access/refusal';
import type { Tx } from '../guard.server';
import { base32 } from './base32';
import { hashOf } from './tries.server';

/** A passkey of the signed-in person; every function here is answered for the signed context's own person. */
export interface OwnPasskey {
  id: string;
  name: string;
  addedAt: Date;
  lastUsedAt: Date | null;
}

export async function findOwnPasskeys(tx: Tx): Promise<OwnPasskey[]> {
  const { rows } = await tx.execute<{ id: string; name: string; added_at: string; last_used_at: string | null }>(
    sql`select id, name, added_at, last_used_at from sec.my_passkeys()`,
  );
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    addedAt: new Date(row.added_at),
    lastUsedAt: row.last_used_at ? new Date(row.last_used_at) : null,
  }));
}

/** Removes a passkey, and answers its name. Throws NotFound; database refusal SI003 where it is the last factor. */
export async function removePasskey(tx: Tx, id: string): Promise<string> {
  const { rows } = await tx.execute<{ name: string | null }>(sql`select sec.remove_passkey(${id}::uuid) as name`);
  const name = rows[0]?.name;
  if (typeof name !== 'string') throw new NotFound();
  return name;
}

const CODES = 10;

/** Ten codes of 80 random bits in place of all earlier ones. They are shown once; their hashes alone are kept. */
export async function renewRecoveryCodes(tx: Tx): Promise<string[]> {
  const codes = Array.from({ length: CODES }, () => base32(randomBytes(10)));
  await tx.execute(sql`select sec.replace_recovery_codes(${sql.param(codes.map(hashOf))}::bytea[])`);
  return codes.map((code) => code.match(/.{4}/g)?.join('-') ?? code);
}
