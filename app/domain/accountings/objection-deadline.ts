import { addDays } from '../trusts/legal-day';

/** An objection is filed within 30 days of service (Fla. Prob. R. 5.345(b)). */
const DAYS_TO_OBJECT = 30;

/**
 * The days United States courts keep, as observed: a holiday on a Saturday is kept on Friday, on a Sunday on Monday
 * (5 USC 6103; Fed. R. Civ. P. 6(a)(6)). Past this table weekends still roll, so a later year is added here in time.
 */
const COURT_HOLIDAYS: ReadonlySet<string> = new Set([
  ...['2026-01-01', '2026-01-19', '2026-02-16', '2026-05-25', '2026-06-19', '2026-07-03'],
  ...['2026-09-07', '2026-10-12', '2026-11-11', '2026-11-26', '2026-12-25'],
  ...['2027-01-01', '2027-01-18', '2027-02-15', '2027-05-31', '2027-06-18', '2027-07-05'],
  ...['2027-09-06', '2027-10-11', '2027-11-11', '2027-11-25', '2027-12-24', '2027-12-31'],
  ...['2028-01-17', '2028-02-21', '2028-05-29', '2028-06-19', '2028-07-04'],
  ...['2028-09-04', '2028-10-09', '2028-11-10', '2028-11-23', '2028-12-25'],
  ...['2029-01-01', '2029-01-15', '2029-02-19', '2029-05-28', '2029-06-19', '2029-07-04'],
  ...['2029-09-03', '2029-10-08', '2029-11-12', '2029-11-22', '2029-12-25'],
]);

export interface ObjectionDeadline {
  /** The last day to object, ISO. */
  on: string;
  /** Why it is not the thirtieth day: "a Sunday", "a court holiday"; null where it is. */
  rolledFrom: string | null;
}

/** The last day to object to an account served on `servedOn`: the thirtieth day, or the next day the court is open. */
export function objectionDeadline(servedOn: string): ObjectionDeadline {
  const thirtieth = addDays(servedOn, DAYS_TO_OBJECT);
  let on = thirtieth;
  while (closedFor(on) !== null) on = addDays(on, 1);
  return { on, rolledFrom: closedFor(thirtieth) };
}

function closedFor(day: string): string | null {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  if (weekday === 6) return 'a Saturday';
  if (weekday === 0) return 'a Sunday';
  return COURT_HOLIDAYS.has(day) ? 'a court holiday' : null;
}
