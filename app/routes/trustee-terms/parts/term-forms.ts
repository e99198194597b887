import { z } from 'zod';

/** A text of a few letters at least, as the database keeps it. */
export const saidText = (missing: string, what: string) =>
  z.string(missing).trim().min(3, missing).max(600, `${what} has at most 600 letters.`);

export const termReason = saidText('Say why, in at least three letters.', 'The reason');

const WHERE = 'Name the order or the clause, like Order of Mar 2, 2026, ECF 41.';
const TOO_LONG = 'The reference has at most 200 letters.';

/** Where it stands: an order with its day and number, a clause of the instrument. */
export const authorityReference = z.string(WHERE).trim().min(3, WHERE).max(200, TOO_LONG);
/** The same where not every answer rests on one. */
export const optionalReference = z.string().trim().max(200, TOO_LONG).default('');
export const missingReference = WHERE;
