import type { Pool } from 'db/client';
import { DEMO_PASSWORD } from 'db/password';
import type { Actor } from '~/access/actor';
import type { Role } from '~/access/roles';
import { hasCookie, readCookie, writeCookie } from './cookies';

/** Who a session belongs to, and what it still lacks. */
export interface Session {
  token: string;
  actor: Actor;
  /** Shows nothing until its password is given again. */
  locked: boolean;
  /** second_step: opens nothing yet. enrolment: opens only what enrols a second factor. */
  awaits: 'second_step' | 'enrolment' | null;
  /** What was shown last: "password", "passkey". */
  factor: string;
  /** Whether a factor was shown within the last minutes (policy SE-3). */
  fresh: boolean;
}

/** The session's token from the request's cookie, if it has one. */
export function readToken(request: Request, publicOrigin: string): string | undefined {
  return readCookie(request, 'sid', publicOrigin);
}

/** The Set-Cookie of a session; without a token, the one that removes it. */
export function sessionCookie(token: string | undefined, publicOrigin: string): string {
  return writeCookie('sid', token, publicOrigin);
}

type Row = { person_id: string; name: string; roles: Role[] } & Pick<Session, 'locked' | 'awaits' | 'factor' | 'fresh'>;

/** The person of a token, with the roles held now; undefined where the session has ended. */
export async function findSession(pool: Pool, token: string | undefined): Promise<Session | undefined> {
  if (!token) return undefined;
  const { rows } = await pool.query<Row>(
    'select person_id, name, roles, locked, awaits, factor, fresh from sec.session_actor($1)',
    [token],
  );
  const [row] = rows;
  if (!row) return undefined;
  const { person_id, name, roles, ...state } = row;
  return { token, ...state, actor: { personId: Number(person_id), name, roles } };
}

/**
 * Why a cookie opens no session, and whose it was: "unknown", "malformed", "replaced" by a later token of the same session,
 * "ended", "expired", "idle". Null where none came.
 */
export async function whyNoSession(
  pool: Pool,
  request: Request,
  publicOrigin: string,
): Promise<{ reason: string; personId?: number } | null> {
  const token = readToken(request, publicOrigin);
  if (!token) return hasCookie(request, 'sid', publicOrigin) ? { reason: 'malformed' } : null;
  const { rows } = await pool.query<{ reason: string; person_id: string }>(
    'select reason, person_id from sec.why_no_session($1)',
    [token],
  );
  return rows[0] ? { reason: rows[0].reason, personId: Number(rows[0].person_id) } : { reason: 'unknown' };
}

export async function endSession(pool: Pool, token: string): Promise<void> {
  await pool.query('select sec.end_session($1)', [token]);
}

export async function lockSession(pool: Pool, token: string): Promise<void> {
  await pool.query('select sec.lock_session($1)', [token]);
}

export async function unlockSession(pool: Pool, token: string): Promise<void> {
  await pool.query('select sec.unlock_session($1)', [token]);
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
