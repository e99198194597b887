import { daysBetween } from '../trusts/legal-day';

export const RIGHT_KINDS = ['access', 'rectification'] as const;
export type RightKind = (typeof RIGHT_KINDS)[number];

/** RA 10173 s.16(c) and (d). */
export const KIND_WORDS: Record<RightKind, string> = {
  access: 'To know what is held',
  rectification: 'To have it put right',
};

/** Who uses the right of the person: themselves, or who may for them (RA 10173 s.16, s.17). */
export const ASKERS = ['of_age', 'parent', 'guardian', 'guardian_ad_litem', 'attorney'] as const;
export type Asker = (typeof ASKERS)[number];

export const ASKER_WORDS: Record<Asker, string> = {
  of_age: 'The person, of age',
  parent: 'A parent',
  guardian: 'The legal guardian',
  guardian_ad_litem: 'The guardian ad litem',
  attorney: 'An attorney for the person',
};

export const PROOFS = ['identity_paper', 'known_in_person', 'court_appointment', 'power_of_attorney'] as const;
export type Proof = (typeof PROOFS)[number];

export const PROOF_WORDS: Record<Proof, string> = {
  identity_paper: 'By an identity paper that was shown',
  known_in_person: 'Known in person to the worker for a long time',
  court_appointment: 'By the order of the court that appoints them',
  power_of_attorney: 'By a power of attorney and an identity paper',
};

/** On what a right may be refused: identity, law or proceedings, and the rights of others (GDPR Art. 12(6), 15(4), 23 as model). */
export const GROUNDS = ['not_identified', 'proceedings', 'rights_of_others'] as const;
export type Ground = (typeof GROUNDS)[number];

export const GROUND_WORDS: Record<Ground, string> = {
  not_identified: 'It is not established who asks, or that they may',
  proceedings: 'A legal hold or a proceeding stands in the way',
  rights_of_others: 'It would tell what is another person’s',
};

export type RightState = 'waiting' | 'refused' | 'agreed' | 'answered';

export const STATE_WORDS: Record<RightState, string> = {
  waiting: 'Waits for a second person to decide',
  refused: 'Refused with reason',
  agreed: 'Agreed; not answered yet',
  answered: 'Answered',
};

interface RightFacts {
  decision: { decision: 'agreed' | 'refused' } | null;
  answers: readonly unknown[];
}

export function rightState({ decision, answers }: RightFacts): RightState {
  if (!decision) return 'waiting';
  if (decision.decision === 'refused') return 'refused';
  return answers.length > 0 ? 'answered' : 'agreed';
}

export const isOpen = (state: RightState): boolean => state === 'waiting' || state === 'agreed';

/** Below zero by how many days it is over; the day it is due is the last one that is in time. */
export const daysLeft = (dueOn: string, today: string): number => daysBetween(today, dueOn);
