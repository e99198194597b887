import type { ReactNode } from 'react';
import { classes } from './classes';

/** Questions in the margin, answers on one sheet. A page is one folio, never a stack of cards. */
export function Folio({ spaced = false, children }: { spaced?: boolean; children: ReactNode }) {
  return <div className={classes('folio', spaced && 'mt')}>{children}</div>;
}

interface SectionProps {
  /** Of the heading; the section is named by it. */
  id: string;
  question: string;
  /** At most two lines: the rule, the period, the count. */
  meta?: ReactNode;
  /** The warm band: here the reader decides. At most one on a page. */
  decision?: boolean;
  /** The answer first, in lead size; then the evidence; then what is folded away. */
  children: ReactNode;
}

export function Section({ id, question, meta, decision = false, children }: SectionProps) {
  return (
    <section className={classes('sec', decision && 'sec-act')} aria-labelledby={id}>
      <div className="sec-h">
        <h2 id={id}>{question}</h2>
        {meta && <p className="meta">{meta}</p>}
      </div>
      <div className="sec-b">{children}</div>
    </section>
  );
}
