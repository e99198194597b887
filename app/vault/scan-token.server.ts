import type { Tx } from 'db/client';
import { sql } from 'drizzle-orm';
import type { Field } from './identity-fields';
import { blindToken, type Keyring, keyFor } from './keyring.server';
import { type PartKind, partsOfIdentity } from './telling-parts';

/** A part's token under a key version of its own use. */
export function scanToken(keyring: Keyring, version: number, kind: PartKind, text: string): Buffer {
  return blindToken(keyFor(keyring, version, 'scan'), kind, text);
}

/** Lays the tokens of all that the vault keeps of a subject, in place of those it had. */
export async function keepScanTokens(
  tx: Tx,
  keyring: Keyring,
  version: number,
  subject: string,
  values: Partial<Record<Field, string>>,
): Promise<void> {
  await tx.execute(sql`delete from vault.scan_token where subject_id = ${subject}`);
  const parts = partsOfIdentity(values);
  if (parts.length === 0) return;
  const column = <T>(of: (part: (typeof parts)[number]) => T) => sql.param(parts.map(of));
  await tx.execute(sql`
    insert into vault.scan_token (subject_id, field, kind, place, kek_version, token)
    select ${subject}, t.field, t.kind, t.place, ${version}, t.token
      from unnest(${column((part) => part.field)}::text[], ${column((part) => part.kind)}::text[],
        ${column((part) => part.place)}::int[], ${column((part) => scanToken(keyring, version, part.kind, part.text))}::bytea[])
        as t(field, kind, place, token)
    on conflict do nothing`);
}
