import type { ReactNode } from 'react';

/** What another person wrote down, in the voice of the record, with who and when. */
export function Quote({ text, by }: { text: string; by: ReactNode }) {
  return (
    <figure className="quote">
      <blockquote className="serif">
        <p className="lead">“{text}”</p>
      </blockquote>
      <figcaption className="meta">{by}</figcaption>
    </figure>
  );
}
