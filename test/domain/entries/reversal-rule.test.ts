import { describe, expect, it } from 'vitest';
import { type ReversalFacts, reversalRefusal } from '~/domain/entries/reversal-rule';

const nothing = { payment: null, request: null, chargeOf: null, receipt: null };
const entry: ReversalFacts = { id: 27, reverses: null, reversedBy: null, ...nothing };

describe('an entry', () => {
  it.each<[string, Partial<ReversalFacts>, string | null, string]>([
    ['that stands alone may be reversed', {}, null, ''],
    ['that reverses another is not reversed', { reverses: 3 }, 'reversal.of-a-reversal', 'record what happened anew'],
    ['that was reversed is reversed once', { reversedBy: 30 }, 'reversal.done', 'by entry 30'],
    [
      'that a payment rests on is not',
      { payment: 'P-2027-0001', request: 'D-2027-0003' },
      'reversal.payment',
      'request D-2027-0003 would go on saying that it is paid',
    ],
    ['that is the charge of a return is not', { chargeOf: 'RT-2027-0001' }, 'reversal.charge', 'an entry of its own'],
    ['that a receipt rests on is not', { receipt: 'R-2027-0002' }, 'reversal.receipt-share', 'Ask the clerk of court'],
    ['that is both reversed and a payment says the first', { reversedBy: 30, payment: 'P-1' }, 'reversal.done', ''],
  ])('%s', (_, facts, code, words) => {
    const refusal = reversalRefusal({ ...entry, ...facts });
    expect(refusal?.code ?? null).toBe(code);
    expect(refusal?.message ?? '').toContain(words);
  });
});
