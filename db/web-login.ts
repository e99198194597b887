import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** The login of a process of ours: member of tutela_app or tutela_vault, owner of nothing. */
export interface WebLogin {
  role: string;
  password: string;
}

/** Of a database named tutela, `tutela_vault` is the role that the vault's login is a member of. */
const LOGIN = { web: 'web', vault: 'vault_login' } as const;

/**
 * The login that belongs to a database, with its password from a file of mode 0600 in the data folder. The file is made
 * here when it is missing; migrating then gives the role that password.
 */
export function webLogin(dataFolder: string, database: string, kind: 'web' | 'vault' = 'web'): WebLogin {
  const file = path.join(dataFolder, `${kind}-role-${database.replace(/[^A-Za-z0-9_-]/g, '_')}.json`);
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
  const draft = `${file}.${process.pid}`;
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as WebLogin;
  } catch {
    const login = { role: `${database}_${LOGIN[kind]}`, password: randomBytes(24).toString('base64url') };
    writeFileSync(draft, JSON.stringify(login), { mode: 0o600 });
  }
  try {
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  return JSON.parse(readFileSync(file, 'utf8')) as WebLogin;
}

/** What the server stores of a password (RFC 5803), so that the password itself never stands in a statement or a log. */
export function scramVerifier(password: string): string {
  const salt = randomBytes(16);
  const iterations = 4096;
  const salted = pbkdf2Sync(password, salt, iterations, 32, 'sha256');
  const hmac = (text: string) => createHmac('sha256', salted).update(text).digest();
  const storedKey = createHash('sha256').update(hmac('Client Key')).digest('base64');
  return `SCRAM-SHA-256$${iterations}:${salt.toString('base64')}$${storedKey}:${hmac('Server Key').toString('base64')}`;
}
