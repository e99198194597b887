import { type Actor, permits } from '~/access/actor';
import type { Permission } from '~/access/permissions';
import { ROLE_WORDS } from '~/access/roles';
import { countWaitingFor } from '~/domain/disbursements/count-waiting.server';
import { countRolesToReview } from '~/domain/people/find-access-review.server';
import type { Tx } from '~/http/guard.server';
import { paths } from '~/http/paths';
import { momentWords } from '~/ui/day-words';
import type { NavItem } from '~/ui/masthead';

interface Place {
  label: string;
  href: string;
  permission: Permission;
}

/** The same order everywhere; what a person may not open is absent. At most seven. */
const PLACES: readonly Place[] = [
  { label: 'Home', href: paths.home(), permission: 'trust.read' },
  { label: 'Team', href: paths.team(), permission: 'team.read' },
  { label: 'Approvals', href: paths.approvals(), permission: 'disbursement.approve' },
  { label: 'Requests', href: paths.disbursements(), permission: 'payment.record' },
  { label: 'Trusts', href: paths.trusts(), permission: 'trust.read' },
  { label: 'Receipts', href: paths.receipts(), permission: 'receipt.read' },
  { label: 'Accountings', href: paths.accountings(), permission: 'accounting.read' },
  { label: 'Figures', href: paths.aggregates(), permission: 'aggregate.read' },
  { label: 'Audit', href: paths.audit(), permission: 'audit.read' },
  { label: 'Identity', href: paths.reveals(), permission: 'reveal.read' },
  { label: 'People', href: paths.people(), permission: 'person.read' },
  { label: 'Access review', href: paths.accessReview(), permission: 'access.review' },
];

export interface FrameFacts {
  home: string;
  nav: NavItem[];
  who: string;
  account: string;
  foot: { line: string };
}

/** What stands around a page: where the person may go, who they are, and as of when its figures are. */
export async function frameOf(tx: Tx, actor: Actor, now: Date, current: string): Promise<FrameFacts> {
  const waiting = permits(actor, 'disbursement.approve') ? await countWaitingFor(tx, actor) : 0;
  const reviews = permits(actor, 'access.review') ? await countRolesToReview(tx, actor) : 0;
  const nav = PLACES.filter((place) => permits(actor, place.permission)).map((place) => ({
    label: place.label,
    href: place.href,
    current: place.href === current,
    ...(place.href === paths.approvals() ? { count: waiting, countOf: 'waiting for you' } : {}),
    ...(place.href === paths.accessReview() ? { count: reviews, countOf: 'overdue' } : {}),
  }));
  const role = actor.roles
    .filter((item) => item !== 'court')
    .map((item) => ROLE_WORDS[item])
    .join(', ');
  return {
    home: paths.home(),
    nav,
    account: paths.account(),
    who: role ? `${actor.name}, ${role}` : actor.name,
    foot: { line: `Books kept in New York time. As of ${momentWords(now)}.` },
  };
}
