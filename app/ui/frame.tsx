import type { ReactNode } from 'react';
import { Breadcrumbs, type Crumb } from './breadcrumbs';
import { classes } from './classes';
import { Foot, type FootProps } from './foot';
import { WithSprite } from './icon';
import { Masthead, type MastheadProps } from './masthead';
import { Note } from './note';
import { SkipLink } from './skip-link';
import type { StatusName } from './status';

/** What cannot wait, on every page of who answers for it. */
export interface Alarm {
  href: string;
  label: string;
  words: string;
  status: StatusName;
}

interface FrameProps extends MastheadProps {
  foot: FootProps;
  alarms?: readonly Alarm[];
  /** The court's page: the document and its rail, with the breadcrumbs above both. */
  court?: { crumbs: readonly Crumb[] };
  children: ReactNode;
}

/** A page of trustees, finance, the court and the auditor: masthead, the page's own part, the foot. */
export function Frame({ foot, alarms = [], court, children, ...masthead }: FrameProps) {
  return (
    <WithSprite>
      <SkipLink />
      <Masthead {...masthead} />
      {alarms.length > 0 && (
        <section className="wrap alarms no-print" aria-label="Cannot wait">
          {alarms.map(({ href, label, words, status }) => (
            <Note key={href} status={status}>
              <a href={href}>{label}</a>. {words}.
            </Note>
          ))}
        </section>
      )}
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
