import type { ReactNode } from 'react';
import { classes } from './classes';
import { CodeChip } from './code-chip';
import { Icon } from './icon';
import { roleClass, STATUS, type StatusName } from './status';

/** Lines of 56, to both edges of the screen. */
export function Lines({ children }: { children: ReactNode }) {
  return <ul className="lines">{children}</ul>;
}

interface CodeLineProps {
  code: string;
  href: string;
  detail: ReactNode;
  /** Only what is not safe yet, or must be done again, has a shape. */
  status?: StatusName;
  /** "10:00 AM". */
  aside?: string;
}

/** One child's line: the code is the link. */
export function CodeLine({ code, href, detail, status, aside }: CodeLineProps) {
  const words = (
    <span>
      <a href={href}>
        <CodeChip code={code} />
      </a>
      <br />
      {detail}
    </span>
  );
  return (
    <li>
      {status ? (
        <span className={classes('has-i', roleClass(status))}>
          <Icon name={STATUS[status].icon} />
          {words}
        </span>
      ) : (
        words
      )}
      {aside && <span className="muted">{aside}</span>}
    </li>
  );
}

/** The main button, at the bottom of the screen where the thumb is. */
export function Thumb({ children }: { children: ReactNode }) {
  return <p className="thumb">{children}</p>;
}

/** For which child: large, before anything is asked. */
export function ForWhom({ code, change }: { code: string; change?: string }) {
  return (
    <p className="forwhom">
      <CodeChip code={code} chip="big" />{' '}
      {change && (
        <a href={change}>
          Change<span className="vh"> the beneficiary</span>
        </a>
      )}
    </p>
  );
}
