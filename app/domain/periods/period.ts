/** What the books say of one close. */
export interface PeriodFacts {
  /** Who asks that it be taken back; nobody where the asking was withdrawn. */
  askedBy: number | null;
  /** Another person agreed: its days are open again. */
  reopened: boolean;
  /** An accounting over some of its days is filed with the court. */
  filed: boolean;
  /** No later close stands. */
  last: boolean;
}

export type PeriodState = 'closed' | 'asked' | 'open-again' | 'accounted';

export function periodState({ askedBy, reopened, filed }: PeriodFacts): PeriodState {
  if (reopened) return 'open-again';
  if (filed) return 'accounted';
  return askedBy === null ? 'closed' : 'asked';
}

/** What may still be done about a close: ask that it be taken back, agree to that, wait (or withdraw one's own asking), or nothing. */
export function reopeningStep(facts: PeriodFacts, personId: number): 'ask' | 'agree' | 'wait' | null {
  const state = periodState(facts);
  if (!facts.last || state === 'open-again' || state === 'accounted') return null;
  if (state === 'closed') return 'ask';
  return facts.askedBy === personId ? 'wait' : 'agree';
}
