import type { Pool } from 'db/client';
import { DEMO_PASSWORD } from 'db/password';
import type { Actor } from '~/access/actor';
import type { Role } from '~/access/roles';
import { readCookie, writeCookie } from './cookies';
import { plainAddress } from './sign-in/network';

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

/**
 * The person of a token, with the roles held now; undefined where the session has ended. The client's address is kept with
 * the session, so that the audit trail can say from where.
 */
export async function findSession(
  pool: Pool,
  token: string | undefined,
  address: string,
): Promise<Session | undefined> {
  if (!token) return undefined;
  const { rows } = await pool.query<Row>(
    'select person_id, name, roles, locked, awaits, factor, fresh from sec.session_actor($1), sec.seen_from($1, $2)',
    [token, plainAddress(address)],
  );
  const [row] = rows;
  if (!row) return undefined;
  const { person_id, name, roles, ...state } = row;
  return { token, ...state, actor: { personId: Number(person_id), name, roles } };
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
