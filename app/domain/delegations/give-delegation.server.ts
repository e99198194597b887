import type { Tx } from 'db/client';
import { sql } from 'drizzle-orm';
import { type Actor, demand } from '~/access/actor';
import { once } from '../audit/once.server';
import type { DelegatedRole, Power } from './delegation';

export interface GiveDelegationInput {
  key: string;
  role: DelegatedRole;
  /** Of those that the office has (POWERS). */
  trustCode: string;
  delegate: number;
  powers: Power[];
  startsOn: string;
  endsOn: string;
  reason: string;
}

/**
 * Hands powers of the actor's office to another person for a term. It stands once that person has accepted and an
 * administrator has agreed; the database writes the audit event.
 * Throws database refusals DG001-DG004, DG010, RG001, RG004, SI002.
 */
export async function giveDelegation(tx: Tx, actor: Actor, input: GiveDelegationInput): Promise<{ id: string }> {
  demand(actor, 'delegation.give');
  return once(tx, actor, { key: input.key, action: 'delegation.given', request: input }, async () => {
    const { rows } = await tx.execute<{ id: string }>(
      sql`select sec.give_delegation(${input.role}, ${input.trustCode}, ${input.delegate}, ${sql.param(input.powers)}::text[],
        ${input.startsOn}::date, ${input.endsOn}::date, ${input.reason}) as id`,
    );
    return { id: String(rows[0]?.id) };
  });
}
