/** Why a form was not taken: the sentence, and the field it speaks of. */
export interface Problem {
  field?: string | undefined;
  message: string;
}

/** The first sentence about a field, to be said at the field in the same words as in the summary. */
export function problemOf(problems: readonly Problem[] | undefined, field: string): string | undefined {
  return problems?.find((problem) => problem.field === field)?.message;
}

/** How the warning of a name ends: it asks, and the field below it takes the answer. */
export const OR_SAY = 'Use a code instead, or say below what it is.';

export const NO_NAME_REASONS = [
  { value: 'word', label: 'An ordinary word or number' },
  { value: 'staff', label: 'Staff, a provider or an official' },
  { value: 'place', label: 'A place that tells nobody where a child is' },
] as const;

/** Where a form says what a warned-of text is, if it is no name. */
export const noNameField = (field: string) => `${field}-no-name`;
