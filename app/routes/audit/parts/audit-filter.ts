import { z } from 'zod';
import { AUDIT_ACTIONS } from '~/domain/audit/audit-words';
import { isRecordCode, NO_RECORD_CODE } from '~/domain/audit/record-code';
import { dayFromParts } from '~/domain/trusts/legal-day';
import type { Problem } from '~/ui/problem';

const text = z.string().trim().max(60).optional().catch(undefined);
const id = z.coerce.number().int().min(1).max(1e15).optional().catch(undefined);

/** What an address may ask of the trail: the same for the page and for the file. */
export const auditQuery = z.object({
  person: id,
  record: text,
  kind: z.enum(AUDIT_ACTIONS).optional().catch(undefined),
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
  const record = recordOf(asked);
  return {
    filter: {
      personId: asked.person,
      record: record.code,
      action: asked.kind,
      from: from.day ?? undefined,
      through: to.day ?? undefined,
    },
    problems: [...record.problems, ...from.problems, ...to.problems],
    entered: {
      person: asked.person ? String(asked.person) : '',
      record: record.code ?? '',
      kind: asked.kind ?? '',
      from: from.boxes,
      to: to.boxes,
    },
  };
}

const DAY = 86_400_000;

/** How many days this world lies ahead of the clock. */
export const daysAheadOf = (inWorld: (recorded: Date) => Date) => Math.round(inWorld(new Date(0)).getTime() / DAY);

/** What is no code is neither looked for nor shown again: it may be a name. */
function recordOf({ record: typed }: AuditQuery): { code?: string; problems: Problem[] } {
  if (!typed) return { problems: [] };
  if (isRecordCode(typed)) return { code: typed, problems: [] };
  return { problems: [{ field: 'record', message: NO_RECORD_CODE }] };
}

function dayOf(asked: AuditQuery, name: 'from' | 'to') {
  const boxes = { month: asked[`${name}-month`], day: asked[`${name}-day`], year: asked[`${name}-year`] };
  const { month = '', day = '', year = '' } = boxes;
  const blank = month === '' && day === '' && year === '';
  const read = blank ? null : dayFromParts(month, day, year);
  const problems: Problem[] = blank || read ? [] : [{ field: name, message: 'Enter a day, like Jan 8 2027.' }];
  return { boxes, day: read, problems };
}
