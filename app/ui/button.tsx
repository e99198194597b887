import type { ReactNode } from 'react';
import { classes } from './classes';

interface LookProps {
  /** One `primary` on a page. `warn` only where money or identity cannot come back. */
  kind?: 'primary' | 'second' | 'warn' | 'text';
  /** Across the column, 56 high: the field log's main action. */
  big?: boolean;
  /** Says what it does, with the amount: "Post USD 475.33". */
  children: ReactNode;
}

interface ButtonProps extends LookProps {
  name?: string;
  value?: string;
}

const KINDS = { primary: '', second: 'btn-2', warn: 'btn-warn', text: 'btn-text' } as const;

function look({ kind = 'primary', big = false }: { kind?: LookProps['kind']; big?: boolean | undefined }): string {
  return classes('btn', KINDS[kind], big && 'btn-big');
}

/** Sends the form it stands in. */
export function Button({ kind = 'primary', big = false, name, value, children }: ButtonProps) {
  return (
    <button type="submit" className={look({ kind, big })} name={name} value={value}>
      {children}
    </button>
  );
}

/** Goes to a page; drawn as a button where it is the page's one action. */
export function ButtonLink({ kind = 'primary', big = false, href, children }: LookProps & { href: string }) {
  return (
    <a className={look({ kind, big })} href={href}>
      {children}
    </a>
  );
}
