import { paths } from '~/http/paths';
import type { Crumb } from '~/ui/breadcrumbs';
import { type Tab, Tabs } from '~/ui/tabs';
import type { CashFigures } from '../../parts/cash-figures';

type Place = 'overview' | 'ledger' | 'trial-balance' | 'periods' | 'trustees' | 'import';

/** The way to a trust's page, to a part of it, or to something within a part; the last crumb is the page itself. */
export function trustCrumbs(code: string, ...below: Crumb[]): Crumb[] {
  const above = [
    { label: 'Home', href: paths.home() },
    { label: 'Trusts', href: paths.trusts() },
  ];
  return below.length > 0
    ? [...above, { label: code, href: paths.trust(code) }, ...below]
    : [...above, { label: code }];
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
    tab('trial-balance', 'Trial balance', paths.trialBalance(code)),
    tab('periods', 'Periods', paths.periods(code)),
    tab('trustees', 'Trustees', paths.trustees(code)),
    ...(mayImport ? [tab('import', 'Import', paths.importBooks(code))] : []),
    { label: 'Accountings', href: `${paths.accountings()}?trust=${encodeURIComponent(code)}` },
  ];
  return <Tabs label="Parts of this trust" kind="page" tabs={tabs} />;
}

export interface TrustMoney extends CashFigures {
  currency: string;
  holdings: string;
}
