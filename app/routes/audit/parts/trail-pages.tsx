import { paths } from '~/http/paths';
import { Pages } from '~/ui/pages';

interface TrailPagesProps {
  entries: readonly { id: number; day: string }[];
  newer: boolean;
  older: boolean;
  search: string;
}

/** Turns the trail by the number of the entry at either end. */
export function TrailPages({ entries, newer, older, search }: TrailPagesProps) {
  const [first] = entries;
  const last = entries.at(-1);
  if (!first || !last || !(newer || older)) return null;
  const page = (side: 'before' | 'after', entry: { id: number }) => `${paths.audit()}?${search}${side}=${entry.id}`;
  return (
    <Pages
      label="Pages of the trail"
      position={first.day === last.day ? first.day : `${last.day} to ${first.day}`}
      newer={newer ? { href: page('after', first), label: 'Newer' } : undefined}
      older={older ? { href: page('before', last), label: 'Older' } : undefined}
    />
  );
}
