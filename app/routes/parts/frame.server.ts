import { type Actor, permits } from '~/access/actor';
import type { Permission } from '~/access/permissions';
import { ROLE_WORDS } from '~/access/roles';
import { findStandingIn } from '~/domain/delegations/find-acting-for.server';
import { countWaitingFor } from '~/domain/disbursements/count-waiting.server';
import { findUrgentIncidents } from '~/domain/incidents/find-incidents.server';
import { countRolesToReview } from '~/domain/people/find-access-review.server';
import type { Tx } from '~/http/guard.server';
import { paths } from '~/http/paths';
import { momentWords } from '~/ui/day-words';
import type { Alarm } from '~/ui/frame';
import type { NavItem } from '~/ui/masthead';
import { clockWords } from './clock-words';

interface Place {
  label: string;
  href: string;
  permission: Permission;
}

/** The same order everywhere; what a person may not open is absent. At most seven. */
const PLACES: readonly Place[] = [
  { label: 'Home', href: paths.home(), permission: 'trust.read' },
  { label: 'Children', href: paths.appointments(), permission: 'books-summary.read' },
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
  /** What everybody who keeps a register has to know on every page. */
  alarms: Alarm[];
  foot: { line: string; links: { href: string; label: string }[] };
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
    who: [role ? `${actor.name}, ${role}` : actor.name, ...(await standsIn(tx, actor))].join('; '),
    alarms: permits(actor, 'incident.keep') ? await alarmsOf(tx) : [],
    foot: {
      line: `Books kept in New York time. As of ${momentWords(now)}.`,
      links: [
        { href: paths.newIncident(), label: 'Report an incident' },
        { href: paths.incidents(), label: 'Incidents' },
      ],
    },
  };
}

/** "for R. Alvarez in T-0042": on every page, so that nobody forgets in whose place they act. */
async function standsIn(tx: Tx, actor: Actor): Promise<string[]> {
  if (!permits(actor, 'delegation.give')) return [];
  return (await findStandingIn(tx)).map(({ name, trustCode }) => `for ${name}${trustCode ? ` in ${trustCode}` : ''}`);
}

/** A notice that is due within hours, or over: nobody who answers for it works on without having read it. */
async function alarmsOf(tx: Tx): Promise<Alarm[]> {
  const urgent = await findUrgentIncidents(tx);
  return urgent.map(({ reference, clock }) => ({
    href: paths.incident(reference),
    label: `Incident ${reference}`,
    words: clockWords(clock),
    status: clock.urgency === 'overdue' ? 'differs' : 'alert',
  }));
}
