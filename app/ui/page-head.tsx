import type { ReactNode } from 'react';
import { Breadcrumbs, type Crumb } from './breadcrumbs';
import { CodeChip } from './code-chip';
import { type Definition, DefinitionList } from './definition-list';

interface PageHeadProps {
  /** The task as a sentence: "Pay PHP 50,000.00 to Provider 03". */
  title: ReactNode;
  crumbs?: readonly Crumb[];
  code?: string;
  /** Beside the code: "Trust T-0042". */
  beside?: ReactNode;
  lead?: ReactNode;
  /** A quieter line instead of a lead: what waits today. */
  line?: ReactNode;
  /** Facts about the record, at the right. */
  facts?: readonly Definition[];
}

/** Says what the page is for before anything else. */
export function PageHead({ title, crumbs, code, beside, lead, line, facts }: PageHeadProps) {
  const words = (
    <>
      {code && (
        <p className="above">
          <CodeChip code={code} chip /> {beside && <span className="muted">{beside}</span>}
        </p>
      )}
      <h1>{title}</h1>
      {lead && <p className="lead">{lead}</p>}
      {line && <p className="muted">{line}</p>}
    </>
  );
  return (
    <div className="head">
      {crumbs && <Breadcrumbs crumbs={crumbs} />}
      {facts ? (
        <div className="head-2">
          <div>{words}</div>
          <DefinitionList items={facts} look="facts" />
        </div>
      ) : (
        words
      )}
    </div>
  );
}
