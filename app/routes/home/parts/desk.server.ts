import { type Actor, permits } from '~/access/actor';
import { findAccountings } from '~/domain/accountings/get-accounting.server';
import { findTieOut } from '~/domain/banking/find-tie-out.server';
import { getPolicies } from '~/domain/policies/get-policies.server';
import { policyText } from '~/domain/policies/policy';
import { findExpiringProviders } from '~/domain/providers/find-providers.server';
import { findTrustBalances } from '~/domain/trusts/find-trust-balances.server';
import { findTrusts } from '~/domain/trusts/find-trusts.server';
import { addDays, daysBetween } from '~/domain/trusts/legal-day';
import { BOOKS_ZONE, booksDay } from '~/domain/trusts/zones';
import type { Tx } from '~/http/guard.server';
import { paths } from '~/http/paths';
import { toText } from '~/money/amount';
import { dayWords, momentWords, shortDayWords } from '~/ui/day-words';
import { cashOf } from '../../parts/cash-figures';
import { requestRows, waitingRows } from '../../parts/queue-rows.server';
import { aheadWords } from './ahead-words';
import { loadOwnTerms } from './own-terms.server';

export type DeskData = Awaited<ReturnType<typeof loadDesk>>;

/** What a trustee, finance or an auditor sees first: do the books agree, what waits, what is due, what is unusual. */
export async function loadDesk(tx: Tx, actor: Actor, now: Date, inWorld: (recorded: Date) => Date) {
  const today = booksDay(now);
  const decides = permits(actor, 'disbursement.approve');
  const pays = permits(actor, 'payment.record');
  const tie = await findTieOut(tx);
  const own = await loadOwnTerms(tx, actor, today);
  const waiting = decides ? await waitingRows(tx, actor, 'mine', now, inWorld) : [];
  return {
    title: new Intl.DateTimeFormat('en-US', {
      timeZone: BOOKS_ZONE,
      weekday: 'long',
      month: 'long',
      day: 'numeric',
      year: 'numeric',
    }).format(now),
    asOf: momentWords(now),
    decides,
    pays,
    waiting,
    requests: decides
      ? []
      : await requestRows(tx, pays ? ['approved'] : ['submitted', 'changes_asked', 'approved'], inWorld),
    tie: tie && {
      bank: toText(tie.bankAdjusted),
      control: toText(tie.control),
      trusts: toText(tie.trusts),
      difference: toText(tie.bankAdjusted.minus(tie.control).abs().plus(tie.control.minus(tie.trusts).abs())),
      accounts: tie.accounts.map((item) => ({
        ending: item.accountEnding,
        trust: item.trustCode,
        books: toText(item.books),
        on: dayWords(item.statementOn),
      })),
      age: daysBetween(tie.accounts.map((item) => item.statementOn).sort()[0] ?? today, today),
    },
    cash: await cashNow(tx),
    appointments: own.appointments,
    due: [...(await dueAccountings(tx, today)), ...own.notices],
    exceptions: (await findExpiringProviders(tx, today)).map((provider) => ({
      code: provider.code,
      until: dayWords(provider.payableUntil),
      lapsed: provider.payableUntil < today,
    })),
  };
}

/** What can be spent of all the trusts this person reads, currency by currency. */
async function cashNow(tx: Tx) {
  const trusts = await findTrustBalances(tx);
  return [...new Set(trusts.map((trust) => trust.currency))].map((currency) => ({
    currency,
    ...cashOf(trusts.filter((trust) => trust.currency === currency)),
  }));
}

/** The next account of each trust whose year has ended: one that is not filed yet is due. */
async function dueAccountings(tx: Tx, today: string) {
  const accountings = await findAccountings(tx);
  const year = Number(today.slice(0, 4)) - 1;
  const policies = await getPolicies(tx, ['AC-1'], today);
  const dueOn = addDays(`${year}-12-31`, Number(policyText(policies['AC-1'], 'days')));
  const trusts = await findTrusts(tx);
  return trusts
    .filter(
      (trust) =>
        !accountings.some((item) => item.trustCode === trust.code && item.filedAt && item.throughOn >= `${year}-12-31`),
    )
    .map((trust) => ({
      on: shortDayWords(dueOn),
      what: `Accounting of trust ${trust.code} for ${year} to the court`,
      href: `${paths.newAccounting()}?trust=${trust.code}`,
      aside: aheadWords(daysBetween(today, dueOn)),
    }));
}
