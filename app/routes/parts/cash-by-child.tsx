import { CodeChip } from '~/ui/code-chip';
import { Money } from '~/ui/money';
import { Queue } from '~/ui/queue';
import type { CashFigures } from './cash-figures';

type Child = CashFigures & { code: string };

/** Each child's own part of a trust's cash: a pooled trust keeps it apart (UTC 810). */
export function CashByChild({ cash, currency }: { cash: readonly Child[]; currency: string }) {
  return (
    <Queue<Child>
      caption={`Sub-accounts, ${currency}`}
      rows={cash}
      rowKey={(child) => child.code}
      columns={[
        { head: 'For', kind: 'head', order: 1, wide: true, cell: (child) => <CodeChip code={child.code} /> },
        { head: 'Posted', kind: 'num', said: true, cell: (child) => <Money amount={child.posted} /> },
        { head: 'Held', kind: 'num', said: true, cell: (child) => <Money amount={child.held} /> },
        { head: 'Available now', kind: 'num', said: true, cell: (child) => <Money amount={child.available} /> },
      ]}
    />
  );
}
