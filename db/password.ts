import { hash, verify } from '@node-rs/argon2';
import { isKnownPassword } from './known-passwords';

/** argon2id, 19 MiB, two passes (OWASP's minimum): about 15 ms here, and costly for who has stolen the hashes. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/**
 * Of 32 random bytes that were kept nowhere, at the same cost: what is verified where there is no account. It is a constant,
 * so that the first stranger is answered as late as the second.
 */
const NOBODYS_HASH =
  '$argon2id$v=19$m=19456,t=2,p=1$fQ+KRjLKnbV4+CHL1wX6UQ$aOQd2WEWbzJIuTzWCL0BAjhJiG4yRTv23UoaKiAQpWo';

/** Of everyone in the demo world; its sign-in page shows it, because nothing there is real. */
export const DEMO_PASSWORD = 'kalachuchi-narra-molave';

const SHORTEST = 15;
const LONGEST = 128;

export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFKC'), COST);
}

/** Whether the password is the one of the hash. Without a hash it takes as long, so that no one learns who has an account. */
export async function verifyPassword(storedHash: string | undefined, password: string): Promise<boolean> {
  const stored = storedHash?.startsWith('$argon2id$') ? storedHash : NOBODYS_HASH;
  return (await verify(stored, password.normalize('NFKC').slice(0, 1024))) && stored === storedHash;
}

/**
 * The sentence to say where a new password will not do, or undefined. Its length counts and whether it is tried first by
 * who guesses; what it is made of does not, and it never grows too old (NIST SP 800-63B 5.1.1; ASVS 5.0 6.2).
 */
export async function passwordProblem(password: string): Promise<string | undefined> {
  const normalised = password.normalize('NFKC');
  const length = [...normalised].length;
  if (length < SHORTEST) return `A password has at least ${SHORTEST} characters. A short sentence is a good one.`;
  if (length > LONGEST) return `A password has at most ${LONGEST} characters.`;
  if (await isKnownPassword(normalised))
    return 'This password is one of those that are tried first. Choose a short sentence that only you would write.';
  return undefined;
}
