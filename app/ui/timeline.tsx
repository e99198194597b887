import type { ReactNode } from 'react';
import { classes } from './classes';
import { Icon } from './icon';
import type { IconName } from './icons';
import { roleClass, STATUS, type StatusName } from './status';

export interface TimelineEvent {
  /** A status, or `open` for what has not happened yet. */
  status: StatusName | 'open';
  /** Only where the state is the news: a return, a refusal. */
  colored?: boolean;
  what: ReactNode;
  /** When, and where it is known from: "Jan 8, 3:04 PM. Bank file, line 1". */
  source: ReactNode;
}

interface TimelineProps {
  events: readonly TimelineEvent[];
  /** In a rail: closer, and the date comes before what happened. */
  small?: boolean;
}

/** What happened, in order; each event has its source. */
export function Timeline({ events, small = false }: TimelineProps) {
  return (
    <ol className={classes('tl', small && 'tl-s')}>
      {events.map((event, index) => (
        <li
          // biome-ignore lint/suspicious/noArrayIndexKey: events are only ever added at the end
          key={index}
          className={(event.colored && event.status !== 'open' && roleClass(event.status)) || undefined}
        >
          <Icon name={iconOf(event.status)} />
          {small ? (
            <>
              <span className="meta">{event.source}</span>
              <br />
              {event.what}
            </>
          ) : (
            <>
              {event.what}
              <br />
              <span className="meta">{event.source}</span>
            </>
          )}
        </li>
      ))}
    </ol>
  );
}

function iconOf(status: StatusName | 'open'): IconName {
  return status === 'open' ? 'open' : STATUS[status].icon;
}
