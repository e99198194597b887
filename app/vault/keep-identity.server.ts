import type { Tx } from 'db/client';
import { sql } from 'drizzle-orm';
import { Refusal } from '~/access/refusal';
import { activeVersion, type DataKey, findDataKey, makeDataKey } from './data-keys.server';
import { openField, sealField } from './envelope.server';
import { type Field, fieldProblem, majorityDay, type SubjectKind } from './identity-fields';
import { indexTokens } from './index-tokens.server';
import type { OpenVault } from './open-vault.server';
import { refuseParty } from './party-names.server';
import { logReading } from './read-log.server';
import { keepScanTokens } from './scan-token.server';

export interface Identity {
  kind: SubjectKind;
  /** The beneficiary's or provider's code. */
  code: string;
  values: Partial<Record<Field, string>>;
}

/**
 * Seals what is given of an identity, in place of what the vault had. Of a birth date the day of majority is answered to
 * the rest of the system. Answers the version of each value. Throws Refusal 'vault.value', 'vault.party'; RV009 for a code not to be seen, RV012 for one not to be kept,
 * RV013 where the identity was erased.
 */
export async function keepIdentity(
  tx: Tx,
  vault: OpenVault,
  identity: Identity,
  { purpose } = { purpose: 'intake' },
): Promise<Partial<Record<Field, number>>> {
  const values = Object.entries(identity.values) as [Field, string][];
  for (const [field, value] of values) {
    const problem = fieldProblem(identity.kind, field, value);
    if (problem) throw new Refusal('vault.value', problem, field);
  }
  const record = await recordOf(tx, identity);
  for (const [field, value] of values) await refuseParty(tx, vault, field, value);
  const subject = await lockSubject(tx, identity.kind, record);
  if (subject.erased || vault.register.has(subject.id))
    throw new Refusal('vault.erased', 'This identity was erased. It cannot be kept again under the same code.');
  const dataKey =
    (await findDataKey(tx, vault.keyring, subject.id)) ?? (await makeDataKey(tx, vault.keyring, subject.id));
  const versions: Partial<Record<Field, number>> = {};
  for (const [field, value] of values) versions[field] = await keepField(tx, subject.id, dataKey, field, value);
  await indexFields(tx, vault, subject.id, values);
  const all = await openAll(tx, subject.id, dataKey);
  await keepScanTokens(tx, vault.keyring, await activeVersion(tx), subject.id, all);
  if (identity.values.birth_date) await setMajority(tx, record, identity.values.birth_date);
  await logReading(tx, { act: 'keep', purpose, subject: subject.id, fields: values.map(([field]) => field) });
  return versions;
}

/** Keeps further values of a record in one act of its own, which is in the trail. Throws as above; RV014 where the vault has one of them. */
export async function keepMore(tx: Tx, vault: OpenVault, identity: Identity): Promise<void> {
  await keepIdentity(tx, vault, identity);
  const fields = sql.param(Object.keys(identity.values));
  await tx.execute(sql`select note_kept(${identity.kind}, ${identity.code}, ${fields}::text[])`);
}

async function recordOf(tx: Tx, { kind, code }: Identity): Promise<number> {
  const { rows } = await tx.execute<{ id: string }>(sql`select identity_record(${kind}, ${code}) as id`);
  return Number(rows[0]?.id);
}

/** One subject's values are kept by one transaction at a time. */
async function lockSubject(tx: Tx, kind: SubjectKind, record: number): Promise<{ id: string; erased: boolean }> {
  await tx.execute(sql`insert into vault.subject (kind, record_id) values (${kind}, ${record}) on conflict do nothing`);
  const { rows } = await tx.execute<{ id: string; erased: boolean }>(
    sql`select id, erased_at is not null as erased from vault.subject where kind = ${kind} and record_id = ${record} for update`,
  );
  return rows[0] as { id: string; erased: boolean };
}

async function keepField(tx: Tx, subject: string, { id, key }: DataKey, field: Field, value: string): Promise<number> {
  const { rows } = await tx.execute<{ version: number }>(
    sql`select version from vault.field where subject_id = ${subject} and field = ${field}`,
  );
  const version = (rows[0]?.version ?? 0) + 1;
  const sealed = sealField(key, { subject, field, version, dataKey: id }, value);
  await tx.execute(sql`
    insert into vault.field (subject_id, field, version, data_key_id, sealed, kept_by)
    values (${subject}, ${field}, ${version}, ${id}, ${sealed}, sec.person())
    on conflict (subject_id, field) do update
      set version = excluded.version, data_key_id = excluded.data_key_id, sealed = excluded.sealed,
          kept_by = excluded.kept_by, kept_at = clock_timestamp()`);
  return version;
}

/** Initials and the year of birth are told together, and may have been kept one after the other. */
async function openAll(tx: Tx, subject: string, { id, key }: DataKey): Promise<Identity['values']> {
  const { rows } = await tx.execute<{ field: Field; version: number; sealed: Buffer }>(
    sql`select field, version, sealed from vault.field where subject_id = ${subject}`,
  );
  return Object.fromEntries(
    rows.map(({ field, version, sealed }) => [field, openField(key, { subject, field, version, dataKey: id }, sealed)]),
  );
}

async function indexFields(tx: Tx, vault: OpenVault, subject: string, values: [Field, string][]): Promise<void> {
  const version = await activeVersion(tx);
  for (const [field, value] of values) {
    await tx.execute(sql`delete from vault.blind_index where subject_id = ${subject} and field = ${field}`);
    for (const { token } of indexTokens(vault.keyring, [version], field, value))
      await tx.execute(
        sql`insert into vault.blind_index (subject_id, field, kek_version, token) values (${subject}, ${field}, ${version}, ${token}) on conflict do nothing`,
      );
  }
}

async function setMajority(tx: Tx, record: number, birthDate: string): Promise<void> {
  const { rows } = await tx.execute<{ years: string }>(
    sql`select policy_value('MJ-1', 'years', legal_today()) as years`,
  );
  await tx.execute(sql`select set_majority(${record}, ${majorityDay(birthDate, Number(rows[0]?.years))}::date)`);
}
