import type { ReactNode } from 'react';
import { Icon } from './icon';

export interface Link {
  /** Filled: proven. Ring: the record on this page. Dashed: not yet. */
  state: 'proven' | 'here' | 'not-yet';
  title: string;
  href?: string;
  detail: ReactNode;
}

const LOOK = {
  proven: { className: 'ok', icon: 'paid' },
  here: { className: 'here', icon: 'here' },
  'not-yet': { className: 'todo', icon: 'draft' },
} as const;

const SPOKEN = { proven: 'Proven: ', here: '', 'not-yet': 'Not yet: ' } as const;

/** The chain of evidence: plan, service, invoice, request, bank, ledger. At most six, so that each can be read. */
export function Chain({ links }: { links: readonly Link[] }) {
  return (
    <ol className="chain">
      {links.map((link) => (
        <li key={link.title} className={LOOK[link.state].className}>
          <Icon name={LOOK[link.state].icon} />
          {SPOKEN[link.state] && <span className="vh">{SPOKEN[link.state]}</span>}
          <b>{link.href ? <a href={link.href}>{link.title}</a> : link.title}</b>
          {link.detail}
        </li>
      ))}
    </ol>
  );
}
