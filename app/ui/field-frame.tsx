import type { ReactNode } from 'react';
import { classes } from './classes';
import { WithSprite } from './icon';
import { SkipLink } from './skip-link';

interface FieldMastProps {
  /** Instead of the name of the log: the way back. */
  back?: string;
  /** Where hiding the screen is sent. */
  hide?: string;
}

/** The field log's head. It names no product, and one touch empties the screen. */
function FieldMast({ back, hide = '/lock' }: FieldMastProps) {
  return (
    <header className="field-mast">
      <div>
        <b>{back ? <a href={back}>Back</a> : 'Field log'}</b>
        <form className="push" action={hide} method="post">
          <button type="submit" className="btn btn-2">
            Hide screen
          </button>
        </form>
      </div>
    </header>
  );
}

export interface FieldNavItem {
  href: string;
  label: string;
  current?: boolean;
}

interface FieldFrameProps extends FieldMastProps {
  nav?: readonly FieldNavItem[];
  title: string;
  /** The title is heard, not seen, where the navigation has just said it. */
  titleHidden?: boolean;
  /** Fills the screen, so that the main button stands under the thumb. */
  tall?: boolean;
  children: ReactNode;
}

/** A page of the field log: one hand, one column. */
export function FieldFrame({ nav, title, titleHidden = false, tall = false, children, ...mast }: FieldFrameProps) {
  return (
    <WithSprite>
      <SkipLink />
      <FieldMast {...mast} />
      <main id="main" className={classes('field-page', tall && 'tall')}>
        {nav && (
          <nav className="field-nav" aria-label="Main">
            {nav.map((item) => (
              <a key={item.href} href={item.href} aria-current={item.current ? 'page' : undefined}>
                {item.label}
              </a>
            ))}
          </nav>
        )}
        <h1 className={titleHidden ? 'vh' : undefined}>{title}</h1>
        {children}
      </main>
    </WithSprite>
  );
}
