import type { ReactNode } from 'react';
import { Breadcrumbs, type Crumb } from './breadcrumbs';
import { classes } from './classes';
import { Foot, type FootProps } from './foot';
import { WithSprite } from './icon';
import { Masthead, type MastheadProps } from './masthead';
import { SkipLink } from './skip-link';

interface FrameProps extends MastheadProps {
  foot: FootProps;
  /** The court's page: the document and its rail, with the breadcrumbs above both. */
  court?: { crumbs: readonly Crumb[] };
  children: ReactNode;
}

/** A page of trustees, finance, the court and the auditor: masthead, the page's own part, the foot. */
export function Frame({ foot, court, children, ...masthead }: FrameProps) {
  return (
    <WithSprite>
      <SkipLink />
      <Masthead {...masthead} />
      {court && (
        <div className="wrap no-print">
          <Breadcrumbs crumbs={court.crumbs} top />
        </div>
      )}
      <main id="main" className={classes('wrap', court && 'court')}>
        {children}
      </main>
      <Foot {...foot} />
    </WithSprite>
  );
}
