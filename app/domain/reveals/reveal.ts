export const ITEMS = ['name', 'birth_date', 'address', 'contact', 'guardian'] as const;
export type Item = (typeof ITEMS)[number];

export const ITEM_WORDS: Record<Item, string> = {
  name: 'Name',
  birth_date: 'Birth date',
  address: 'Address',
  contact: 'Contact',
  guardian: 'Guardian’s name',
};

export const PURPOSES = ['sealed_filing', 'bank_check', 'emergency', 'care', 'own_request', 'rights'] as const;
export type Purpose = (typeof PURPOSES)[number];

export const PURPOSE_WORDS: Record<Purpose, string> = {
  sealed_filing: 'For a sealed filing with the court',
  bank_check: 'For a check by a bank',
  emergency: 'For an emergency',
  care: 'For the child’s care',
  own_request: 'Because the child asked for it',
  rights: 'To answer a request about the person’s rights',
};

/** agreed: a second person decides first. emergency: one person sees the contact at once, and it is ratified afterwards. */
export type Path = 'agreed' | 'emergency';

export type RevealState = 'waiting' | 'expired' | 'refused' | 'open' | 'hidden' | 'over';

export const STATE_WORDS: Record<RevealState, string> = {
  waiting: 'Waits for the second person',
  expired: 'Nobody decided within 24 hours',
  refused: 'Refused with reason',
  open: 'Open',
  hidden: 'Hidden by who asked',
  over: 'The ten minutes are over',
};

export interface RevealFacts {
  path: Path;
  decision: 'agreed' | 'refused' | null;
  /** Until then it can be agreed to; an emergency is open until then. */
  expiresAt: Date;
  openUntil: Date | null;
  closedAt: Date | null;
  openings: number;
  reviewed: boolean;
}

/** Where a reveal stands at a moment of the database's clock. The database decides again when it is opened. */
export function revealState(facts: RevealFacts, now: Date): RevealState {
  if (facts.path === 'agreed' && facts.decision === null) return now < facts.expiresAt ? 'waiting' : 'expired';
  if (facts.path === 'agreed' && facts.decision === 'refused') return 'refused';
  if (facts.closedAt) return 'hidden';
  const until = facts.path === 'emergency' ? facts.expiresAt : facts.openUntil;
  const stillOpen = until !== null && now < until && facts.decision !== 'refused';
  return stillOpen ? 'open' : 'over';
}

/** An emergency was open before anybody agreed: a trustee says afterwards whether it was right. */
export function waitsForRatification({ path, decision }: RevealFacts): boolean {
  return path === 'emergency' && decision === null;
}

export function waitsForReview({ openings, reviewed }: RevealFacts): boolean {
  return openings > 0 && !reviewed;
}
