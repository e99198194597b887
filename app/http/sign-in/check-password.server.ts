import { randomBytes } from 'node:crypto';
import type { Pool } from 'db/client';
import { verifyPassword } from 'db/password';
import { type From, hashOf, tryPassword } from './tries.server';

/**
 * Opens a session where email and password are right, and answers its token; what it still waits for is the database's to
 * say. An email that nobody has takes as long. Throws Refusal 'tries.too-many'.
 */
export async function signIn(
  pool: Pool,
  given: { email: string; password: string; from: From },
): Promise<string | undefined> {
  return tryPassword(pool, given.email, given.from, async () => {
    const { rows } = await pool.query<{ person_id: string; password_hash: string }>(
      'select person_id, password_hash from sec.sign_in_candidate($1)',
      [given.email],
    );
    const [candidate] = rows;
    if (!(await verifyPassword(candidate?.password_hash, given.password)) || !candidate) return undefined;
    return openSession(pool, Number(candidate.person_id), 'password', given.from);
  });
}

/** A new session of a person who has shown one factor. Only the token's hash is stored. */
export async function openSession(
  pool: Pool,
  personId: number,
  factor: 'password' | 'passkey' | 'sign_on',
  from: From,
): Promise<string> {
  const token = newToken();
  await pool.query("select sec.open_session($1, $2, 'infinity', $3, $4)", [
    personId,
    hashOf(token),
    from.words,
    factor,
  ]);
  return token;
}

export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/** Whether this is the password of the person a session belongs to. */
export async function isOwnPassword(pool: Pool, token: string, password: string): Promise<boolean> {
  return (await ownPasswordHash(pool, token, password)) !== undefined;
}

/** The hash that this password was held to, where it is the one of the session's person. */
export async function ownPasswordHash(pool: Pool, token: string, password: string): Promise<string | undefined> {
  const { rows } = await pool.query<{ hash: string | null }>('select sec.unlock_candidate($1) as hash', [token]);
  const hash = rows[0]?.hash ?? undefined;
  return (await verifyPassword(hash, password)) ? hash : undefined;
}
