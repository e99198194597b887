/** The clocks that people are shown, as they call them. */
export const ZONE_WORDS: Readonly<Record<string, string>> = { 'America/New_York': 'New York', 'Asia/Manila': 'Manila' };
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** "Jan" for 1. */
export function monthWords(month: number): string {
  return MONTHS[month - 1] ?? '';
}

/** "Jan 8, 2027" for an ISO day: the month is always a word. */
export function dayWords(day: string): string {
  const [year = '', month = '1', date = '1'] = day.split('-');
  return `${MONTHS[Number(month) - 1]} ${Number(date)}, ${year}`;
}

/** "Jan 8" where the year is plain from the page. */
export function shortDayWords(day: string): string {
  return dayWords(day).replace(/, \d+$/, '');
}

/** "Jan 8, 2027, 9:02 AM New York": a moment in the zone whose books it belongs to. */
export function momentWords(moment: Date | string, zone = 'America/New_York'): string {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
  }).format(new Date(moment));
  return `${parts.replaceAll('\u202f', ' ')} ${ZONE_WORDS[zone] ?? zone}`;
}
