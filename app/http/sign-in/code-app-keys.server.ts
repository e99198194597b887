import { createHmac } from 'node:crypto';
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Pool } from 'db/client';
import { BrokenSeal, newKey, openFactor, sealFactor } from '~/vault/envelope.server';
import { readKeyFile, writeKeyFile } from '~/vault/key-file.server';

/** A sealed secret, as the database keeps it. */
export interface SealedSecret {
  personId: number;
  version: number;
  keyVersion: number;
  sealed: Buffer;
}

/** What seals and opens the secrets of code apps. Both throw a sentence where the key is not there. */
export interface CodeAppKeys {
  seal(place: Omit<SealedSecret, 'sealed'>, secret: Buffer): SealedSecret;
  /** Null where the seal was changed, or moved from another row: no code could ever be right. */
  open(kept: SealedSecret): Buffer | null;
  has(version: number): boolean;
}

export const WHAT = 'The keys of code apps';

/** A file of mode 0600 beside the database's other keys, and none of the vault's; TUTELA_CODE_APP_KEYS names another. */
export function codeAppKeyFile(dataFolder: string): string {
  return process.env.TUTELA_CODE_APP_KEYS || path.join(dataFolder, 'code-app-keys.json');
}

/** The file is read anew at each use, which is rare, so that a changed key needs no new start. */
export function codeAppKeys(file: string): CodeAppKeys {
  const keyOf = (version: number) => {
    const key = readKeyFile(file, WHAT).get(version);
    if (!key) throw new Error(`${WHAT} at ${file} have no version ${version}.`);
    return key;
  };
  const place = ({ personId, version, keyVersion }: Omit<SealedSecret, 'sealed'>) => ({
    person: personId,
    version,
    key: keyVersion,
  });
  return {
    seal: (at, secret) => ({ ...at, sealed: sealFactor(keyOf(at.keyVersion), place(at), secret) }),
    has: (version) => readKeyFile(file, WHAT).has(version),
    open: (kept) => {
      const key = keyOf(kept.keyVersion);
      try {
        return openFactor(key, place(kept), kept.sealed);
      } catch (error) {
        if (error instanceof BrokenSeal) return null;
        throw error;
      }
    },
  };
}

/**
 * Makes the file where the database has had no key yet, and holds the file to the database's mark of its key. Throws a
 * sentence where it is missing, others may read it, or it belongs to another database.
 */
export async function openCodeAppKeys(pool: Pool, file: string): Promise<CodeAppKeys> {
  const { rows } = await pool.query<{ version: number | null }>('select sec.code_app_key_version() as version');
  const version = rows[0]?.version ?? null;
  if (version === null && !existsSync(file)) writeKeyFile(file, new Map([[1, newKey()]]));
  const ring = readKeyFile(file, WHAT);
  const [active, key] = version === null ? newestOf(ring) : [version, ring.get(version)];
  const right = key
    ? await pool.query<{ right: boolean }>('select sec.is_code_app_key($1, $2) as right', [active, markOf(key)])
    : undefined;
  if (!right?.rows[0]?.right) {
    throw new Error(
      `${WHAT} at ${file} are not those of this database. Put the right file back; without it everybody enrols anew (tutela admin forget-factors).`,
    );
  }
  return codeAppKeys(file);
}

/** What only the key makes, and what does not tell it. */
export function markOf(key: Buffer): Buffer {
  return createHmac('sha256', key).update('tutela code-app key 1').digest();
}

/** The newest version of a file of keys. */
export function newestOf(ring: ReadonlyMap<number, Buffer>): [number, Buffer] {
  const version = Math.max(...ring.keys());
  return [version, ring.get(version) as Buffer];
}
