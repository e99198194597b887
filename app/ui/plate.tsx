import type { ReactNode } from 'react';

/** One sheet across the page, for a table alone. */
export function Plate({ children }: { children: ReactNode }) {
  return <div className="plate">{children}</div>;
}

interface NamedPlateProps {
  id: string;
  /** Heard, not seen: the sheet explains itself to the eye. */
  title: string;
  children: ReactNode;
}

/** One sheet across the page for an equation, named for a reader who hears the page. */
export function NamedPlate({ id, title, children }: NamedPlateProps) {
  return (
    <section className="plate pad" aria-labelledby={id}>
      <h2 className="vh" id={id}>
        {title}
      </h2>
      {children}
    </section>
  );
}
