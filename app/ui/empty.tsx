import type { ReactNode } from 'react';

/** Nothing here: why, and what is next. No picture. */
export function Empty({ why, next }: { why: ReactNode; next?: ReactNode }) {
  return (
    <div className="empty">
      <p>{why}</p>
      {next && <p>{next}</p>}
    </div>
  );
}
