/** "Case ZZZ-0001, defendant 02": a number, never a name. */
export function caseWords({ shortName, sequence }: { shortName: string; sequence: number }): string {
  return `${shortName}, ${defendantWords(sequence)}`;
}

export function defendantWords(sequence: number): string {
  return `defendant ${String(sequence).padStart(2, '0')}`;
}

export const COMPONENT_WORDS = { principal: 'Principal', interest: 'Interest' } as const;
