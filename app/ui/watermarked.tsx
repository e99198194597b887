import type { ReactNode } from 'react';

const TIMES = Array.from({ length: 8 }, (_, index) => `mark-${index}`);

/** What must not travel: the reader's name stands across it, it cannot be selected, and paper shows nothing of it. */
export function Watermarked({ mark, children }: { mark: string; children: ReactNode }) {
  return (
    <div className="watermarked">
      <p className="mark" aria-hidden="true">
        {TIMES.map((key) => (
          <span key={key}>{mark}</span>
        ))}
      </p>
      {children}
    </div>
  );
}
