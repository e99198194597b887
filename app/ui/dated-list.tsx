import type { ReactNode } from 'react';

export interface DatedItem {
  /** "Jan 30": the month is always a word. */
  date: string;
  what: ReactNode;
  /** "22 days", "in 7 days". */
  aside?: string;
}

/** What was last and what is next, led by its date. */
export function DatedList({ items }: { items: readonly DatedItem[] }) {
  return (
    <ol className="dated">
      {items.map((item, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two things can fall on one day
        <li key={index}>
          <span className="num">{item.date}</span>
          <span>{item.what}</span>
          {item.aside && <span className="muted num">{item.aside}</span>}
        </li>
      ))}
    </ol>
  );
}
