import { randomBytes } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { NotFound } from '~/access/refusal';
import type { Tx } from '../guard.server';
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

/** The key for a code app, in base 32, as such apps take it by hand. */
export async function offerCodeApp(tx: Tx): Promise<string> {
  const { rows } = await tx.execute<{ secret: Buffer }>(sql`select sec.offer_code_app() as secret`);
  return base32(rows[0]?.secret ?? Buffer.alloc(0));
}

/** Whether the code is one of the offered key, which is enrolled by it. */
export async function enrolCodeApp(tx: Tx, code: string): Promise<boolean> {
  const { rows } = await tx.execute<{ right: boolean }>(
    sql`select sec.enrol_code_app(${code.replace(/[\s-]/g, '')}) as right`,
  );
  return rows[0]?.right ?? false;
}

/** Throws NotFound; database refusal SI003 where it is the last factor. */
export async function removeCodeApp(tx: Tx): Promise<void> {
  const { rows } = await tx.execute<{ removed: boolean }>(sql`select sec.remove_code_app() as removed`);
  if (!rows[0]?.removed) throw new NotFound();
}

const CODES = 10;

/** Ten codes of 80 random bits in place of all earlier ones. They are shown once; their hashes alone are kept. */
export async function renewRecoveryCodes(tx: Tx): Promise<string[]> {
  const codes = Array.from({ length: CODES }, () => base32(randomBytes(10)));
  await tx.execute(sql`select sec.replace_recovery_codes(${sql.param(codes.map(hashOf))}::bytea[])`);
  return codes.map((code) => code.match(/.{4}/g)?.join('-') ?? code);
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** RFC 4648 without padding; what is encoded here fills its letters wholly. */
function base32(bytes: Buffer): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{5}/g) ?? []).map((five) => LETTERS[Number.parseInt(five, 2)]).join('');
}
