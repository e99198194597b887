import type { Actor } from '~/access/actor';
import { type ActingFor, findActingFor } from '~/domain/delegations/find-acting-for.server';
import { mustBeAskedAgain } from '~/domain/disbursements/count-approvals.server';
import { isOver } from '~/domain/disbursements/disbursement';
import { findStandingHolds } from '~/domain/disbursements/find-standing-holds.server';
import { type ApprovalRecord, findApprovals } from '~/domain/disbursements/get-disbursement.server';
import { readReview, type reviewDisbursement } from '~/domain/disbursements/review-disbursement.server';
import { mustSign } from '~/domain/disbursements/sign-approval.server';
import { findPayoutAccounts } from '~/domain/providers/find-payout-accounts.server';
import { UNDER_WAY } from '~/domain/providers/payout-account';
import { quantityWords, serviceWord } from '~/domain/services-delivered/service-words';
import { findTrusteeNames } from '~/domain/trusts/find-trustees.server';
import { getRunway } from '~/domain/trusts/get-runway.server';
import { booksDay } from '~/domain/trusts/zones';
import type { Tx } from '~/http/guard.server';
import { toText, ZERO } from '~/money/amount';
import { momentWords, shortDayWords } from '~/ui/day-words';
import { STATE_WORDS } from '../../parts/account-words';
import { asOne, namesOf } from './as-one';
import { proofOf, spanOf } from './proof-data.server';
import { saidBy } from './said-by';

export type ReviewData = Awaited<ReturnType<typeof loadReview>>;

/** Everything a careful person asks of a request, in words and canonical amounts, for the review and approval pages. */
export async function loadReview(tx: Tx, actor: Actor, reference: string, now: Date, inWorld: InWorld) {
  const today = booksDay(now);
  const review = await readReview(tx, reference, today);
  const { request, checks, available, officers } = review;
  const approvals = await findApprovals(tx, [request.id]);
  const current = approvals.filter((item) => item.version === request.version);
  const mine = current.find((item) => item.personId === actor.personId);
  const acting = await findActingFor(tx, request.trustId);
  const askedOn = shortDayWords(booksDay(inWorld(request.requestedAt)));
  return {
    reference: request.reference,
    state: request.state,
    version: request.version,
    requestHash: request.requestHash,
    trustCode: request.trustCode,
    instrumentSection: request.instrumentSection,
    beneficiaryCode: request.beneficiaryCode,
    providerCode: request.providerCode,
    amount: toText(request.amount),
    currency: request.currency,
    invoice: request.invoice,
    lead: leadOf(review),
    askedBy: `${namesOf(request.requestedByName, request.requestedForName)}, ${askedOn}`,
    askedByMe: request.requestedBy === actor.personId,
    afford: {
      cash: toText(request.posted),
      holds: await holdsOf(tx, request),
      available: toText(available),
      left: toText(available.minus(request.amount)),
    },
    forecast: await forecastOf(tx, request, today),
    /** Some approvals no longer count, so that it has to be asked for again. */
    again: mustBeAskedAgain(request.state, review.approvals),
    payee: await payeeOf(tx, request, inWorld),
    agree: await agreeOf(tx, actor, review, { current, acting }, inWorld),
    checks,
    proof: await proofOf(tx, review, inWorld),
    said: approvals.map((item) => saidBy(item, inWorld)),
    mine: mine ? { decision: mine.decision, withdrawn: mine.withdrawnAt !== null } : null,
    signs: await mustSign(tx),
    mayDecide:
      officers.some((officer) => officer.personId === actor.personId) || (acting?.powers.includes('decide') ?? false),
    actingFor: acting?.name ?? null,
    asOne: asOne(actor, acting, request, current),
  };
}

type Review = Awaited<ReturnType<typeof reviewDisbursement>>;
type InWorld = (recorded: Date) => Date;

function leadOf({ request, services }: Review): string {
  const units = services.reduce((total, service) => total + service.quantity, 0);
  const what = `${serviceWord(request.category)} (${request.category}), ${quantityWords(units, services[0]?.unit ?? 'item')}`;
  return `${what}, ${spanOf(services)}. Invoice ${request.invoice}.`;
}

async function forecastOf(tx: Tx, request: Review['request'], today: string) {
  const subaccount = { id: request.subaccountId, posted: request.posted, majorityOn: request.majorityOn };
  const asked = isOver(request.state) ? ZERO : request.amount;
  const { runway, holdings } = await getRunway(tx, subaccount, asked, today);
  return {
    runway: runway && {
      ...runway,
      pace: toText(runway.pace),
      monthsBefore: runway.monthsBefore.toString(),
      monthsAfter: runway.monthsAfter.toString(),
    },
    holdings: toText(holdings),
    leftAfter: toText(request.posted.minus(asked)),
    today,
  };
}

async function agreeOf(
  tx: Tx,
  actor: Actor,
  { request, officers, approvals }: Review,
  { current, acting }: { current: Current; acting: ActingFor | null },
  inWorld: InWorld,
) {
  const people = await findTrusteeNames(
    tx,
    officers.map((officer) => officer.personId),
  );
  return {
    required: request.requiredApprovals,
    given: isOver(request.state) ? approvals.given : approvals.valid,
    rule: `${request.ruleKey}, version ${request.ruleVersion}`,
    reason: request.ruleReason,
    inOffice: officers.length,
    aside: current.filter((item) => item.decision === 'step_aside').length,
    people: people.map((person) => ({
      ...person,
      me: person.personId === actor.personId,
      mine: [actor.personId, acting?.delegatorId].includes(person.personId),
      ...decisionOf(current, person.personId, inWorld),
    })),
  };
}

/** On which account the provider is paid, and whether that is about to change. */
async function payeeOf(tx: Tx, request: Review['request'], inWorld: InWorld) {
  const accounts = await findPayoutAccounts(tx, request.providerCode);
  const inForce = accounts.find(({ state }) => state === 'in_force');
  const change = accounts.find(({ state }) => UNDER_WAY.includes(state));
  const since = inForce?.steps.find(({ step }) => step === 'agreed')?.inForceFrom;
  return {
    account:
      inForce && since ? `..${inForce.ending}, since ${shortDayWords(booksDay(inWorld(since)))}` : 'none on file',
    change: change ? `..${change.ending}: ${STATE_WORDS[change.state].toLowerCase()}` : null,
  };
}

type Current = readonly ApprovalRecord[];

function decisionOf(current: Current, personId: number, inWorld: InWorld) {
  const decided =
    current.find((item) => item.personId === personId && !item.withdrawnAt) ??
    current.find((item) => item.forPersonId === personId && !item.withdrawnAt);
  if (!decided) return { decision: null, decidedAt: null };
  const by = decided.forName ? ` by ${decided.personName}` : '';
  return { decision: decided.decision, decidedAt: `${momentWords(inWorld(decided.decidedAt))}${by}` };
}

async function holdsOf(tx: Tx, request: { subaccountId: number; reference: string; state: string }) {
  const holds = await findStandingHolds(tx, request.subaccountId);
  const others = holds.filter((hold) => !hold.sourceRef.startsWith(`${request.reference} v`));
  return others.map((hold) => ({
    amount: toText(hold.amount),
    reason: hold.reason,
    reference: hold.sourceRef.split(' ')[0] ?? '',
  }));
}
