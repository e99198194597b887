import type { Tx } from 'db/client';
import { sql } from 'drizzle-orm';
import { type Actor, demand } from '~/access/actor';
import type { Role } from '~/access/roles';
import { once } from '../audit/once.server';
import { recordAuditEvent } from '../audit/record-audit-event.server';
import { getPerson } from './get-person.server';

/**
 * Gives a person a role, with a reason; their sessions end, and they sign in again with it.
 * Throws NotFound; database refusals RG001 (excludes a role held), RG002 (oneself), role_grant_held_once, SI002.
 */
export async function giveRole(
  tx: Tx,
  actor: Actor,
  input: { key: string; person: number; role: Role; reason: string },
): Promise<{ person: string }> {
  demand(actor, 'role.grant');
  return once(tx, actor, { key: input.key, action: 'role.given', request: input }, async () => {
    const { id } = await getPerson(tx, input.person);
    await tx.execute(sql`select sec.give_role(${id}, ${input.role}, ${input.reason})`);
    await recordAuditEvent(tx, {
      action: 'role.given',
      recordType: 'role',
      recordRef: `${input.role}, person ${id}`,
      facts: { role: input.role },
    });
    return { person: String(id) };
  });
}
