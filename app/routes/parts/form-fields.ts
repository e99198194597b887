import { z } from 'zod';
import { dayFromParts } from '~/domain/trusts/legal-day';
import { type Decimal, parseAmount } from '~/money/amount';

/** What a form carries, so that it counts once however often it is sent (domain/audit/once). */
export const onceKey = z.uuid('Open the page anew and send it again.');

/** A form that asks nothing but whether it is sent. */
export const keyOnly = z.object({ key: onceKey });

/** The address of a record that is known by its number. */
export const numbered = z.object({ id: z.string().regex(/^\d{1,15}$/) });

const box = z.string().max(20, 'A part of a date has at most 20 letters.').default('');

/** The three boxes of ui/date-fields, as they arrive. */
export function dayBoxes<Name extends string>(name: Name) {
  return { [`${name}-month`]: box, [`${name}-day`]: box, [`${name}-year`]: box } as Record<
    `${Name}-month` | `${Name}-day` | `${Name}-year`,
    typeof box
  >;
}

/** The day that three boxes make, or a sentence beside the field. For a form's transform. */
export function dayOf(form: Record<string, unknown>, name: string, context: z.RefinementCtx): string {
  const part = (which: string) => String(form[`${name}-${which}`] ?? '');
  const day = dayFromParts(part('month'), part('day'), part('year'));
  if (day) return day;
  context.addIssue({ code: 'custom', path: [name], message: 'Enter a date: month, day and year, like Jan 15 2027.' });
  return '';
}

/** The same where the day may be left out: null where all three boxes are empty. */
export function optionalDayOf(form: Record<string, unknown>, name: string, context: z.RefinementCtx): string | null {
  const empty = ['month', 'day', 'year'].every((part) => String(form[`${name}-${part}`] ?? '').trim() === '');
  return empty ? null : dayOf(form, name, context);
}

/** An amount above zero, in cents, as a Decimal. */
export const cents = z.string('Enter an amount, like 475.33.').transform((text, context): Decimal => {
  const parsed = parseAmount(text, { decimals: 2 });
  if (parsed.ok && parsed.value.gt(0)) return parsed.value;
  context.addIssue({ code: 'custom', message: parsed.ok ? 'The amount must be above zero.' : parsed.message });
  return z.NEVER;
});

/** A reference as a bank, clerk or provider writes it. */
export const reference = (missing: string) =>
  z
    .string(missing)
    .trim()
    .min(1, missing)
    .max(40, 'A reference has at most 40 letters.')
    .regex(
      /^[A-Za-z0-9][A-Za-z0-9 ./_-]*$/,
      'Use letters, digits, spaces, dots, dashes and slashes. A name does not belong here.',
    );
