import { Fragment, type ReactNode } from 'react';
import { classes } from './classes';

export interface Definition {
  term: string;
  detail: ReactNode;
  /** Classes of the detail: "num id" for a reference, "money" for an amount. */
  kind?: string;
}

interface DefinitionListProps {
  items: readonly Definition[];
  /** `facts`: small, beside a title. `lines`: a hairline above each. `figures`: lines with the figure at the right. */
  look?: 'plain' | 'facts' | 'lines' | 'figures';
  /** On a phone the term stands above its detail. */
  folds?: boolean;
}

const LOOKS = { plain: '', facts: 'dl-s', lines: 'dl-line', figures: 'dl-line nums' } as const;

/** Terms and what they are. */
export function DefinitionList({ items, look = 'plain', folds = false }: DefinitionListProps) {
  return (
    <dl className={classes('dl', LOOKS[look], folds && 'dl-fold')}>
      {items.map((item) => (
        <Fragment key={item.term}>
          <dt>{item.term}</dt>
          <dd className={item.kind ?? (look === 'figures' ? 'num' : undefined)}>{item.detail}</dd>
        </Fragment>
      ))}
    </dl>
  );
}
