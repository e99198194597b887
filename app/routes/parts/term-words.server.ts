import type { Actor } from '~/access/actor';
import type { TermStep, TrusteeTerm } from '~/domain/trustee-terms/find-trustee-terms.server';
import { ENDING_WORDS, isOpen } from '~/domain/trustee-terms/trustee-term';
import { dayWords } from '~/ui/day-words';

/** A term as trustee, as pages say it, and what the reader can do about it. */
export function termWords(term: TrusteeTerm, actor: Actor) {
  const own = term.personId === actor.personId;
  const keeps = actor.roles.includes('administrator') && !own;
  const open = isOpen(term.state);
  const noticeOpen = term.acceptedOn !== null && term.notice === null;
  return {
    id: term.id,
    trust: term.trust,
    person: term.person,
    days: term.endsOn ? `${dayWords(term.startsOn)} to ${dayWords(term.endsOn)}` : `From ${dayWords(term.startsOn)}`,
    authority: term.reference,
    given: [term.appointedBy, term.reason].filter(Boolean).join(': ') || 'laid down at the beginning',
    state: stateWords(term),
    notice: noticeWords(term),
    handover: handoverWords(term),
    accepted: term.acceptedOn !== null,
    isOpen: open,
    inOffice: term.state === 'in_office',
    own,
    mayAnswer: own && term.state === 'offered',
    mayEnd: open && (keeps || (own && term.state !== 'offered')),
    mayNotice: noticeOpen && term.readerInOffice,
    mayDeliver: term.owesDelivery && (keeps || term.readerInOffice),
  };
}
export type TermLine = ReturnType<typeof termWords>;

function stateWords(term: TrusteeTerm): string {
  switch (term.state) {
    case 'offered':
      return `Waits for ${term.person} to accept.`;
    case 'lapsed':
      return 'Not accepted by its last day.';
    case 'declined':
      return term.declined ? `Declined ${dayWords(term.declined.on)}: ${term.declined.words}` : 'Declined.';
    case 'to_come':
      return `Accepted ${dayWords(term.acceptedOn ?? '')}; begins ${dayWords(term.startsOn)}.${endAhead(term)}`;
    case 'in_office':
      return `In office; accepted ${dayWords(term.acceptedOn ?? '')}.${endAhead(term)}`;
    case 'withdrawn':
    case 'over':
      return term.ended ? endWords(term.ended) : `Over since ${dayWords(term.endsOn ?? '')}.`;
  }
}

function endAhead({ ended }: TrusteeTerm): string {
  return ended ? ` ${endWords(ended)}` : '';
}

function endWords({ step, on, kind, reference, words, by }: TermStep): string {
  const when = step === 'ended' ? `Last day ${dayWords(on)}` : `Ended ${dayWords(on)} at once`;
  const what = [kind ? ENDING_WORDS[kind] : '', reference].filter(Boolean).join(', ');
  return `${when}: ${what}. Recorded by ${by}: ${words}`;
}

function noticeWords({ notice, noticeDueOn, state }: TrusteeTerm): string {
  if (notice) return `Given ${dayWords(notice.on)}: ${notice.words}`;
  if (!isOpen(state)) return 'None recorded';
  return noticeDueOn ? `Due by ${dayWords(noticeDueOn)}` : 'Due once accepted';
}

function handoverWords({ delivery, owesDelivery }: TrusteeTerm): string | null {
  if (delivery) return `Handed over ${dayWords(delivery.on)}: ${delivery.words}`;
  return owesDelivery ? 'Handover outstanding.' : null;
}
