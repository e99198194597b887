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

/** The log form, for one child or to choose one first. */
export function logAddress(code?: string): string {
  return code ? `${paths.newServiceDelivered()}?for=${encodeURIComponent(code)}` : paths.newServiceDelivered();
}

/** One entry as it was saved. */
export function entryAddress(reference: string): string {
  return `${paths.servicesDelivered()}/${encodeURIComponent(reference)}`;
}
