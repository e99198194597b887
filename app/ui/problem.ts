/** Why a form was not taken: the sentence, and the field it speaks of. */
export interface Problem {
  field?: string | undefined;
  message: string;
}

/** The first sentence about a field, to be said at the field in the same words as in the summary. */
export function problemOf(problems: readonly Problem[] | undefined, field: string): string | undefined {
  return problems?.find((problem) => problem.field === field)?.message;
}
