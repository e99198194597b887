import type { ReactNode } from 'react';
import type { AmountText } from '~/money/amount';
import { formatCourt } from '~/money/format';

/** Beside the document: whether it balances, its parts, its files, who and when. It does not print. */
export function CourtRail({ label, children }: { label: string; children: ReactNode }) {
  return (
    <aside className="rail" aria-label={label}>
      {children}
    </aside>
  );
}

export function RailPart({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div>
      <h2>{title}</h2>
      {children}
    </div>
  );
}

export interface RailEntry {
  href: string;
  label: string;
  total?: AmountText;
}

/** The document's parts, with their totals. */
export function RailContents({ entries }: { entries: readonly RailEntry[] }) {
  return (
    <ol className="plainlist toc">
      {entries.map((entry) => (
        <li key={entry.href}>
          <a href={entry.href}>{entry.label}</a>
          {entry.total !== undefined && <span className="num">{formatCourt(entry.total)}</span>}
        </li>
      ))}
    </ol>
  );
}
