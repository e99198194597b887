import { createHash, randomBytes } from 'node:crypto';
import type { Pool } from 'db/client';
import { DEMO_PASSWORD, verifyPassword } from 'db/password';
import type { Actor } from '~/access/actor';
import type { Role } from '~/access/roles';

const LONGEST_HOURS = 12;

/** Who a session belongs to; a locked one shows nothing until its password is given again. */
export interface Session {
  token: string;
  actor: Actor;
  locked: boolean;
}

/** The session's token from the request's cookie, if it has one. */
export function readToken(request: Request, publicOrigin: string): string | undefined {
  const name = cookieName(publicOrigin);
  for (const part of (request.headers.get('Cookie') ?? '').split(';')) {
    const [key, value] = part.trim().split('=');
    if (key === name && value && /^[\w-]{43}$/.test(value)) return value;
  }
  return undefined;
}

/** The Set-Cookie of a session; without a token, the one that removes it. */
export function sessionCookie(token: string | undefined, publicOrigin: string): string {
  const secure = publicOrigin.startsWith('https:') ? '; Secure' : '';
  const age = token ? LONGEST_HOURS * 3600 : 0;
  return `${cookieName(publicOrigin)}=${token ?? ''}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${age}${secure}`;
}

/** The person of a token, with the roles held now; undefined where the session has ended. */
export async function findSession(pool: Pool, token: string | undefined): Promise<Session | undefined> {
  if (!token) return undefined;
  const { rows } = await pool.query<{ person_id: string; name: string; roles: Role[]; locked: boolean }>(
    'select person_id, name, roles, locked from sec.session_actor($1)',
    [token],
  );
  const [row] = rows;
  return (
    row && { token, locked: row.locked, actor: { personId: Number(row.person_id), name: row.name, roles: row.roles } }
  );
}

/** Opens a session where email and password are right, and answers its token. Only the token's hash is stored. */
export async function signIn(
  pool: Pool,
  given: { email: string; password: string; userAgent: string },
): Promise<string | undefined> {
  const { rows } = await pool.query<{ person_id: string; password_hash: string }>(
    'select person_id, password_hash from sec.sign_in_candidate($1)',
    [given.email],
  );
  const [candidate] = rows;
  if (!(await verifyPassword(candidate?.password_hash, given.password)) || !candidate) return undefined;
  const token = randomBytes(32).toString('base64url');
  await pool.query("select sec.open_session($1, $2, clock_timestamp() + interval '12 hours', $3)", [
    candidate.person_id,
    createHash('sha256').update(token).digest(),
    given.userAgent,
  ]);
  return token;
}

export async function endSession(pool: Pool, token: string): Promise<void> {
  await pool.query('select sec.end_session($1)', [token]);
}

export async function lockSession(pool: Pool, token: string): Promise<void> {
  await pool.query('select sec.lock_session($1)', [token]);
}

/** Opens a locked session to the password of the person it belongs to. */
export async function unlockSession(pool: Pool, token: string, password: string): Promise<boolean> {
  const { rows } = await pool.query<{ hash: string | null }>('select sec.unlock_candidate($1) as hash', [token]);
  if (!(await verifyPassword(rows[0]?.hash ?? undefined, password))) return false;
  await pool.query('select sec.unlock_session($1)', [token]);
  return true;
}

/** The cast of the demo world with its password, for its sign-in page; nobody elsewhere, by the database's own rule. */
export async function demoCast(pool: Pool): Promise<DemoCast> {
  const { rows } = await pool.query<DemoCast['people'][number]>('select name, email, roles from sec.demo_cast()');
  return { people: rows, password: rows.length > 0 ? DEMO_PASSWORD : '' };
}

export interface DemoCast {
  people: { name: string; email: string; roles: Role[] }[];
  password: string;
}

/** A browser keeps a `__Host-` cookie for this host alone, but only over https. */
function cookieName(publicOrigin: string): string {
  return publicOrigin.startsWith('https:') ? '__Host-sid' : 'sid';
}
