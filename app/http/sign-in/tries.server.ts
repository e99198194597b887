import { createHash } from 'node:crypto';
import type { Pool } from 'db/client';
import { Refusal } from '~/access/refusal';
import { readCookie } from '../cookies';
import type { LoadContext } from '../load-context';
import { deviceWords } from './device-words';
import { networkOf } from './network';

/** Where a try comes from. */
export interface From {
  network: string;
  /** The hash of the device's cookie; an account may know it. */
  device: Buffer | null;
  /** "Firefox on Windows". */
  words: string;
}

export function fromOf(request: Request, context: LoadContext): From {
  const device = readCookie(request, 'device', context.publicOrigin);
  return {
    network: networkOf(context.address),
    device: device ? hashOf(device) : null,
    words: deviceWords(request.headers.get('User-Agent') ?? ''),
  };
}

/** What the database keeps of a token that only its browser holds. */
export function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

/**
 * Judges a password for an email. The try is counted first: past the limit nothing is judged, and the answer comes before
 * any costly hash. Throws Refusal 'tries.too-many'.
 */
export async function tryPassword<T>(
  pool: Pool,
  email: string,
  from: From,
  judge: () => Promise<T | undefined>,
): Promise<T | undefined> {
  return counted(pool, 'password', email, from, judge);
}

/** Judges what a person shows for a session of theirs: a code, a recovery code, the password. Throws Refusal 'tries.too-many'. */
export async function tryStep<T>(
  pool: Pool,
  token: string,
  from: From,
  judge: () => Promise<T | undefined>,
): Promise<T | undefined> {
  return counted(pool, 'step', token, from, judge);
}

async function counted<T>(
  pool: Pool,
  kind: 'password' | 'step',
  of: string,
  from: From,
  judge: () => Promise<T | undefined>,
): Promise<T | undefined> {
  const { rows } = await pool.query<{ minutes: number | null; buckets: string[] | null }>(
    `select ceil(extract(epoch from t.until - clock_timestamp()) / 60)::int as minutes, t.buckets
       from sec.begin_${kind}_try($1, $2, $3) as t(until, buckets)`,
    [of, from.network, from.device],
  );
  const { minutes, buckets } = rows[0] ?? {};
  if (typeof minutes === 'number') {
    const wait = minutes === 1 ? 'a minute' : `${minutes} minutes`;
    throw new Refusal('tries.too-many', `Too many tries. Try again in ${wait}, or ask your administrator.`);
  }
  const judged = await judge();
  if (judged !== undefined) await pool.query('select sec.forgive_try($1)', [buckets]);
  return judged;
}
