import { BOOKS_ZONE, FIELD_ZONE } from '~/domain/trusts/zones';

export const KINDS = ['seen', 'sent_wrong', 'taken', 'lost', 'changed', 'unavailable', 'other'] as const;
export type IncidentKind = (typeof KINDS)[number];

export const KIND_WORDS: Record<IncidentKind, string> = {
  seen: 'Somebody saw what they should not have',
  sent_wrong: 'Something went to the wrong person',
  taken: 'Data or a device was stolen, or an account taken over',
  lost: 'A paper or a device is lost',
  changed: 'Data was changed or deleted by somebody who should not have',
  unavailable: 'Data cannot be reached',
  other: 'Something else',
};

export const IMPACTS = ['confidentiality', 'integrity', 'availability', 'other'] as const;
export type Impact = (typeof IMPACTS)[number];

/** What is hurt, as the authority's annual report counts it. */
export const IMPACT_OF: Record<IncidentKind, Impact> = {
  seen: 'confidentiality',
  sent_wrong: 'confidentiality',
  taken: 'confidentiality',
  lost: 'confidentiality',
  changed: 'integrity',
  unavailable: 'availability',
  other: 'other',
};

export const ANSWERS = ['yes', 'no', 'unknown'] as const;
export type Answer = (typeof ANSWERS)[number];

export const ANSWER_WORDS: Record<Answer, string> = { yes: 'Yes', no: 'No', unknown: 'Not known yet' };

/** The three conditions of a notice (RA 10173 s.20(f)). */
export const CONDITIONS = {
  sensitive: 'Does it concern sensitive information, or what lets somebody pose as another?',
  acquired: 'Is it reasonable to believe that somebody acquired it without a right to it?',
  harm: 'Is there a real risk of serious harm to those it concerns?',
} as const;
export type Condition = keyof typeof CONDITIONS;

export const CONDITION_TERMS: Record<Condition, string> = {
  sensitive: 'Sensitive information',
  acquired: 'Acquired without a right',
  harm: 'Real risk of serious harm',
};

export const LINE_KINDS = ['step', 'authority', 'subjects', 'court', 'report'] as const;
export type LineKind = (typeof LINE_KINDS)[number];

export const LINE_WORDS: Record<LineKind, string> = {
  step: 'Something was done against it',
  authority: 'The authority was told',
  subjects: 'The people it concerns were told',
  court: 'The court was told',
  report: 'The full report was handed in',
};

/** The clocks that a moment may be read off. */
export const ZONES = [BOOKS_ZONE, FIELD_ZONE] as const;
export type Zone = (typeof ZONES)[number];

/** As a person reads it off a clock on the wall. */
export interface WallMoment {
  day: string;
  time: string;
  zone: Zone;
}
