import type { Problem } from './problem';

interface ErrorSummaryProps {
  problems: readonly Problem[];
  /** Inside a folio's section the title is one step lower. */
  level?: 2 | 3;
}

/** Stands first on a page whose form was not taken, has the focus, and leads to each field. */
export function ErrorSummary({ problems, level = 2 }: ErrorSummaryProps) {
  const Heading = level === 2 ? 'h2' : 'h3';
  if (problems.length === 0) return null;
  return (
    // biome-ignore lint/a11y/noAutofocus: after a refused form the reader must land on why, with or without script
    // biome-ignore lint/a11y/useSemanticElements: a fieldset groups fields, and here are none
    <div className="err-sum" role="group" aria-labelledby="problems" tabIndex={-1} autoFocus>
      <Heading id="problems">There is a problem</Heading>
      <ul>
        {problems.map((problem) => (
          <li key={`${problem.field ?? ''} ${problem.message}`}>
            {problem.field ? <a href={`#${problem.field}`}>{problem.message}</a> : problem.message}
          </li>
        ))}
      </ul>
    </div>
  );
}
