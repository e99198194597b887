import { paths } from '~/http/paths';
import type { FieldNavItem } from '~/ui/field-frame';

/** Where a caseworker may go; "Log a service" is the page's button. */
export function fieldNav(current: string): FieldNavItem[] {
  const places = [
    { href: paths.home(), label: 'Today' },
    { href: paths.beneficiaries(), label: 'My list' },
    { href: paths.servicesDelivered(), label: 'Logged' },
  ];
  return places.map((place) => ({ ...place, current: place.href === current }));
}
