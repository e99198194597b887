import { classes } from './classes';

export interface Tab {
  href: string;
  label: string;
  current?: boolean;
}

interface TabsProps {
  /** Names the set for a reader who hears the page: "Parts of this trust". */
  label: string;
  tabs: readonly Tab[];
  /** `page`: the parts of a record, ruled under the head. `filter`: which rows, at the right of a list's title. */
  kind?: 'page' | 'filter' | 'inline';
}

/** Ways within a record or a list: links with addresses, never script. */
export function Tabs({ label, tabs, kind = 'inline' }: TabsProps) {
  return (
    <nav className={classes('tabs', kind === 'page' && 'tabs-page', kind === 'filter' && 'push')} aria-label={label}>
      {tabs.map((tab, index) => (
        <TabLink key={tab.href} tab={tab} first={index === 0} word={kind === 'filter' ? 'true' : 'page'} />
      ))}
    </nav>
  );
}

function TabLink({ tab, first, word }: { tab: Tab; first: boolean; word: 'true' | 'page' }) {
  return (
    <>
      {first ? null : ' '}
      <a href={tab.href} {...(tab.current ? { 'aria-current': word } : {})}>
        {tab.label}
      </a>
    </>
  );
}
