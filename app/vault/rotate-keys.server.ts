import type { Tx } from 'db/client';
import { sql } from 'drizzle-orm';
import { activeVersion, makeDataKey, openWrapped } from './data-keys.server';
import { openField, sealField, wrapKey } from './envelope.server';
import type { Field } from './identity-fields';
import { indexTokens } from './index-tokens.server';
import type { KeySource } from './key-sources.server';
import { type Keyring, keyFor } from './keyring.server';
import { type OpenVault, selfTest } from './open-vault.server';
import { logReading } from './read-log.server';
import { keepScanTokens } from './scan-token.server';

type InTx = <T>(work: (tx: Tx) => Promise<T>) => Promise<T>;

interface Rotated {
  subjects: number;
  version: number;
}

const BATCH = 50;
const LONGEST_STATEMENT_MS = 15_000;

/**
 * A new root key: every data key is wrapped anew and every index token made anew, in batches while people read on; then
 * the old root is let go. Interrupted anywhere, it goes on where it stopped. Only the operator's session may.
 */
export async function rotateRoot(inTx: InTx, keyring: Map<number, Buffer>, source: KeySource): Promise<Rotated> {
  const begun = await inTx(async (tx) => {
    await demandOperator(tx);
    return { version: await activeVersion(tx), underWay: await isUnderWay(tx) };
  });
  const version = begun.underWay ? begun.version : begun.version + 1;
  if (!begun.underWay) {
    if (!keyring.has(version)) keyring.set(version, (await source.add(version)).get(version) as Buffer);
    await inTx((tx) => activate(tx, keyring, version));
  }
  let subjects = 0;
  for (;;) {
    const moved = await inTx((tx) => rewrapBatch(tx, keyring, version));
    subjects += moved;
    if (moved < BATCH) break;
  }
  const retired = await inTx((tx) => retire(tx, subjects));
  for (const old of retired.filter((item) => keyring.has(item))) {
    await source.drop(old);
    // Whoever read a row just before it was wrapped anew still unwraps it by the old root.
    setTimeout(() => keyring.delete(old), LONGEST_STATEMENT_MS).unref();
  }
  return { subjects, version };
}

/** A new data key for every subject, its values sealed anew: one subject in one transaction. */
export async function rotateDataKeys(inTx: InTx, { keyring }: OpenVault): Promise<Rotated> {
  const { subjects, version } = await inTx(async (tx) => {
    await demandOperator(tx);
    const { rows } = await tx.execute<{ id: string }>(sql`select subject_id as id from vault.data_key order by id`);
    return { subjects: rows.map((row) => row.id), version: await activeVersion(tx) };
  });
  for (const subject of subjects) await inTx((tx) => resealSubject(tx, keyring, subject));
  await inTx((tx) => logReading(tx, { act: 'rotate', purpose: 'data keys', fields: [] }));
  return { subjects: subjects.length, version };
}

async function demandOperator(tx: Tx): Promise<void> {
  const { rows } = await tx.execute<{ may: boolean }>(sql`select sec.has_role('operator') as may`);
  if (!rows[0]?.may) throw Object.assign(new Error('only the operator rotates keys'), { code: 'RV012' });
}

async function isUnderWay(tx: Tx): Promise<boolean> {
  return (await tx.execute(sql`select from vault.kek where state = 'reading'`)).rowCount !== 0;
}

async function activate(tx: Tx, keyring: Keyring, version: number): Promise<void> {
  await tx.execute(sql`update vault.kek set state = 'reading' where state = 'active'`);
  await tx.execute(
    sql`insert into vault.kek (version, state, self_test) values (${version}, 'active', ${selfTest(keyring, version)})`,
  );
}

interface Wrapped extends Record<string, unknown> {
  id: number;
  subject: string;
  kek: number;
  wrapped: Buffer;
}

/** Locked in the order of their subjects, as keeping an identity locks one. */
async function rewrapBatch(tx: Tx, keyring: Keyring, version: number): Promise<number> {
  const { rows } = await tx.execute<Wrapped>(sql`
    select k.id, k.subject_id as subject, k.kek_version as kek, k.wrapped
      from vault.subject s join vault.data_key k on k.subject_id = s.id
     where k.kek_version <> ${version} order by s.id limit ${BATCH} for update of s, k`);
  for (const row of rows) {
    const key = openWrapped(keyring, row.subject, row);
    const wrapped = wrapKey(
      keyFor(keyring, version, 'wrap'),
      { subject: row.subject, dataKey: row.id, kek: version },
      key,
    );
    await tx.execute(
      sql`update vault.data_key set kek_version = ${version}, wrapped = ${wrapped} where id = ${row.id}`,
    );
    await reindex(tx, keyring, version, row.subject, { id: row.id, key });
  }
  return rows.length;
}

interface Kept extends Record<string, unknown> {
  field: Field;
  version: number;
  sealed: Buffer;
}

const keptOf = async (tx: Tx, subject: string) =>
  (await tx.execute<Kept>(sql`select field, version, sealed from vault.field where subject_id = ${subject}`)).rows;

async function reindex(
  tx: Tx,
  keyring: Keyring,
  kek: number,
  subject: string,
  { id, key }: { id: number; key: Buffer },
) {
  await tx.execute(sql`delete from vault.blind_index where subject_id = ${subject}`);
  const values: Partial<Record<Field, string>> = {};
  for (const { field, version, sealed } of await keptOf(tx, subject)) {
    const value = openField(key, { subject, field, version, dataKey: id }, sealed);
    values[field] = value;
    for (const { token } of indexTokens(keyring, [kek], field, value))
      await tx.execute(
        sql`insert into vault.blind_index (subject_id, field, kek_version, token) values (${subject}, ${field}, ${kek}, ${token}) on conflict do nothing`,
      );
  }
  await keepScanTokens(tx, keyring, kek, subject, values);
}

/** Retires what wraps nothing any more, and answers all that is retired: a root may have outlived an interruption. */
async function retire(tx: Tx, subjects: number): Promise<number[]> {
  await tx.execute(sql`
    update vault.kek k set state = 'retired'
     where state = 'reading' and not exists (select from vault.data_key d where d.kek_version = k.version)`);
  await logReading(tx, { act: 'rotate', purpose: 'root key', fields: [], outcome: `${subjects} wrapped anew` });
  const { rows } = await tx.execute<{ version: number }>(sql`select version from vault.kek where state = 'retired'`);
  return rows.map((row) => row.version);
}

async function resealSubject(tx: Tx, keyring: Keyring, subject: string): Promise<void> {
  const { rows } = await tx.execute<Wrapped>(sql`
    select k.id, k.subject_id as subject, k.kek_version as kek, k.wrapped
      from vault.subject s join vault.data_key k on k.subject_id = s.id where s.id = ${subject} for update of s, k`);
  const old = rows[0];
  if (!old) return;
  const oldKey = openWrapped(keyring, subject, old);
  await tx.execute(sql`delete from vault.data_key where id = ${old.id}`);
  const fresh = await makeDataKey(tx, keyring, subject);
  for (const { field, version, sealed } of await keptOf(tx, subject)) {
    const value = openField(oldKey, { subject, field, version, dataKey: old.id }, sealed);
    const again = sealField(fresh.key, { subject, field, version, dataKey: fresh.id }, value);
    await tx.execute(
      sql`update vault.field set sealed = ${again}, data_key_id = ${fresh.id} where subject_id = ${subject} and field = ${field}`,
    );
  }
}
