import { Refusal } from '~/access/refusal';
import { dayInWords } from '../trusts/legal-day';
import { serviceWord } from './service-words';

export interface ServiceFacts {
  item: { service: string; unit: string; quantity: number; until: string; approvedOn: string };
  /** Units given under this item so far. */
  given: number;
  today: string;
  /** A service before this day is a late entry. */
  lateAfter: string;
  /** The same item on the same day, if it was logged already. */
  sameDay: string | null;
}

/** What may be logged, and what is asked back first. Throws Refusal with the field it speaks of. */
export function serviceRule(
  facts: ServiceFacts,
  input: {
    occurredOn: string;
    quantity: number;
    attendance: 'attended' | 'absent';
    lateReason: string;
    another: boolean;
  },
): void {
  const word = serviceWord(facts.item.service);
  if (input.occurredOn > facts.today)
    throw new Refusal('service.in-the-future', 'Enter a date that is today or earlier.', 'when');
  if (input.occurredOn < facts.item.approvedOn) {
    throw new Refusal(
      'service.before-plan',
      `This day is before the plan was approved (${dayInWords(facts.item.approvedOn)}). Choose another day or tell your supervisor.`,
      'when',
    );
  }
  if (input.occurredOn > facts.item.until) {
    throw new Refusal(
      'service.after-plan',
      `This day is after the plan item ended (${dayInWords(facts.item.until)}). Choose another item or tell your supervisor.`,
      'when',
    );
  }
  if (input.occurredOn < facts.lateAfter && input.lateReason.trim() === '') {
    throw new Refusal('service.late', 'This is a late entry. Say why.', 'lateReason');
  }
  const left = facts.item.quantity - facts.given;
  if (input.attendance === 'attended' && input.quantity > left) {
    throw new Refusal(
      'service.above-plan',
      `The plan has ${left} left of ${word}, and this would be ${input.quantity}. Choose another item or tell your supervisor.`,
      'quantity',
    );
  }
  if (facts.sameDay && !input.another) {
    throw new Refusal(
      'service.same-day',
      `${word} on this day was recorded already (${facts.sameDay}). If this is a different one, say so.`,
      'another',
    );
  }
}
