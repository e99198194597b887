import type { ReactNode } from 'react';
import { paths } from '~/http/paths';
import { Breadcrumbs } from '~/ui/breadcrumbs';

/** The list's title, how it stands, and the one action at the right. */
export function ReceiptsHead({ line, action }: { line: string; action: ReactNode }) {
  return (
    <div className="head">
      <Breadcrumbs crumbs={[{ label: 'Home', href: paths.home() }, { label: 'Receipts' }]} />
      <div className="row head-row">
        <h1>Receipts</h1>
        {action && <p className="push">{action}</p>}
      </div>
      <p className="muted">{line}</p>
    </div>
  );
}
