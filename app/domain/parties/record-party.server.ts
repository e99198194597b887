import type { Tx } from 'db/client';
import { sql } from 'drizzle-orm';
import { type Actor, demand } from '~/access/actor';
import type { PartyKind } from './party';

/**
 * Records that somebody with an account here is a party to a case; the database writes the audit event. Sent twice it is
 * refused the second time. Throws database refusals CP001 (no such case or person), CP002 (oneself), CP003, TU002, SI002.
 */
export async function recordParty(
  tx: Tx,
  actor: Actor,
  { docket, kind, personId }: { docket: string; kind: PartyKind; personId: number },
): Promise<void> {
  demand(actor, 'party.record');
  await tx.execute(sql`select record_case_party(${docket}, ${kind}, ${personId})`);
}
