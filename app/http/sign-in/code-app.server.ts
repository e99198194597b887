import { createHash, randomBytes } from 'node:crypto';
import type { Pool } from 'db/client';
import { sql } from 'drizzle-orm';
import { NotFound, Refusal } from '~/access/refusal';
import type { Tx } from '../guard.server';
import { base32 } from './base32';
import type { CodeAppKeys, SealedSecret } from './code-app-keys.server';

const SECRET_BYTES = 20;

type Row = { version: string; sealed: Buffer; key_version: number };

/** The key for a code app, in base 32, as such apps take it by hand: the same one while the page is open. */
export async function offerCodeApp(tx: Tx, keys: CodeAppKeys, personId: number): Promise<string> {
  const standing = await offered(tx, personId);
  if (standing?.fresh) return base32(opened(keys, standing));
  const { rows } = await tx.execute<{ version: string; key_version: number }>(
    sql`select version, key_version from sec.next_code_app()`,
  );
  const [next] = rows;
  if (!next) throw new Error('no key of code apps was begun');
  const secret = randomBytes(SECRET_BYTES);
  const place = { personId, version: Number(next.version), keyVersion: next.key_version };
  const { version, sealed, keyVersion } = keys.seal(place, secret);
  await tx.execute(
    sql`select sec.offer_code_app(${version}::bigint, ${sealed}, ${keyVersion}, ${createHash('sha256').update(secret).digest()})`,
  );
  // Another page of the same person may have been first: what stands is what counts.
  const kept = await offered(tx, personId);
  return base32(kept ? opened(keys, kept) : secret);
}

/** Whether the code is one of the offered key, which is enrolled by it. Throws Refusal 'code-app.over'. */
export async function enrolCodeApp(tx: Tx, keys: CodeAppKeys, personId: number, code: string): Promise<boolean> {
  const standing = await offered(tx, personId);
  if (!standing) return false;
  if (!standing.fresh)
    throw new Refusal(
      'code-app.over',
      'This key was shown more than 15 minutes ago, so it is over. Let your app read the new one, and enter its code.',
      'code',
    );
  const { rows } = await tx.execute<{ right: boolean }>(
    sql`select sec.enrol_code_app(${opened(keys, standing)}, ${plain(code)}) as right`,
  );
  return rows[0]?.right ?? false;
}

/** Throws NotFound; database refusal SI003 where it is the last factor. */
export async function removeCodeApp(tx: Tx): Promise<void> {
  const { rows } = await tx.execute<{ removed: boolean }>(sql`select sec.remove_code_app() as removed`);
  if (!rows[0]?.removed) throw new NotFound();
}

/** Whether a code is the one of the session's person now, for the first time. Throws Refusal 'code-app.seal'. */
export async function passCode(
  pool: Pool,
  keys: CodeAppKeys,
  step: { token: string; newSha256: Buffer; code: string },
): Promise<boolean> {
  const read = async () => {
    const { rows } = await pool.query<Row & { person_id: string }>(
      'select person_id, version, sealed, key_version from sec.step_code_app($1)',
      [step.token],
    );
    return rows[0] && sealedOf(Number(rows[0].person_id), rows[0]);
  };
  let kept = await read();
  // Between the row and the file the key may have been changed: then the row was sealed anew.
  if (kept && !keys.has(kept.keyVersion)) kept = await read();
  if (!kept) return false;
  const secret = opened(keys, kept);
  const passed = await pool.query<{ passed: boolean }>('select sec.pass_step_by_code($1, $2, $3, $4) as passed', [
    step.token,
    step.newSha256,
    secret,
    plain(step.code),
  ]);
  return passed.rows[0]?.passed ?? false;
}

function opened(keys: CodeAppKeys, kept: SealedSecret): Buffer {
  const secret = keys.open(kept);
  if (secret) return secret;
  throw new Refusal(
    'code-app.seal',
    'Your code app cannot be asked now. Show it is you in another way, or ask your administrator.',
    'confirm-code',
  );
}

async function offered(tx: Tx, personId: number): Promise<(SealedSecret & { fresh: boolean }) | undefined> {
  const { rows } = await tx.execute<Row & { fresh: boolean }>(
    sql`select version, sealed, key_version, fresh from sec.my_code_app_offer()`,
  );
  return rows[0] && { ...sealedOf(personId, rows[0]), fresh: rows[0].fresh };
}

const sealedOf = (personId: number, row: Row): SealedSecret => ({
  personId,
  version: Number(row.version),
  keyVersion: row.key_version,
  sealed: row.sealed,
});

const plain = (code: string) => code.replace(/[\s-]/g, '');
