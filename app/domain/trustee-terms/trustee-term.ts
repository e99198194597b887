/** What appoints a trustee (UTC 704); the database's check on trustee_term.authority lists the same. */
export const AUTHORITIES = ['order', 'instrument'] as const;
export type Authority = (typeof AUTHORITIES)[number];

/** How a term ends (UTC 705-707); the database's check on trustee_term_step.kind lists the same. */
export const ENDINGS = ['resignation', 'resignation_allowed', 'removal', 'instrument', 'death', 'withdrawn'] as const;
export type Ending = (typeof ENDINGS)[number];

export const ENDING_WORDS: Record<Ending, string> = {
  resignation: 'resignation with notice',
  resignation_allowed: 'resignation that the court approved',
  removal: 'removal by order of the court',
  instrument: 'end by the instrument',
  death: 'death',
  withdrawn: 'withdrawn before it was accepted',
};

/** These rest on an order or a clause, which is named. */
export const RESTS_ON: readonly Ending[] = ['resignation_allowed', 'removal', 'instrument'];
/** How trustees end their own term; the rest is what others record. */
export const OWN_ENDINGS = ['resignation', 'resignation_allowed'] as const satisfies readonly Ending[];

/** `offered`: waits for who was appointed. `lapsed`: its last day went by before that. `to_come`: accepted and not begun. */
export type TermState = 'offered' | 'lapsed' | 'declined' | 'withdrawn' | 'to_come' | 'in_office' | 'over';

export interface TermFacts {
  endsOn: string | null;
  acceptedOn: string | null;
  declinedOn: string | null;
  endedAtOnce: boolean;
  /** As the database says: sec.term_stands(). */
  stands: boolean;
}

export function termState(facts: TermFacts, today: string): TermState {
  const over = facts.endedAtOnce || (facts.endsOn !== null && facts.endsOn < today);
  if (facts.declinedOn) return 'declined';
  if (!facts.acceptedOn) return facts.endedAtOnce ? 'withdrawn' : over ? 'lapsed' : 'offered';
  if (over) return 'over';
  return facts.stands ? 'in_office' : 'to_come';
}

/** Whether anything can still become of it: answered, begun, or ended. */
export const isOpen = (state: TermState): boolean => ['offered', 'to_come', 'in_office'].includes(state);
