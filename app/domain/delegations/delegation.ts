/** Offices whose powers can be handed over; the database's check on delegation.role lists the same. */
export const DELEGATED_ROLES = ['trustee', 'supervisor'] as const;
export type DelegatedRole = (typeof DELEGATED_ROLES)[number];

/** What is handed over beyond reading. Everything else of an office stays with who holds it. */
export const POWERS = {
  trustee: ['ask', 'decide'],
  supervisor: ['review'],
} as const satisfies Record<DelegatedRole, readonly string[]>;
export type Power = (typeof POWERS)[DelegatedRole][number];

export const POWER_WORDS: Record<Power, string> = {
  ask: 'ask for payments',
  decide: 'decide on payments that neither of the two asked for',
  review: 'confirm services that the team logged, or send them back',
};

/** How a delegation stands today. `waits`: for who is to stand in, for an administrator, or both. */
export type DelegationState = 'waits' | 'agreed' | 'stands' | 'ended' | 'over' | 'void';

export interface DelegationFacts {
  startsOn: string;
  endsOn: string;
  accepted: boolean;
  agreed: boolean;
  ended: boolean;
  /** As the database says: sec.delegation_stands(). */
  stands: boolean;
}

/** Void: both agreed and its days are here, but an office, a duty or a case has come between. */
export function delegationState(facts: DelegationFacts, today: string): DelegationState {
  if (facts.ended) return 'ended';
  if (facts.endsOn < today) return 'over';
  if (!facts.accepted || !facts.agreed) return 'waits';
  if (facts.startsOn > today) return 'agreed';
  return facts.stands ? 'stands' : 'void';
}

/** What can be done in somebody's place, as the end of "may …". */
export function powersInWords(role: DelegatedRole, powers: readonly Power[]): string {
  const sees = role === 'trustee' ? 'read the books of the trust' : 'read the records of the team';
  return [sees, ...powers.map((power) => POWER_WORDS[power])].join('; ');
}
