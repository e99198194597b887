export const BASES = ['own_request', 'guardian_request', 'court_order', 'purpose_ended'] as const;
export type Basis = (typeof BASES)[number];

export const BASIS_WORDS: Record<Basis, string> = {
  own_request: 'The person asked for it, of age (RA 10173, section 16)',
  guardian_request: 'The guardian asked for it (RA 10173, section 16)',
  court_order: 'A court ordered it',
  purpose_ended: 'What it was kept for has ended (RA 10173, section 11)',
};

export type ErasureState = 'waiting' | 'refused' | 'lapsed' | 'agreed' | 'erased';

export const STATE_WORDS: Record<ErasureState, string> = {
  waiting: 'Waits for two people to agree',
  refused: 'Refused with reason',
  lapsed: 'Its days passed before it was done',
  agreed: 'Two people agreed; not erased yet',
  erased: 'Erased',
};

/** How many agree, besides who asked. */
export const AGREEING = 2;

export interface ErasureFacts {
  decisions: readonly { decision: 'agreed' | 'refused' }[];
  /** Of those who agreed, how many still could. */
  agreedNow: number;
  expiresAt: Date;
  erased: boolean;
}

/** Where an erasure stands at a moment of the database's clock. The database decides again when it is done. */
export function erasureState({ decisions, agreedNow, expiresAt, erased }: ErasureFacts, now: Date): ErasureState {
  if (erased) return 'erased';
  if (decisions.some(({ decision }) => decision === 'refused')) return 'refused';
  if (expiresAt <= now) return 'lapsed';
  return agreedNow >= AGREEING ? 'agreed' : 'waiting';
}
