import { Timeline, type TimelineEvent } from '~/ui/timeline';
import type { RightView } from './right-page.server';

/** What became of a request, in order. */
export function WhatHappened({ right: { recorded, decision, answers } }: { right: RightView }) {
  const events: TimelineEvent[] = [
    { status: 'waiting', what: `Recorded by ${recorded.name}`, source: recorded.at },
    ...(decision
      ? [
          {
            status: decision.agreed ? ('approved' as const) : ('rejected' as const),
            what: `${decision.agreed ? 'Agreed' : 'Refused'} by ${decision.by}: ${decision.why}`,
            source: decision.at,
          },
        ]
      : []),
    ...answers.map(({ what, by, at }): TimelineEvent => ({ status: 'sent', what: `${what} by ${by}`, source: at })),
  ];
  return <Timeline events={events} />;
}
