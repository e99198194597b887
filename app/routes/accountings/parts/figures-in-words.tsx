import { Fragment } from 'react';

const FIGURE = /(\(?\d[\d,]*\.\d{2}\)?)/;

/** A sentence whose figures are set as figures: tabular, never broken over a line. */
export function FiguresInWords({ text }: { text: string }) {
  return (
    <>
      {text.split(FIGURE).map((piece, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one sentence never move
        <Fragment key={index}>{index % 2 === 1 ? <span className="money">{piece}</span> : piece}</Fragment>
      ))}
    </>
  );
}
