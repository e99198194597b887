/** The calendar day in a zone at a moment, ISO: the day the law counts, not the server's. */
export function legalDay(moment: Date, zone: string): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(
    moment,
  );
}

/** Whether a text is a day that exists, as "2026-12-31". */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().slice(0, 10) === text && Number(text.slice(0, 4)) >= 1900;
}

/** Adds whole days to an ISO day. */
export function addDays(day: string, days: number): string {
  const moment = new Date(`${day}T00:00:00Z`);
  moment.setUTCDate(moment.getUTCDate() + days);
  return moment.toISOString().slice(0, 10);
}

/** Whole days from one ISO day to another. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}

/** The day so many weekdays later; Saturdays and Sundays do not count. */
export function addWeekdays(day: string, weekdays: number): string {
  let at = day;
  for (let left = weekdays; left > 0; ) {
    at = addDays(at, 1);
    const weekday = new Date(`${at}T00:00:00Z`).getUTCDay();
    if (weekday !== 0 && weekday !== 6) left -= 1;
  }
  return at;
}

/** "2026-01-20" or null where the three boxes of a date do not make a day. Month as a number or an English name. */
export function dayFromParts(month: string, day: string, year: string): string | null {
  const names = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
  const typed = month.trim().toLowerCase();
  const number = /^\d{1,2}$/.test(typed) ? Number(typed) : names.indexOf(typed.slice(0, 3)) + 1;
  if (number < 1 || number > 12 || !/^\d{1,2}$/.test(day.trim()) || !/^\d{4}$/.test(year.trim())) return null;
  const iso = `${year.trim()}-${String(number).padStart(2, '0')}-${day.trim().padStart(2, '0')}`;
  const moment = new Date(`${iso}T00:00:00Z`);
  return !Number.isNaN(moment.getTime()) && moment.toISOString().slice(0, 10) === iso ? iso : null;
}

/** A day as people write it in one line, "Jan 8, 2027" or "2027-01-08", as ISO; null for anything else. */
export function dayFromText(text: string): string | null {
  const typed = text.trim();
  if (isDay(typed)) return typed;
  const [, month, day, year] = /^([A-Za-z]{3,9})\.? (\d{1,2}),? (\d{4})$/.exec(typed) ?? [];
  return month && day && year ? dayFromParts(month, day, year) : null;
}

/** "Jan 8, 2027": in a sentence the month is always a word. */
export function dayInWords(day: string): string {
  return new Intl.DateTimeFormat('en-US', { timeZone: 'UTC', dateStyle: 'medium' }).format(
    new Date(`${day}T00:00:00Z`),
  );
}
