import { paths } from '~/http/paths';
import type { Crumb } from '~/ui/breadcrumbs';
import { type Tab, Tabs } from '~/ui/tabs';

type Place = 'overview' | 'ledger' | 'import';

/** The way to a trust's part: the trust's own page is the last crumb but one, or the page itself. */
export function trustCrumbs(code: string, part?: string): Crumb[] {
  const above = [
    { label: 'Home', href: paths.home() },
    { label: 'Trusts', href: paths.trusts() },
  ];
  return part ? [...above, { label: code, href: paths.trust(code) }, { label: part }] : [...above, { label: code }];
}

interface TrustTabsProps {
  code: string;
  current: Place;
  mayImport: boolean;
}

/** The parts of a trust that exist and that the reader may open. */
export function TrustTabs({ code, current, mayImport }: TrustTabsProps) {
  const tab = (place: Place, label: string, href: string): Tab => ({ label, href, current: place === current });
  const tabs = [
    tab('overview', 'Overview', paths.trust(code)),
    tab('ledger', 'Ledger', paths.ledger(code)),
    ...(mayImport ? [tab('import', 'Import', paths.importBooks(code))] : []),
    { label: 'Accountings', href: `${paths.accountings()}?trust=${encodeURIComponent(code)}` },
  ];
  return <Tabs label="Parts of this trust" kind="page" tabs={tabs} />;
}

export interface TrustMoney {
  currency: string;
  posted: string;
  held: string;
  available: string;
  holdings: string;
}
