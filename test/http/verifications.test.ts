import { randomUUID } from 'node:crypto';
import type * as Argon2 from '@node-rs/argon2';
import { DEMO_PASSWORD, hashPassword } from 'db/password';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { isOwnPassword, signIn } from '~/http/sign-in/check-password.server';
import { cloneDatabase, enroll, openSession, type TestDatabase } from '../support/database';

const done = vi.hoisted(() => ({ verified: [] as string[], hashed: 0 }));

// Nothing is taken the place of: the real argon2 runs, and what it is asked is counted.
vi.mock('@node-rs/argon2', async (original) => {
  const real = await original<typeof Argon2>();
  return {
    ...real,
    verify: (stored: string, password: string) => {
      done.verified.push(stored);
      return real.verify(stored, password);
    },
    hash: (...given: Parameters<typeof real.hash>) => {
      done.hashed += 1;
      return real.hash(...given);
    },
  };
});

let db: TestDatabase;
const known = `${randomUUID()}@example.test`;
const withoutPassword = `${randomUUID()}@example.test`;
let session: string;
let without: string;
beforeAll(async () => {
  db = await cloneDatabase();
  const passwordHash = await hashPassword(DEMO_PASSWORD);
  const person = await enroll(db, { name: 'Known', roles: ['trustee'], email: known, passwordHash });
  session = await openSession(db, person.personId);
  without = (await enroll(db, { name: 'Organisation', roles: ['trustee'], email: withoutPassword })).token;
});
afterAll(() => db?.drop());
beforeEach(() => {
  done.verified = [];
  done.hashed = 0;
});

const from = { network: '192.0.2.0/24', device: null, words: 'x' };
const signingIn = (email: string, password: string) => () => signIn(db.pool, { email, password, from });

/** What a verification costs is in its first words: algorithm, memory, passes, lanes. */
const costOf = (hash: string) => hash.split('$').slice(1, 4).join(' ');

describe('an answer costs one verification of the same cost, and no hash is made', () => {
  it.each([
    ['the right password', signingIn(known, DEMO_PASSWORD), true],
    ['a wrong one', signingIn(known, 'not this password at all'), false],
    ['an email that nobody has', signingIn('nobody@example.test', DEMO_PASSWORD), false],
    ['another that nobody has', signingIn('no.body@example.test', 'not this password at all'), false],
    ['an account without a password', signingIn(withoutPassword, DEMO_PASSWORD), false],
    ['no email at all', signingIn('', ''), false],
    ['a locked session', () => isOwnPassword(db.pool, session, 'not this password at all'), false],
    ['a session whose account has no password', () => isOwnPassword(db.pool, without, DEMO_PASSWORD), false],
    ['a session that is none', () => isOwnPassword(db.pool, 'x'.repeat(43), DEMO_PASSWORD), false],
  ])('for %s', async (_, ask, right) => {
    expect(Boolean(await ask())).toBe(right);
    expect(done.verified.map(costOf)).toEqual(['argon2id v=19 m=19456,t=2,p=1']);
    expect(done.hashed).toBe(0);
  });

  it('of a stored hash too: what is verified for nobody costs what is stored for somebody', async () => {
    await signingIn('nobody@example.test', 'x')();
    expect(costOf(done.verified[0] as string)).toBe(costOf(await hashPassword('what is stored today')));
  });
});
