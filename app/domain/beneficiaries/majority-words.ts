const THIRDS = ['early', 'mid', 'late'] as const;

/** "early 2031" for a day of majority: never a birth date, nor anything it could be told from. */
export function majorityWords(majorityOn: string): string {
  const [year = '', month = '1'] = majorityOn.split('-');
  return `${THIRDS[Math.floor((Number(month) - 1) / 4)]} ${year}`;
}
