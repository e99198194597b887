import { z } from 'zod';
import { dayFromParts } from '~/domain/trusts/legal-day';
import type { Problem } from '~/ui/problem';

const text = z.string().trim().max(60).optional().catch(undefined);
const id = z.coerce.number().int().min(1).max(1e15).optional().catch(undefined);

/** What an address may ask of the trail: the same for the page and for the file. */
export const auditQuery = z.object({
  person: id,
  record: text,
  kind: text,
  'from-month': text,
  'from-day': text,
  'from-year': text,
  'to-month': text,
  'to-day': text,
  'to-year': text,
  before: id,
  after: id,
});

export type AuditQuery = z.output<typeof auditQuery>;

/** The filter that was asked for, what stood in its boxes, and what was not understood of it. */
export function auditFilter(asked: AuditQuery) {
  const from = dayOf(asked, 'from');
  const to = dayOf(asked, 'to');
  return {
    filter: {
      personId: asked.person,
      record: asked.record || undefined,
      action: asked.kind || undefined,
      from: from.day ?? undefined,
      through: to.day ?? undefined,
    },
    problems: [...from.problems, ...to.problems],
    entered: {
      person: asked.person ? String(asked.person) : '',
      record: asked.record ?? '',
      kind: asked.kind ?? '',
      from: from.boxes,
      to: to.boxes,
    },
  };
}

const DAY = 86_400_000;

/** How many days this world lies ahead of the clock. */
export const daysAheadOf = (inWorld: (recorded: Date) => Date) => Math.round(inWorld(new Date(0)).getTime() / DAY);

function dayOf(asked: AuditQuery, name: 'from' | 'to') {
  const boxes = { month: asked[`${name}-month`], day: asked[`${name}-day`], year: asked[`${name}-year`] };
  const { month = '', day = '', year = '' } = boxes;
  const blank = month === '' && day === '' && year === '';
  const read = blank ? null : dayFromParts(month, day, year);
  const problems: Problem[] = blank || read ? [] : [{ field: name, message: 'Enter a day, like Jan 8 2027.' }];
  return { boxes, day: read, problems };
}
