import type { ReactNode } from 'react';
import { classes } from './classes';

interface PlainListProps {
  items: readonly { key: string; content: ReactNode }[];
  /** Further ways under a form: led by a grey line, not an ink one. */
  more?: boolean;
}

/** Lines between hairlines. */
export function PlainList({ items, more = false }: PlainListProps) {
  return (
    <ul className={classes('plainlist', more && 'more')}>
      {items.map((item) => (
        <li key={item.key}>{item.content}</li>
      ))}
    </ul>
  );
}
