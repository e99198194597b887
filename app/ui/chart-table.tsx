import type { ReactNode } from 'react';

/** A picture's figures, folded under it: whoever cannot use the picture loses nothing. */
export function ChartTable({ children }: { children: ReactNode }) {
  return (
    <details>
      <summary>See as table</summary>
      {children}
    </details>
  );
}
