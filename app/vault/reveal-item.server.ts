import type { Tx } from 'db/client';
import { sql } from 'drizzle-orm';
import { Refusal } from '~/access/refusal';
import { openWrapped } from './data-keys.server';
import { openField } from './envelope.server';
import type { Field } from './identity-fields';
import type { OpenVault } from './open-vault.server';
import { isPartyName } from './party-names.server';
import { logReading } from './read-log.server';

export interface Revealed {
  value: string;
  /** A guardian or contact who bears the name of a party to a case: recorded since, and never to be spoken to for the child. */
  isParty: boolean;
  /** ISO. */
  openUntil: string;
  /** Until then, by the database's clock. */
  secondsLeft: number;
}

/**
 * Opens the one item of a reveal that a second person agreed to, for who asked. open_reveal() in the database decides, by
 * its own clock, and throws RV005 to RV010. Throws Refusal 'vault.nothing' where the vault has no such item; BrokenSeal.
 */
export async function revealItem(
  tx: Tx,
  vault: OpenVault,
  asked: { reference: string; item: Field },
): Promise<Revealed> {
  const { rows } = await tx.execute<Granted>(
    sql`select beneficiary_id, open_until, floor(extract(epoch from open_until - clock_timestamp()))::int as seconds_left from open_reveal(${asked.reference}, ${asked.item})`,
  );
  const granted = rows[0] as Granted;
  const found = await readField(tx, vault, Number(granted.beneficiary_id), asked.item);
  if (!found) throw new Refusal('vault.nothing', 'The vault has no such item of this child. No details were shown.');
  await logReading(tx, { act: 'reveal', purpose: asked.reference, subject: found.subject, fields: [asked.item] });
  return {
    value: found.value,
    isParty: ['guardian', 'contact'].includes(asked.item) && (await isPartyName(tx, vault, found.value)),
    openUntil: new Date(granted.open_until).toISOString(),
    secondsLeft: granted.seconds_left,
  };
}

interface Granted extends Record<string, unknown> {
  beneficiary_id: string;
  open_until: string;
  seconds_left: number;
}

interface Sealed extends Record<string, unknown> {
  subject: string;
  version: number;
  sealed: Buffer;
  id: number;
  kek: number;
  wrapped: Buffer;
}

/** A value and whose it is. Key and value in one statement: a rotation between two would leave them of different keys. */
export async function readField(tx: Tx, { keyring, register }: OpenVault, beneficiaryId: number, field: Field) {
  const { rows } = await tx.execute<Sealed>(sql`
    select f.subject_id as subject, f.version, f.sealed, k.id, k.kek_version as kek, k.wrapped
      from vault.subject s
      join vault.field f on f.subject_id = s.id
      join vault.data_key k on k.subject_id = s.id and k.id = f.data_key_id
     where s.kind = 'beneficiary' and s.record_id = ${beneficiaryId} and s.erased_at is null and f.field = ${field}`);
  const row = rows[0];
  // A restored copy may hold rows of an identity that was erased since: the register has the last word.
  if (!row || register.has(row.subject)) return undefined;
  const dataKey = openWrapped(keyring, row.subject, row);
  const value = openField(dataKey, { subject: row.subject, field, version: row.version, dataKey: row.id }, row.sealed);
  return { subject: row.subject, value };
}
