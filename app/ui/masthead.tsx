import { Mark } from './mark';
import { PostLink } from './post-link';

export interface NavItem {
  href: string;
  label: string;
  current?: boolean;
  /** How many things wait there; nothing is shown for none. */
  count?: number;
  /** What the count counts, for a reader who hears the page. */
  countOf?: string;
}

export interface MastheadProps {
  /** Where the wordmark leads. */
  home: string;
  nav: readonly NavItem[];
  /** Who is signed in, and as what: "L. Chua, trustee". */
  who?: string | undefined;
  /** Where a person's own devices and factors are. */
  account?: string | undefined;
  /** Where signing out is sent. */
  signOut?: string;
}

/** What the signed-in person may go to; what they may not is absent, never grey. */
export function Masthead({ home, nav, who, account, signOut = '/sign-out' }: MastheadProps) {
  return (
    <header className="mast">
      <div className="wrap mast-in">
        <a className="mark" href={home}>
          <Mark />
          <span className="vh">, home</span>
        </a>
        {nav.length > 0 && (
          <>
            <a className="menu-open" href="#menu">
              Menu
            </a>
            <nav className="nav" id="menu" aria-label="Main">
              <ul>
                {nav.map((item) => (
                  <li key={item.href}>
                    <NavLink item={item} />
                  </li>
                ))}
              </ul>
              {who && (
                <div className="who-menu meta">
                  <Who who={who} account={account} />
                  <PostLink action={signOut}>Sign out</PostLink>
                </div>
              )}
              <a className="menu-close" href="#top">
                Close menu
              </a>
            </nav>
          </>
        )}
        {who && (
          <div className="who meta">
            <Who who={who} account={account} /> <PostLink action={signOut}>Sign out</PostLink>
          </div>
        )}
      </div>
    </header>
  );
}

function Who({ who, account }: Pick<MastheadProps, 'who' | 'account'>) {
  return account ? <a href={account}>{who}</a> : <span>{who}</span>;
}

function NavLink({ item }: { item: NavItem }) {
  return (
    <a href={item.href} aria-current={item.current ? 'page' : undefined}>
      {item.label}
      {item.count ? (
        <>
          {' '}
          <span className="n">
            {item.count}
            {item.countOf && <span className="vh"> {item.countOf}</span>}
          </span>
        </>
      ) : null}
    </a>
  );
}
