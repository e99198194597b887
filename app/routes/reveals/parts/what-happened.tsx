import { Timeline, type TimelineEvent } from '~/ui/timeline';
import type { RevealView } from './reveal-page.server';

/** What became of a request, in order. */
export function WhatHappened({ reveal }: { reveal: RevealView }) {
  const { emergency, opened, hidden } = reveal;
  const begun: TimelineEvent = {
    status: 'waiting',
    what: emergency ? 'Opened in an emergency' : `Asked of ${reveal.second}`,
    source: reveal.asked.at,
  };
  const seen: TimelineEvent | null = opened && {
    status: 'sealed',
    what: `Seen ${opened.times === 1 ? 'once' : `${opened.times} times`}`,
    source: opened.at,
  };
  const closed: TimelineEvent | null = hidden
    ? { status: 'voided', what: 'Hidden by who asked', source: hidden }
    : null;
  const decision = decisionEvent(reveal);
  const order = emergency
    ? [begun, seen, closed, decision, reviewEvent(reveal)]
    : [begun, decision, seen, closed, reviewEvent(reveal)];
  return <Timeline events={order.filter((event) => event !== null)} />;
}

function decisionEvent({ emergency, decided }: RevealView): TimelineEvent | null {
  if (!decided)
    return emergency ? { status: 'open', what: 'Waits for a trustee to ratify it', source: 'Within 3 weekdays' } : null;
  const [yes, no] = emergency ? ['Ratified', 'Not ratified'] : ['Agreed', 'Refused'];
  return {
    status: decided.agreed ? 'approved' : 'rejected',
    what: `${decided.agreed ? yes : no} by ${decided.by}: ${decided.reason}`,
    source: decided.at,
  };
}

function reviewEvent({ opened, review, reviewBy }: RevealView): TimelineEvent | null {
  if (!review) return opened && { status: 'open', what: 'Waits for the auditor’s review', source: `By ${reviewBy}` };
  return {
    status: review.finding === 'in_order' ? 'agrees' : 'differs',
    what: `${review.finding === 'in_order' ? 'In order' : 'Not in order'}, says ${review.by}: ${review.note}`,
    source: review.at,
  };
}
