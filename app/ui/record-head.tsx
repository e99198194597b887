import type { ReactNode } from 'react';
import { Breadcrumbs, type Crumb } from './breadcrumbs';
import { CodeChip } from './code-chip';

interface RecordHeadProps {
  /** The record's own name: "Trust T-0042". */
  title: string;
  crumbs: readonly Crumb[];
  /** For whom it stands. */
  code?: string;
  /** The one action of the page, at the right. */
  action?: ReactNode;
}

/** The head of a record that has parts; the tabs follow directly under it. */
export function RecordHead({ title, crumbs, code, action }: RecordHeadProps) {
  return (
    <div className="head pb0">
      <Breadcrumbs crumbs={crumbs} />
      <div className="row head-row">
        <h1>{title}</h1>
        {code && (
          <p>
            for <CodeChip code={code} chip />
          </p>
        )}
        {action && <p className="push">{action}</p>}
      </div>
    </div>
  );
}
