import type { Tx } from 'db/client';
import { award, courtCase, defendant, obligation, restitutionOrder } from 'db/schema/awards';
import { caseAssignment, supervision } from 'db/schema/beneficiaries';
import { carePlan, planItem, planRate } from 'db/schema/care-plans';
import { provider } from 'db/schema/providers';
import { courtSeat, trust } from 'db/schema/trusts';
import { sql } from 'drizzle-orm';
import { amount } from '~/money/amount';
import { accountEnding } from '~/vault/identity-fields';
import type { Acts } from './acts';
import { PAYEES } from './identities';
import { TERMS } from './terms';
import { BENEFICIARIES, CASES, DOCKET_Y, DOCKET_Z, PLANS, PROVIDERS, TRUSTS } from './world';

type Ids = Map<string, number>;

/** Lays down what people find when they come: trusts and terms, beneficiaries and workers, providers, plans, orders. */
export async function layWorld(acts: Acts): Promise<void> {
  await acts.operator(async (tx) => {
    const beneficiaries = await layBeneficiaries(tx, acts);
    await tx.insert(supervision).values(
      (['dizon', 'flores'] as const).map((worker) => ({
        supervisorId: acts.personId('aquino'),
        caseworkerId: acts.personId(worker),
        startsOn: '2025-11-01',
      })),
    );
    const trusts = await layTrusts(tx, acts, beneficiaries);
    const providers = await layProviders(tx, acts);
    await layPlans(tx, beneficiaries, providers);
    await layOrders(tx, beneficiaries, trusts);
    await tx.insert(courtSeat).values([
      { personId: acts.personId('chambersZ'), docket: DOCKET_Z },
      { personId: acts.personId('chambersY'), docket: DOCKET_Y },
    ]);
  });
}

async function layBeneficiaries(tx: Tx, acts: Acts): Promise<Ids> {
  const ids: Ids = new Map();
  for (const spec of BENEFICIARIES) {
    const recipients = Object.keys(spec.courtCodes).map((docket) => `court ${docket}`);
    const { rows } = await tx.execute<{ id: string }>(sql`
      select lay_cast_codes(${spec.code}, ${spec.majorityOn}, ${sql.param(recipients)}::text[],
        ${sql.param(Object.values(spec.courtCodes))}::text[]) as id`);
    const id = Number(rows[0]?.id);
    ids.set(spec.code, id);
    await tx
      .insert(caseAssignment)
      .values({ beneficiaryId: id, personId: acts.personId(spec.worker), startsOn: '2025-11-01' });
  }
  return ids;
}

async function layTrusts(tx: Tx, acts: Acts, beneficiaries: Ids): Promise<Ids> {
  const ids: Ids = new Map();
  for (const spec of TRUSTS) {
    const { code, docket, courtName, openedOn, priorAccounts } = spec;
    const [row] = await tx
      .insert(trust)
      .values({ code, docket, courtName, openedOn, priorAccounts, instrumentSection: '4.2' })
      .returning({ id: trust.id });
    const id = row?.id as number;
    ids.set(code, id);
    for (const { who, from, to, order } of TERMS.filter((term) => term.trust === code)) {
      await tx.execute(sql`select sec.lay_term(${id}, ${acts.personId(who)}, ${from}, ${to ?? null}, 'order', ${order},
        'By letter to those who stand for the child')`);
    }
    for (const of of spec.beneficiaries) {
      await tx.execute(sql`insert into subaccount (trust_id, beneficiary_id) values (${id}, ${beneficiaries.get(of)})`);
    }
  }
  return ids;
}

async function layProviders(tx: Tx, acts: Acts): Promise<Ids> {
  const rows = await tx
    .insert(provider)
    .values([...PROVIDERS])
    .returning({ id: provider.id, code: provider.code });
  for (const [code, { account_number }] of Object.entries(PAYEES))
    await tx.execute(sql`select sec.lay_payout_account(${code}, ${accountEnding(account_number)}, ${acts.personId('chua')},
      ${acts.personId('santos')}, 310)`);
  return new Map(rows.map((row) => [row.code, row.id]));
}

async function layPlans(tx: Tx, beneficiaries: Ids, providers: Ids): Promise<void> {
  for (const [code, plan] of Object.entries(PLANS)) {
    const beneficiaryId = beneficiaries.get(code) as number;
    const [row] = await tx
      .insert(carePlan)
      .values({ beneficiaryId, version: plan.version, approvedOn: plan.approvedOn, reviewOn: plan.reviewOn })
      .returning({ id: carePlan.id });
    for (const [position, spec] of plan.items.entries()) {
      const { service, unit, quantity, until } = spec;
      const [item] = await tx
        .insert(planItem)
        .values({
          planId: row?.id as number,
          beneficiaryId,
          position,
          service,
          unit,
          quantity,
          until,
          providerId: providers.get(spec.provider) as number,
        })
        .returning({ id: planItem.id });
      await tx
        .insert(planRate)
        .values({ planItemId: item?.id as number, beneficiaryId, unitPrice: amount(spec.price) });
    }
  }
}

async function layOrders(tx: Tx, beneficiaries: Ids, trusts: Ids): Promise<void> {
  for (const spec of CASES) {
    const { docket, courtName, shortName } = spec;
    const [caseRow] = await tx
      .insert(courtCase)
      .values({ docket, courtName, shortName })
      .returning({ id: courtCase.id });
    const caseId = caseRow?.id as number;
    const defendants = await tx
      .insert(defendant)
      .values(Array.from({ length: spec.defendants }, (_, index) => ({ caseId, sequence: index + 1 })))
      .returning({ id: defendant.id });
    const orders = await tx
      .insert(restitutionOrder)
      .values(spec.orders.map((order) => ({ ...order, caseId })))
      .returning({ id: restitutionOrder.id });
    const orderId = orders.at(-1)?.id as number;
    for (const item of spec.awards) {
      const [row] = await tx
        .insert(award)
        .values({
          reference: item.reference,
          orderId,
          beneficiaryId: beneficiaries.get(item.code) as number,
          trustId: trusts.get(item.trust) as number,
          basis: '18 USC 2259(b)(1)',
          lossFound: amount(item.loss),
          appliedBefore: amount(item.appliedBefore),
        })
        .returning({ id: award.id });
      await tx.insert(obligation).values(
        item.caps.map((cap, index) => ({
          awardId: row?.id as number,
          defendantId: defendants[index]?.id as number,
          liability: item.liability,
          cap: amount(cap),
        })),
      );
    }
  }
}
