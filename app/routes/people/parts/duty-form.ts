import { z } from 'zod';
import { onceKey } from '../../parts/form-fields';

const WHY = 'Say why, in at least three letters.';

/** What every duty that begins or ends is asked for. */
export const dutyForm = z.object({
  key: onceKey,
  reason: z.string(WHY).trim().min(3, WHY).max(600, 'The reason has at most 600 letters.'),
});

/** The number of a person who was chosen from a list. */
export const chosenPerson = (missing: string) =>
  z
    .string(missing)
    .regex(/^\d{1,15}$/, missing)
    .transform(Number);
