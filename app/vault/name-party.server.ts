import type { Tx } from 'db/client';
import { sql } from 'drizzle-orm';
import { bearers } from './bearers.server';
import { keepIdentity } from './keep-identity.server';
import type { OpenVault } from './open-vault.server';
import { lockParties, refuseManyParties } from './party-names.server';
import type { Answers } from './protocol';
import { logReading } from './read-log.server';

/**
 * Keeps the name of a party to a case, and looks whose guardian or contact bears it, or which payee: without opening a name. The database
 * decides who may, and each child that is found has it in its history. Throws CP001 to CP004, TU002, SI002; Refusal 'vault.value', 'vault.searched'.
 */
export async function nameParty(
  tx: Tx,
  vault: OpenVault,
  { docket, kind, person, name }: { docket: string; kind: string; person: number | null; name: string },
): Promise<Answers['party']> {
  await lockParties(tx, 'recording');
  await refuseManyParties(tx);
  const { rows } = await tx.execute<{ party: string }>(
    sql`select record_case_party(${docket}, ${kind}, ${person}::bigint) as party`,
  );
  const party = String(rows[0]?.party);
  await keepIdentity(tx, vault, { kind: 'party', code: party, values: { party_name: name } }, { purpose: 'party' });
  const same = await bearers(tx, vault, { kind: 'party', field: 'party_name', name });
  const ofField = (field: 'guardian' | 'contact') => bearers(tx, vault, { kind: 'beneficiary', field, name });
  const children = [...new Set([...(await ofField('guardian')), ...(await ofField('contact'))])];
  const payees = await bearers(tx, vault, { kind: 'payout_account', field: 'payee_name', name });
  const { rows: found } = await tx.execute<{ children: string[]; payees: string[] }>(sql`
    select children, payees from close_case_party(
      ${party}, ${sql.param(same)}::bigint[], ${sql.param(children)}::bigint[], ${sql.param(payees)}::bigint[])`);
  const codes = found[0]?.children ?? [];
  const outcome = `near ${children.length} children, ${payees.length} payees`;
  await logReading(tx, { act: 'find', purpose: 'party', fields: ['guardian', 'contact', 'payee_name'], outcome });
  return { codes, others: children.length - codes.length, payees: found[0]?.payees ?? [] };
}
