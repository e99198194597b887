import { findAccountings } from '~/domain/accountings/get-accounting.server';
import { objectionDeadline } from '~/domain/accountings/objection-deadline';
import { majorityWindow } from '~/domain/beneficiaries/majority-words';
import { findPlanItems } from '~/domain/care-plans/find-plan-items.server';
import { findLastServices } from '~/domain/services-delivered/find-last-services.server';
import { benefitGap } from '~/domain/trusts/benefit-gap';
import {
  findLastPayment,
  findMoneyPath,
  findMonths,
  findNewestDay,
  type MonthSums,
} from '~/domain/trusts/find-money-path.server';
import { readSubaccounts, readTrust, type SubaccountRecord } from '~/domain/trusts/get-trust.server';
import { legalDay } from '~/domain/trusts/legal-day';
import type { Tx } from '~/http/guard.server';
import { toText } from '~/money/amount';
import { cashOf } from '../../parts/cash-figures';
import { moneyOf } from './money-data.server';

/** Everything the overview of a trust shows, amounts as text. */
export async function loadOverview(q: Tx, code: string, now: Date, inWorld: (recorded: Date) => Date) {
  const trust = await readTrust(q, code);
  const subaccounts = await readSubaccounts(q, trust.id);
  const today = legalDay(now, trust.homeZone);
  const path = await findMoneyPath(q, trust.id);
  const newest = await findNewestDay(q, trust.id);
  const filed = (await findAccountings(q, { trustCode: code })).find((one) => one.filedAt);
  const year = (filed?.throughOn ?? newest ?? today).slice(0, 4);
  return {
    code,
    openedOn: trust.openedOn,
    currency: trust.baseCurrency,
    today,
    money: moneyOf(trust.baseCurrency, subaccounts, [{ carrying: path.holdings }]),
    path: textOf(path),
    newest,
    year,
    months: (await findMonths(q, trust.id, year)).map(monthText),
    plan: await findPlanItems(
      q,
      subaccounts.map((row) => row.beneficiaryId),
    ),
    beneficiaries: await benefits(q, subaccounts, trust.openedOn, today),
    majorities: majorities(subaccounts, today),
    lastPayment: await findLastPayment(q, trust.id),
    objections: filed?.filedAt
      ? {
          reference: filed.reference,
          through: filed.throughOn,
          ...objectionDeadline(legalDay(inWorld(filed.filedAt), trust.homeZone)),
        }
      : null,
  };
}

export type Overview = Awaited<ReturnType<typeof loadOverview>>;

function textOf(path: Awaited<ReturnType<typeof findMoneyPath>>) {
  const { ordered, began, received, earned, care, costs, cash, holdings, onHand } = path;
  return {
    ordered: toText(ordered),
    began: toText(began),
    received: toText(received),
    earned: toText(earned),
    care: toText(care),
    costs: toText(costs),
    cash: toText(cash),
    holdings: toText(holdings),
    onHand: toText(onHand),
  };
}

function monthText({ month, receipts, payments }: MonthSums) {
  return { month, receipts: toText(receipts), payments: toText(payments) };
}

/** Soonest first, in words; the day itself stays on the server. */
function majorities(subaccounts: readonly SubaccountRecord[], today: string) {
  const inAYear = `${Number(today.slice(0, 4)) + 1}${today.slice(4)}`;
  return subaccounts
    .flatMap(({ beneficiaryCode: code, majorityOn }) =>
      majorityOn && majorityOn > today ? [{ code, majorityOn }] : [],
    )
    .sort((a, b) => a.majorityOn.localeCompare(b.majorityOn))
    .map(({ code, majorityOn }) => ({ code, when: majorityWindow(majorityOn).words, planOpen: majorityOn <= inAYear }));
}

async function benefits(q: Tx, subaccounts: readonly SubaccountRecord[], openedOn: string, today: string) {
  const last = await findLastServices(
    q,
    subaccounts.map((row) => row.beneficiaryId),
    today,
  );
  return subaccounts.map((row) => {
    const service = last.find((one) => one.beneficiaryId === row.beneficiaryId) ?? null;
    return {
      id: row.beneficiaryId,
      code: row.beneficiaryCode,
      ...cashOf([row]),
      last: service ? { service: service.service, on: service.occurredOn } : null,
      gap: benefitGap(service?.occurredOn ?? null, openedOn, today),
    };
  });
}
