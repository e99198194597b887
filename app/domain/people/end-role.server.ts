import type { Tx } from 'db/client';
import { sql } from 'drizzle-orm';
import { type Actor, demand } from '~/access/actor';
import { once } from '../audit/once.server';
import { recordAuditEvent } from '../audit/record-audit-event.server';
import { getRoleGrant } from './get-person.server';

/**
 * Ends a role a person holds, with a reason; their sessions end with it.
 * Throws NotFound; database refusals RG002 (one's own), RG003 (not held any more), SI002.
 */
export async function endRole(
  tx: Tx,
  actor: Actor,
  input: { key: string; grant: number; reason: string },
): Promise<{ person: string }> {
  demand(actor, 'role.grant');
  return once(tx, actor, { key: input.key, action: 'role.ended', request: input }, async () => {
    const { id, personId, role } = await getRoleGrant(tx, input.grant);
    await tx.execute(sql`select sec.end_role(${id}, ${input.reason})`);
    await recordAuditEvent(tx, {
      action: 'role.ended',
      recordType: 'role',
      recordRef: `${role}, person ${personId}`,
      facts: { role },
    });
    return { person: String(personId) };
  });
}
