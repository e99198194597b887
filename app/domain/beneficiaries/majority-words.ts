const THIRDS = ['early', 'mid', 'late'] as const;

export interface MajorityWindow {
  /** ISO days; `to` is the first day after it. */
  from: string;
  to: string;
  /** "early 2031". */
  words: string;
}

/** The four months in which majority falls: never a birth date, nor anything it could be told from. */
export function majorityWindow(majorityOn: string): MajorityWindow {
  const [year = '', month = '1'] = majorityOn.split('-');
  const third = Math.floor((Number(month) - 1) / 4);
  const firstMonth = (index: number) => String(index * 4 + 1).padStart(2, '0');
  return {
    from: `${year}-${firstMonth(third)}-01`,
    to: third === 2 ? `${Number(year) + 1}-01-01` : `${year}-${firstMonth(third + 1)}-01`,
    words: `${THIRDS[third]} ${year}`,
  };
}
