/** A quarter as addresses and files name it: "2026-q3". */
export const QUARTER_NAME = /^\d{4}-q[1-4]$/;

/** "2026-q3" for its first day. */
export function quarterName(firstDay: string): string {
  const [year = '', month = '1'] = firstDay.split('-');
  return `${year}-q${Math.ceil(Number(month) / 3)}`;
}

/** Its first day for "2026-q3". */
export function firstDayOf(name: string): string {
  const [year = '', quarter = '1'] = name.split('-q');
  return `${year}-${String(Number(quarter) * 3 - 2).padStart(2, '0')}-01`;
}

const SPANS = ['January to March', 'April to June', 'July to September', 'October to December'];

/** "July to September 2026". */
export function quarterWords(name: string): string {
  const [year = '', quarter = '1'] = name.split('-q');
  return `${SPANS[Number(quarter) - 1]} ${year}`;
}
