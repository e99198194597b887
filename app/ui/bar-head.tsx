import type { ReactNode } from 'react';

interface BarHeadProps {
  id: string;
  title: string;
  meta?: ReactNode;
  /** Filters as links, at the right. */
  children?: ReactNode;
}

/** The title of a list that stands on the page without a folio. */
export function BarHead({ id, title, meta, children }: BarHeadProps) {
  return (
    <div className="bar-h">
      <h2 id={id}>{title}</h2>
      {meta && <p className="meta">{meta}</p>}
      {children}
    </div>
  );
}
