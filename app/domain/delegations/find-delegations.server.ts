import type { Tx } from 'db/client';
import { person } from 'db/schema/access';
import { delegation, delegationStep } from 'db/schema/delegations';
import { asc, desc, eq, inArray, or, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Actor } from '~/access/actor';
import { NotFound } from '~/access/refusal';
import { oneRecord, recordReadings } from '../audit/record-readings.server';
import { type DelegatedRole, type DelegationState, delegationState, type Power } from './delegation';

const delegator = alias(person, 'delegator');
const delegate = alias(person, 'delegate');

export interface Step {
  by: string;
  at: Date;
  reason: string;
}

export interface DelegationRecord {
  id: number;
  delegatorId: number;
  delegator: string;
  delegateId: number;
  delegate: string;
  role: DelegatedRole;
  trustId: number | null;
  trustCode: string | null;
  powers: Power[];
  startsOn: string;
  endsOn: string;
  reason: string;
  givenAt: Date;
  accepted: Step | null;
  agreed: Step | null;
  ended: Step | null;
  state: DelegationState;
}

/** The delegations the reader may know of, the newest first; of one person, given and received. */
export async function findDelegations(tx: Tx, today: string, personId?: number): Promise<DelegationRecord[]> {
  const found = await tx
    .select({
      id: delegation.id,
      delegatorId: delegation.delegatorId,
      delegator: delegator.name,
      delegateId: delegation.delegateId,
      delegate: delegate.name,
      role: delegation.role,
      trustId: delegation.trustId,
      trustCode: sql<string | null>`sec.delegated_trust(${delegation.id})`,
      powers: delegation.powers,
      startsOn: delegation.startsOn,
      endsOn: delegation.endsOn,
      reason: delegation.reason,
      givenAt: delegation.givenAt,
      stands: sql<boolean>`sec.delegation_stands(${delegation.id})`,
    })
    .from(delegation)
    .innerJoin(delegator, eq(delegator.id, delegation.delegatorId))
    .innerJoin(delegate, eq(delegate.id, delegation.delegateId))
    .where(
      personId === undefined
        ? undefined
        : or(eq(delegation.delegatorId, personId), eq(delegation.delegateId, personId)),
    )
    .orderBy(desc(delegation.id));
  if (found.length === 0) return [];
  const steps = await findSteps(
    tx,
    found.map(({ id }) => id),
  );
  return found.map(({ stands, powers, ...row }) => {
    const step = (name: string) => steps.find((item) => item.delegationId === row.id && item.step === name) ?? null;
    const [accepted, agreed, ended] = [step('accepted'), step('agreed'), step('ended')];
    const facts = { ...row, accepted: !!accepted, agreed: !!agreed, ended: !!ended, stands };
    return { ...row, powers: powers as Power[], accepted, agreed, ended, state: delegationState(facts, today) };
  });
}

function findSteps(tx: Tx, ids: readonly number[]) {
  return tx
    .select({
      delegationId: delegationStep.delegationId,
      step: delegationStep.step,
      by: person.name,
      at: delegationStep.at,
      reason: delegationStep.reason,
    })
    .from(delegationStep)
    .innerJoin(person, eq(person.id, delegationStep.personId))
    .where(inArray(delegationStep.delegationId, [...ids]))
    .orderBy(asc(delegationStep.id));
}

/** One delegation; that it was read is audited. Throws NotFound. */
export async function getDelegation(tx: Tx, id: number, today: string): Promise<DelegationRecord> {
  const row = (await findDelegations(tx, today)).find((item) => item.id === id);
  if (!row) throw new NotFound();
  await recordReadings(tx, 'delegation.read', oneRecord(id, row.trustId ?? undefined));
  return row;
}

/** Which answer of the actor's a delegation waits for, if any. */
export function waitsForActor(row: DelegationRecord, actor: Actor): 'acceptance' | 'agreement' | null {
  if (row.state !== 'waits') return null;
  if (row.delegateId === actor.personId) return row.accepted ? null : 'acceptance';
  return !row.agreed && row.delegatorId !== actor.personId && actor.roles.includes('administrator')
    ? 'agreement'
    : null;
}
