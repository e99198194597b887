import { z } from 'zod';
import { type WallMoment, ZONES } from '~/domain/incidents/incident';
import { dayBoxes, dayOf } from '../../parts/form-fields';

const TIME = 'Write the time, like 14:05 or 9:30.';

/** The fields of ui's moment: day, time and the zone of the clock it was read off. */
export const momentBoxes = {
  ...dayBoxes('at'),
  time: z
    .string(TIME)
    .trim()
    .regex(/^([01]?\d|2[0-3]):[0-5]\d$/, TIME),
  zone: z.enum(ZONES, 'Choose the zone of the clock.'),
};

/** The moment that they make, or a sentence beside the day. For a form's transform. */
export function momentOf(
  form: Record<string, unknown> & Pick<WallMoment, 'time' | 'zone'>,
  context: z.RefinementCtx,
): WallMoment {
  return { day: dayOf(form, 'at', context), time: form.time, zone: form.zone };
}

/** Codes, between spaces or commas. */
export const codesField = z
  .string()
  .max(600, 'Write at most 600 letters of codes.')
  .default('')
  .transform((text) => [
    ...new Set(
      text
        .toUpperCase()
        .split(/[\s,;]+/)
        .filter(Boolean),
    ),
  ]);

export const longText = (missing: string) =>
  z.string(missing).trim().min(10, missing).max(600, 'Write at most 600 letters.');
