import type { Actor } from '~/access/actor';
import type { ActingFor } from '~/domain/delegations/find-acting-for.server';
import type { ApprovalRecord, DisbursementRecord } from '~/domain/disbursements/get-disbursement.server';

/** "P. Santos for R. Alvarez", where one stood in for the other. */
export function namesOf(name: string, forName: string | null): string {
  return forName ? `${name} for ${forName}` : name;
}

/** Why the actor does not decide although they might: they and another count as one person, who has asked or decided. */
export function asOne(
  actor: Actor,
  acting: ActingFor | null,
  request: Pick<DisbursementRecord, 'requestedBy' | 'requestedByName' | 'requestedForId'>,
  current: readonly ApprovalRecord[],
): string | null {
  const one = (name: string, did: string) => `${name} ${did}, and you and ${name} count as one person (rule SD-1).`;
  if (acting && [request.requestedBy, request.requestedForId].includes(acting.delegatorId))
    return one(acting.name, 'asked for this payment');
  if (request.requestedForId === actor.personId) return one(request.requestedByName, 'asked for this payment for you');
  const other = current.find(
    (item) =>
      !item.withdrawnAt &&
      (item.personId === acting?.delegatorId ||
        (item.forPersonId === actor.personId && item.decision !== 'step_aside')),
  );
  return other ? one(other.personName, 'decided on this version') : null;
}
