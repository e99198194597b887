import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { NotFound, Refusal } from '~/access/refusal';
import { getService, type ServiceRecord } from '~/domain/services-delivered/get-service.server';
import type { LogServiceInput } from '~/domain/services-delivered/log-service.server';
import { addDays, dayFromParts, legalDay } from '~/domain/trusts/legal-day';
import { FIELD_ZONE } from '~/domain/trusts/zones';
import { formKey } from '~/http/form.server';
import type { Tx } from '~/http/guard.server';
import type { ChildPlan, ChildPlanItem } from './child-plan';
import { amountField, type EntryValues, valuesOf } from './entry-values';
import { loadWorkerList } from './worker-list.server';

const LONGEST = 200;
/** Of one entry, as the database holds them too. */
const MOST_UNITS = 31;
const MOST_MINUTES = 1440;

const text = z.string().trim().max(LONGEST, `Write at most ${LONGEST} letters.`).default('');
/** A browser sends each new line as two signs; the box counted one. */
const words = z
  .string()
  .transform((typed) => typed.replaceAll('\r\n', '\n').trim())
  .pipe(z.string().max(LONGEST, `Write at most ${LONGEST} letters.`))
  .default('');
const tick = z.literal('yes').optional();

const answers = z.looseObject({
  key: formKey,
  step: z.enum(['check', 'change', 'save']).default('check'),
  planItemId: text,
  when: z.enum(['today', 'yesterday', 'other'], 'Say when it was given.'),
  asOf: z.iso.date(),
  'on-month': text,
  'on-day': text,
  'on-year': text,
  there: z.enum(['attended', 'absent'], 'Say whether the child was there.').optional(),
  note: words,
  lateReason: words,
  another: tick,
  noteChecked: tick,
  'note-no-name': text,
  'lateReason-no-name': text,
});

/** The log form as it was sent; a change is taken as it is, to be shown again. */
export const entryForm = answers.transform((sent, ctx) => {
  const say = (field: string, message: string) => {
    ctx.addIssue({ code: 'custom', path: [field], message, input: sent[field] });
  };
  const planItemId = /^\d{1,15}$/.test(sent.planItemId) ? Number(sent.planItemId) : 0;
  const occurredOn = dayOf(sent);
  const typed = String(sent[amountField(planItemId)] ?? '').trim();
  if (sent.step !== 'change') {
    if (planItemId === 0) say('planItemId', 'Choose what was given.');
    if (occurredOn === null) say('when', 'Enter the month, the day and the year, like Jan 8 2027.');
    if (!sent.there) say('there', 'Say whether the child was there.');
    const asked = planItemId !== 0 && sent.there !== 'absent';
    if (asked && !/^\d{1,4}$/.test(typed)) say(amountField(planItemId), 'Enter a number, like 60.');
  }
  return { ...sent, planItemId, occurredOn: occurredOn ?? '', typed };
});

export type EntryForm = z.output<typeof entryForm>;

/** The answers as text, to be carried by hidden fields or shown again; of the boxes only the chosen item's. */
export function fieldsOf(form: EntryForm): Record<string, string> {
  const names = [
    'when',
    'asOf',
    'on-month',
    'on-day',
    'on-year',
    'there',
    'note',
    'lateReason',
    'another',
    'noteChecked',
    'note-no-name',
    'lateReason-no-name',
  ] as const;
  const all = [...names.map((name) => [name, form[name]]), [amountField(form.planItemId), form.typed]];
  const kept = all.filter((pair): pair is [string, string] => typeof pair[1] === 'string' && pair[1] !== '');
  return Object.fromEntries(form.planItemId ? [['planItemId', String(form.planItemId)], ...kept] : kept);
}

function dayOf(sent: z.output<typeof answers>): string | null {
  if (sent.when === 'today') return sent.asOf;
  // "Today" and "Yesterday" are those of the page that was read, also when it is sent after midnight.
  if (sent.when === 'yesterday') return addDays(sent.asOf, -1);
  return dayFromParts(sent['on-month'], sent['on-day'], sent['on-year']);
}

/** What the verb takes. Throws Refusal where a count is none, NotFound where the item is not the child's. */
export function inputOf(
  form: EntryForm,
  plan: ChildPlan,
  replaces?: string,
): { item: ChildPlanItem; input: LogServiceInput } {
  const item = plan.items.find((one) => one.id === form.planItemId);
  if (!item || !form.there) throw new NotFound();
  const input = {
    key: form.key,
    beneficiaryCode: plan.code,
    planItemId: item.id,
    occurredOn: form.occurredOn,
    ...measured(form, item),
    attendance: form.there,
    note: form.note,
    lateReason: form.lateReason,
    another: form.another === 'yes',
    noteChecked: form.noteChecked === 'yes',
    ...(replaces ? { replaces } : {}),
  };
  return { item, input };
}

/** A session is one of the plan's and has its minutes; the rest is counted. Who did not attend has neither. */
function measured(form: EntryForm, item: ChildPlanItem): { quantity: number; minutes: number | null } {
  if (form.there === 'absent') return { quantity: 1, minutes: null };
  const amount = Number(form.typed);
  const counted = item.unit !== 'session';
  const most = counted ? MOST_UNITS : MOST_MINUTES;
  if (amount < 1 || amount > most) {
    const message = counted
      ? `Enter how many, from 1 to ${most}.`
      : `Enter how long it took, from 1 to ${most} minutes.`;
    throw new Refusal('service.amount', message, amountField(item.id));
  }
  return counted ? { quantity: amount, minutes: null } : { quantity: 1, minutes: amount };
}

/** What an address of the log form asks: for which child, and which entry that was sent back is put right. */
export const entryQuery = z.object({ for: z.string().max(40).optional(), replaces: z.string().max(40).optional() });

export interface EntryPage {
  plan: ChildPlan;
  replaces: string | undefined;
  /** Of the entry that was sent back, to be put right. */
  values: EntryValues;
  /** ISO, where the worker is. */
  today: string;
  key: string;
}

/** What the log form of a child stands on. Throws NotFound for a code not assigned to the worker, and nothing to put right. */
export async function loadEntryPage(tx: Tx, code: string, replaces: string | undefined, now: Date): Promise<EntryPage> {
  const plan = (await loadWorkerList(tx)).find((child) => child.code === code);
  if (!plan) throw new NotFound();
  const values = replaces === undefined ? {} : valuesOf(await getSentBack(tx, code, replaces));
  return { plan, replaces, values, today: legalDay(now, FIELD_ZONE), key: randomUUID() };
}

async function getSentBack(tx: Tx, code: string, reference: string): Promise<ServiceRecord> {
  const service = await getService(tx, reference);
  if (service.beneficiaryCode !== code || !service.open) throw new NotFound();
  return service;
}
