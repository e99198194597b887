import { Timeline, type TimelineEvent } from '~/ui/timeline';
import type { ErasureView } from './erasure-page.server';

/** What became of a request, in order. */
export function WhatHappened({ erasure: { asked, decisions, done } }: { erasure: ErasureView }) {
  const events: TimelineEvent[] = [
    { status: 'waiting', what: `Asked by ${asked.name}`, source: asked.at },
    ...decisions.map(
      ({ by, agreed, reason, at }): TimelineEvent => ({
        status: agreed ? 'approved' : 'rejected',
        what: `${agreed ? 'Agreed' : 'Refused'} by ${by}: ${reason}`,
        source: at,
      }),
    ),
    ...(done ? [{ status: 'sealed', what: `Erased by ${done.by}`, source: done.at } as const] : []),
  ];
  return <Timeline events={events} />;
}
