import { classes } from './classes';

export interface Crumb {
  label: string;
  /** The last crumb is the page itself and has none. */
  href?: string;
}

/** Where this page lies, and the way back up. */
export function Breadcrumbs({ crumbs, top = false }: { crumbs: readonly Crumb[]; top?: boolean }) {
  return (
    <nav className={classes('crumbs meta', top && 'crumbs-top')} aria-label="Breadcrumb">
      <ol>
        {crumbs.map((crumb) =>
          crumb.href ? (
            <li key={crumb.label}>
              <a href={crumb.href}>{crumb.label}</a>
            </li>
          ) : (
            <li key={crumb.label} aria-current="page">
              {crumb.label}
            </li>
          ),
        )}
      </ol>
    </nav>
  );
}
