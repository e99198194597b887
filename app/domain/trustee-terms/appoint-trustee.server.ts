import type { Tx } from 'db/client';
import { sql } from 'drizzle-orm';
import { type Actor, demand } from '~/access/actor';
import { once } from '../audit/once.server';
import type { Authority } from './trustee-term';

export interface Appointment {
  key: string;
  /** By its code. */
  trust: string;
  person: number;
  /** Null: today. */
  from: string | null;
  until: string | null;
  authority: Authority;
  /** "Order of Mar 2, 2026, ECF 41". */
  reference: string;
  reason: string;
}

/**
 * Records that a person is appointed trustee, by a court's order or the instrument (UTC 704). It gives no authority until
 * they accept; the database writes the audit event.
 * Throws database refusals DG003, RG001, RG002, RG004, RG008, RG009, RG010, SI002.
 */
export async function appointTrustee(tx: Tx, actor: Actor, input: Appointment): Promise<{ id: string }> {
  demand(actor, 'trustee-term.appoint');
  return once(tx, actor, { key: input.key, action: 'trustee-term.appointed', request: input }, async () => {
    const { trust, person, from, until, authority, reference, reason } = input;
    const { rows } = await tx.execute<{ id: string }>(
      sql`select sec.appoint_trustee(${trust}, ${person}, ${from}, ${until}, ${authority}, ${reference}, ${reason}) as id`,
    );
    return { id: String(rows[0]?.id) };
  });
}
