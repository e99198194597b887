import type { ReactNode } from 'react';
import { Icon } from './icon';
import type { IconName } from './icons';
import { roleClass, STATUS, type StatusName } from './status';

export interface Check {
  /** A status, or `here` for the reader's own line: it has no state yet. */
  status: StatusName | 'here';
  what: ReactNode;
  /** The rule that asked, or when it was done. */
  source?: ReactNode;
}

/** What was asked, with its answer's shape before it and its rule behind it. */
export function Checks({ checks }: { checks: readonly Check[] }) {
  return (
    <ul className="checks">
      {checks.map((check, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: checks keep the order of their rules
        <li key={index} className={(check.status !== 'here' && roleClass(check.status)) || undefined}>
          <Icon name={iconOf(check.status)} />
          <span>{check.what}</span>
          {check.source && <span className="meta">{check.source}</span>}
        </li>
      ))}
    </ul>
  );
}

function iconOf(status: StatusName | 'here'): IconName {
  return status === 'here' ? 'here' : STATUS[status].icon;
}
