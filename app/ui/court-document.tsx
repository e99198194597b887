import { Fragment, type ReactNode } from 'react';

interface CourtDocumentProps {
  /** In capitals, as the court writes itself: one line each. */
  court: readonly string[];
  /** The caption's two halves: the matter and the beneficiary; the number and the dates. */
  matter: ReactNode;
  docket: ReactNode;
  title: string;
  period: string;
  children: ReactNode;
}

/** The account as it is filed: what prints equals what stands here. */
export function CourtDocument({ court, matter, docket, title, period, children }: CourtDocumentProps) {
  return (
    <article className="doc" aria-labelledby="title">
      <p className="court-name">
        {court.map((line, index) => (
          <Fragment key={line}>
            {index > 0 && <br />}
            {line}
          </Fragment>
        ))}
      </p>
      <div className="caption">
        <div>{matter}</div>
        <div>{docket}</div>
      </div>
      <h1 id="title">{title}</h1>
      <p className="period">{period}</p>
      {children}
    </article>
  );
}

interface CourtPartProps {
  title: string;
  /** `keep`: not broken over two pages. `new`: begins a page. `paper`: only on paper. */
  breaks?: 'keep' | 'new' | 'paper';
  children: ReactNode;
}

/** A part of the document that is no schedule: what is unusual, the verification, how to check this copy. */
export function CourtPart({ title, breaks = 'keep', children }: CourtPartProps) {
  return (
    <section className={breaks === 'paper' ? 'keep only-print' : breaks}>
      <h2>{title}</h2>
      {children}
    </section>
  );
}

/** Numbered sentences. */
export function NumberedList({ items }: { items: readonly ReactNode[] }) {
  return (
    <ol className="num-list">
      {items.map((item, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the sentences of a filed account never move
        <li key={index}>{item}</li>
      ))}
    </ol>
  );
}

/** The sentence under a table that proves it. */
export function Proof({ children }: { children: ReactNode }) {
  return <p className="proof">{children}</p>;
}

/** A line for each signature, with what was signed under it. */
export function Sign({ signers }: { signers: readonly { who: string; what: string }[] }) {
  return (
    <div className="sign">
      {signers.map((signer) => (
        <div key={signer.who}>
          {signer.who}
          <br />
          {signer.what}
        </div>
      ))}
    </div>
  );
}
