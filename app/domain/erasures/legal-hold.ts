export const HELD_KINDS = ['beneficiary', 'trust', 'case', 'person'] as const;
export type HeldKind = (typeof HELD_KINDS)[number];

export const HELD_WORDS: Record<HeldKind, string> = {
  beneficiary: 'Child',
  trust: 'Trust',
  case: 'Case',
  person: 'Person',
};

/** How many lift a hold together. */
export const LIFTING = 2;
