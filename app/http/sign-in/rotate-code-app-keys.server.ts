import type { Tx } from 'db/client';
import { sql } from 'drizzle-orm';
import { newKey } from '~/vault/envelope.server';
import { readKeyFile, writeKeyFile } from '~/vault/key-file.server';
import { codeAppKeys, markOf, newestOf, WHAT } from './code-app-keys.server';

type InTx = <T>(work: (tx: Tx) => Promise<T>) => Promise<T>;

/**
 * A new key for the secrets of code apps, while people sign in: each is sealed anew, then the old key is let go. Interrupted,
 * it goes on where it stopped. Answers how many were sealed anew, and the key's version. Throws TU002 but for the operator.
 */
export async function rotateCodeAppKeys(inTx: InTx, file: string): Promise<{ sealed: number; version: number }> {
  const active = await inTx(async (tx) => {
    const { rows } = await tx.execute<{ version: number | null }>(sql`select sec.code_app_key_version() as version`);
    return rows[0]?.version;
  });
  if (!active) throw new Error('No key of code apps was begun yet: the server makes it at its first start.');
  const ring = readKeyFile(file, WHAT);
  if (newestOf(ring)[0] <= active) writeKeyFile(file, ring.set(active + 1, newKey()));
  const [version, key] = newestOf(ring);
  await inTx((tx) => tx.execute(sql`select sec.begin_code_app_key(${version}, ${markOf(key)})`));
  const sealed = await inTx((tx) => sealAnew(tx, file, version));
  writeKeyFile(file, new Map([[version, key]]));
  return { sealed, version };
}

async function sealAnew(tx: Tx, file: string, keyVersion: number): Promise<number> {
  const keys = codeAppKeys(file);
  const { rows } = await tx.execute<{ person_id: string; version: string; sealed: Buffer; key_version: number }>(
    sql`select person_id, version, sealed, key_version from sec.code_apps_of_earlier_keys()`,
  );
  for (const row of rows) {
    const place = { personId: Number(row.person_id), version: Number(row.version) };
    const secret = keys.open({ ...place, keyVersion: row.key_version, sealed: row.sealed });
    if (!secret) {
      throw new Error(
        `The code app of person ${place.personId} does not open. Let them enrol anew (tutela admin forget-factors), then rotate again.`,
      );
    }
    const { sealed } = keys.seal({ ...place, keyVersion }, secret);
    await tx.execute(
      sql`select sec.reseal_code_app(${place.personId}::bigint, ${place.version}::bigint, ${sealed}, ${keyVersion})`,
    );
  }
  return rows.length;
}
