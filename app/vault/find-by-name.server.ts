import type { Tx } from 'db/client';
import { sql } from 'drizzle-orm';
import { Refusal } from '~/access/refusal';
import { bearers } from './bearers.server';
import type { OpenVault } from './open-vault.server';
import { logReading } from './read-log.server';

/**
 * Whether a child of this name is known: the codes of those that the asker may see, and how many more there are. Looked
 * for by the blind index, without opening a name. Throws Refusal 'vault.searched'; RV012.
 */
export async function findByName(tx: Tx, vault: OpenVault, name: string): Promise<{ codes: string[]; others: number }> {
  await refuseTooMany(tx);
  const ids = await childrenNamed(tx, vault, name);
  const { rows: seen } = await tx.execute<{ codes: string[] }>(
    sql`select beneficiary_codes(${sql.param(ids)}::bigint[]) as codes`,
  );
  const codes = seen[0]?.codes ?? [];
  await logReading(tx, { act: 'find', purpose: 'duplicate', fields: ['name'], outcome: `${ids.length} found` });
  await tx.execute(sql`select note_searched(${ids.length}::int)`);
  return { codes, others: ids.length - codes.length };
}

/** The children whose name is this one, as the blind index sees names. Nothing of it may be answered to a person as it is. */
export function childrenNamed(tx: Tx, vault: OpenVault, name: string): Promise<number[]> {
  return bearers(tx, vault, { kind: 'beneficiary', field: 'name', name });
}

/** Counted one after the other, so that many at once are not each the last allowed. */
export async function refuseTooMany(tx: Tx): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtext('vault.find'), sec.person()::int)`);
  const { rows } = await tx.execute<{ allowed: boolean; may: boolean }>(sql`
    select (sec.has_role('caseworker') or sec.has_role('operator')) as may,
           count(*) < policy_value('VF-1', 'most_an_hour', legal_today())::int as allowed
      from vault.read_log where act = 'find' and person_id = sec.person() and at > clock_timestamp() - interval '1 hour'`);
  if (!rows[0]?.may) throw new Refusal('vault.not-yours', 'Only who takes children in can look for a name.');
  if (!rows[0].allowed)
    throw new Refusal('vault.searched', 'The vault was searched too often in this hour. Wait, and ask again.');
}
