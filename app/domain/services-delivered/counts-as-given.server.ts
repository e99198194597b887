import { type AnyColumn, type SQL, sql } from 'drizzle-orm';

/** Whether a service counts as given: no supervisor sent it back. Asked of the database, since not everybody reads why. */
export const countsAsGiven = (service: AnyColumn): SQL => sql`sec.counts_as_given(${service})`;
