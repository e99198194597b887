import { z } from 'zod';
import type { RecordReceiptInput } from '~/domain/receipts/record-receipt.server';
import { dayFromParts } from '~/domain/trusts/legal-day';
import { formKey } from '~/http/form.server';
import { parseAmount, ZERO } from '~/money/amount';

const CASE = 'Choose the case and defendant that the clerk names.';
const PART = 'Say whether this is principal or interest.';
const REFERENCE = 'Enter the clerk’s reference, like C-1301.';
const LONGEST = 40;

const text = z.string().trim().max(200, 'This is too long.').default('');

/** What arrived, as it was typed; every field says its own sentence at once. */
export const receiptForm = z
  .object({
    key: formKey,
    defendantId: text,
    clerkReference: text,
    'paidOn-month': text,
    'paidOn-day': text,
    'paidOn-year': text,
    amount: text,
    component: text,
  })
  .transform((sent, ctx): RecordReceiptInput => {
    const say = (field: string, message: string) =>
      ctx.addIssue({ code: 'custom', path: [field], message, input: sent });
    if (!/^\d{1,15}$/.test(sent.defendantId)) say('defendantId', CASE);
    if (sent.clerkReference === '') say('clerkReference', REFERENCE);
    if (sent.clerkReference.length > LONGEST) say('clerkReference', `Write at most ${LONGEST} letters.`);
    const paidOn = dayFromParts(sent['paidOn-month'], sent['paidOn-day'], sent['paidOn-year']);
    if (paidOn === null) say('paidOn', 'Enter the month, the day and the year, like Jan 6 2027.');
    const read = parseAmount(sent.amount, { decimals: 2 });
    if (!read.ok) say('amount', read.message);
    else if (read.value.lte(ZERO)) say('amount', 'Enter an amount above zero.');
    const component = sent.component === 'interest' ? 'interest' : 'principal';
    if (sent.component !== component) say('component', PART);
    return {
      key: sent.key,
      defendantId: Number(sent.defendantId),
      clerkReference: sent.clerkReference,
      paidOn: paidOn ?? '',
      amount: read.ok ? read.value : ZERO,
      component,
    };
  });
