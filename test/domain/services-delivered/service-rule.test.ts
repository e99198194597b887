import { describe, expect, test } from 'vitest';
import { Refusal } from '~/access/refusal';
import { type ServiceFacts, serviceRule } from '~/domain/services-delivered/service-rule';

const facts: ServiceFacts = {
  item: { service: 'MH-IND', unit: 'session', quantity: 10, until: '2027-03-31', approvedOn: '2026-11-02' },
  given: 8,
  today: '2027-01-08',
  lateAfter: '2026-12-09',
  sameDay: null,
};
const input = {
  occurredOn: '2027-01-08',
  quantity: 1,
  attendance: 'attended' as const,
  lateReason: '',
  another: false,
};

type Changes = {
  facts?: Partial<Omit<ServiceFacts, 'item'>> & { item?: Partial<ServiceFacts['item']> };
  input?: Partial<Omit<typeof input, 'attendance'>> & { attendance?: 'attended' | 'absent' };
};

function asked({ facts: other = {}, input: answers = {} }: Changes): Refusal | null {
  try {
    serviceRule({ ...facts, ...other, item: { ...facts.item, ...other.item } }, { ...input, ...answers });
    return null;
  } catch (refusal) {
    if (refusal instanceof Refusal) return refusal;
    throw refusal;
  }
}

describe('what may be logged', () => {
  const TAKEN: Array<[title: string, changes: Changes]> = [
    ['a session today', {}],
    ['the last two of the plan at once', { input: { quantity: 2 } }],
    [
      'on the day the plan was approved, with a reason',
      { input: { occurredOn: '2026-11-02', lateReason: 'No signal.' } },
    ],
    [
      'on the last day of the item',
      { facts: { today: '2027-03-31', lateAfter: '2027-03-01' }, input: { occurredOn: '2027-03-31' } },
    ],
    ['on the oldest day that is not late', { input: { occurredOn: '2026-12-09' } }],
    ['late, with why', { input: { occurredOn: '2026-12-08', lateReason: 'The clinic sent its slip only now.' } }],
    ['a child who did not attend, with nothing left', { facts: { given: 10 }, input: { attendance: 'absent' } }],
    ['a second one on the day, said to be another', { facts: { sameDay: 'S-2027-0001' }, input: { another: true } }],
  ];
  test.each(TAKEN)('%s', (_title, changes) => {
    expect(asked(changes)).toBeNull();
  });
});

describe('what is refused, with its field and its sentence', () => {
  const REFUSED: Array<[code: string, field: string, sentence: string, changes: Changes]> = [
    [
      'service.in-the-future',
      'when',
      'Enter a date that is today or earlier.',
      { input: { occurredOn: '2027-01-09' } },
    ],
    [
      'service.before-plan',
      'when',
      'This day is before the plan was approved (Nov 2, 2026). Choose another day or tell your supervisor.',
      { input: { occurredOn: '2026-11-01', lateReason: 'No signal.' } },
    ],
    [
      'service.after-plan',
      'when',
      'This day is after the plan item ended (Dec 31, 2026). Choose another item or tell your supervisor.',
      { facts: { item: { until: '2026-12-31' } }, input: { occurredOn: '2027-01-08' } },
    ],
    [
      'service.late',
      'lateReason',
      'This is a late entry. Say why.',
      { input: { occurredOn: '2026-12-08', lateReason: '  ' } },
    ],
    [
      'service.above-plan',
      'quantity',
      'The plan has 2 left of Counselling, and this would be 3. Choose another item or tell your supervisor.',
      { input: { quantity: 3 } },
    ],
    [
      'service.above-plan',
      'quantity',
      'The plan has 0 left of Counselling, and this would be 1. Choose another item or tell your supervisor.',
      { facts: { given: 10 } },
    ],
    [
      'service.same-day',
      'another',
      'Counselling on this day was recorded already (S-2027-0001). If this is a different one, say so.',
      { facts: { sameDay: 'S-2027-0001' } },
    ],
  ];
  test.each(REFUSED)('%s at %s: %s', (code, field, sentence, changes) => {
    expect(asked(changes)).toMatchObject({ code, field, message: sentence });
  });
});
