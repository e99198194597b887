import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Tx } from 'db/client';
import { bankStatement } from 'db/schema/banking';
import { sql } from 'drizzle-orm';
import type { Actor } from '~/access/actor';
import { fileAccounting } from '~/domain/accountings/file-accounting.server';
import { prepareAccounting } from '~/domain/accountings/prepare-accounting.server';
import { findCaseChoices } from '~/domain/awards/find-open-awards.server';
import { importStatement } from '~/domain/banking/import-statement.server';
import { findBeneficiaries } from '~/domain/beneficiaries/get-beneficiary.server';
import { importEvents } from '~/domain/book-events/import-events.server';
import { importValuations } from '~/domain/book-events/import-valuations.server';
import { findPlanItems } from '~/domain/care-plans/find-plan-items.server';
import { approveDisbursement } from '~/domain/disbursements/approve-disbursement.server';
import { getDisbursement } from '~/domain/disbursements/get-disbursement.server';
import { requestDisbursement } from '~/domain/disbursements/request-disbursement.server';
import { payDisbursement } from '~/domain/payments/pay-disbursement.server';
import { askToReopen } from '~/domain/periods/ask-to-reopen.server';
import { closePeriod } from '~/domain/periods/close-period.server';
import { allocateReceipt, previewAllocation } from '~/domain/receipts/allocate-receipt.server';
import { recordReceipt } from '~/domain/receipts/record-receipt.server';
import { findRecentServices } from '~/domain/services-delivered/find-services.server';
import { logService } from '~/domain/services-delivered/log-service.server';
import { amount } from '~/money/amount';
import type { Acts } from './acts';
import { type CastId, DEMO_DAY } from './cast';
import { BENEFICIARIES, type Code, REMITTANCES, SERVICES_GIVEN, TRUSTS } from './world';

const here = path.dirname(fileURLToPath(import.meta.url));

/** The sample of a trust's books that ships with the project: T-0042's second year. */
export const sampleFile = (name: 'events.csv' | 'valuations.csv' | 'statement-2026-12-31.csv') =>
  readFileSync(path.join(here, 't-0042', name));

/** Plays what happened before the demo day, each act by who would do it. */
export async function playHistory(acts: Acts): Promise<void> {
  await acts.as('reyes', async (tx, actor) => {
    await importEvents(tx, actor, { trustCode: 'T-0042', bytes: sampleFile('events.csv') });
    await importValuations(tx, actor, { trustCode: 'T-0042', bytes: sampleFile('valuations.csv') });
    await importStatement(tx, actor, { trustCode: 'T-0042', bytes: sampleFile('statement-2026-12-31.csv') });
  });
  for (const [paidOn, clerkReference, figure] of REMITTANCES) await remit(acts, paidOn, clerkReference, figure);
  for (const given of SERVICES_GIVEN) for (const day of given.days) await serve(acts, given.code, given.item, day);
  await statements(acts);
  await account(acts);
  await pay(acts, {
    trust: 'T-0043',
    code: 'NIYOG-01',
    service: 'MH-IND',
    through: '2026-12-17',
    amount: '190.00',
    invoice: '61',
    paidOn: '2026-12-21',
    bank: 'WIRE 4471',
  });
  await ask(
    acts,
    { trust: 'T-0042', code: 'KALACHUCHI-17', service: 'MH-IND', through: DEMO_DAY, amount: '869.57', invoice: '88' },
    [
      {
        who: 'alvarez',
        standards: ['health'],
        reason: 'Continues the treatment plan; no other payer for these sessions.',
        judgement: 'The provider raised its rate in December; the plan is to be amended at its review in May.',
      },
    ],
  );
  await ask(
    acts,
    { trust: 'T-0043', code: 'NIYOG-01', service: 'EDU', through: DEMO_DAY, amount: '420.00', invoice: '2027-014' },
    [],
  );
  await ask(
    acts,
    { trust: 'T-0044', code: 'KAMAGONG-22', service: 'MED-CARE', through: DEMO_DAY, amount: '75.00', invoice: '412' },
    [],
  );
  await closeBooks(acts);
}

/**
 * T-0044's books were closed through the day on which a trustee left. Another has asked to open them again, and nobody has
 * agreed yet.
 */
async function closeBooks(acts: Acts): Promise<void> {
  const closing = { trustCode: 'T-0044', throughOn: '2026-09-30' };
  const { close } = await acts.as('tan', (tx, actor) => closePeriod(tx, actor, { key: randomUUID(), ...closing }));
  const reason = 'The bank’s charge of September 28 came only with its statement of October.';
  await acts.as('santos', (tx, actor) => askToReopen(tx, actor, { key: randomUUID(), close: Number(close), reason }));
}

/** T-0042's second account: prepared by one trustee, verified by another and filed with the court. */
async function account(acts: Acts): Promise<void> {
  const period = { trustCode: 'T-0042', from: '2026-01-01', through: '2026-12-31' };
  const { reference } = await acts.as('alvarez', (tx, actor) =>
    prepareAccounting(tx, actor, { key: randomUUID(), ...period }, DEMO_DAY),
  );
  // These words are ours, and the vault of this world holds nobody yet.
  const checkTexts = async () => ({ told: [], byVault: true });
  await acts.as('chua', (tx, actor) => fileAccounting(tx, actor, { key: randomUUID(), reference, checkTexts }));
}

async function remit(acts: Acts, paidOn: string, clerkReference: string, figure: string): Promise<void> {
  const receipt = await acts.as('reyes', async (tx, actor) => {
    const choice = (await findCaseChoices(tx)).find((item) => item.shortName === 'Case YYY-0002');
    if (!choice) throw new Error('the case of the remittances is missing');
    return recordReceipt(
      tx,
      actor,
      {
        key: randomUUID(),
        defendantId: choice.defendantId,
        clerkReference,
        paidOn,
        amount: amount(figure),
        component: 'principal',
      },
      paidOn,
    );
  });
  await acts.as('reyes', async (tx, actor) => {
    const { digest } = await previewAllocation(tx, actor, receipt.reference);
    await allocateReceipt(tx, actor, { key: randomUUID(), reference: receipt.reference, digest });
  });
}

async function serve(acts: Acts, code: Code, position: number, day: string): Promise<void> {
  const worker = BENEFICIARIES.find((item) => item.code === code)?.worker as CastId;
  await acts.as(worker, async (tx, actor) => {
    const child = (await findBeneficiaries(tx)).find((item) => item.code === code);
    const item = child && (await findPlanItems(tx, [child.id]))[position];
    if (!item) throw new Error(`${code} has no plan item ${position}`);
    const minutes = item.unit === 'session' ? 60 : null;
    const answers = { attendance: 'attended' as const, note: '', lateReason: '', another: false };
    await logService(
      tx,
      actor,
      {
        key: randomUUID(),
        beneficiaryCode: code,
        planItemId: item.id,
        occurredOn: day,
        quantity: 1,
        minutes,
        ...answers,
      },
      day,
    );
  });
}

/** The custodian's statements of the other trusts at the year's end, as a bank that agrees would send them. */
async function statements(acts: Acts): Promise<void> {
  for (const trust of TRUSTS.filter((item) => item.code !== 'T-0042')) {
    await acts.operator(async (tx) => {
      const { rows } = await tx.execute<{ id: string; cash: string }>(
        sql`select t.id, sum(s.posted) as cash from trust t join subaccount s on s.trust_id = t.id where t.code = ${trust.code} group by t.id`,
      );
      const closing = amount(rows[0]?.cash ?? '0').minus(trust.code === 'T-0043' ? '190.00' : '0.00');
      await tx.insert(bankStatement).values({
        trustId: Number(rows[0]?.id),
        accountEnding: trust.accountEnding,
        statementOn: '2026-12-31',
        closingBalance: closing,
        outstanding: [],
      });
    });
  }
}

interface Asked {
  trust: string;
  code: Code;
  service: string;
  through: string;
  amount: string;
  invoice: string;
}

interface Decided {
  who: CastId;
  standards: Array<'health' | 'education'>;
  reason: string;
  judgement: string;
}

async function ask(acts: Acts, asked: Asked, decisions: Decided[], today = DEMO_DAY): Promise<string> {
  const { reference } = await acts.as('reyes', async (tx, actor) => {
    const services = await openServices(tx, asked);
    return requestDisbursement(
      tx,
      actor,
      { key: randomUUID(), trustCode: asked.trust, services, amount: amount(asked.amount), invoice: asked.invoice },
      today,
    );
  });
  for (const decided of decisions) {
    await acts.as(decided.who, async (tx, actor) => decide(tx, actor, reference, decided, today));
  }
  return reference;
}

async function openServices(tx: Tx, asked: Asked): Promise<string[]> {
  const all = await findRecentServices(tx, { limit: 200 });
  return all
    .filter(
      (item) =>
        item.beneficiaryCode === asked.code && item.service === asked.service && item.occurredOn <= asked.through,
    )
    .map((item) => item.reference);
}

async function decide(tx: Tx, actor: Actor, reference: string, decided: Decided, today: string): Promise<void> {
  const request = await getDisbursement(tx, reference);
  await approveDisbursement(
    tx,
    actor,
    {
      key: randomUUID(),
      reference,
      version: request.version,
      requestHash: request.requestHash,
      decision: 'approve',
      standards: decided.standards,
      otherResources: 'considered',
      reason: decided.reason,
      judgement: decided.judgement,
    },
    today,
  );
}

async function pay(acts: Acts, paid: Asked & { paidOn: string; bank: string }): Promise<void> {
  const agreed = {
    standards: ['health' as const],
    judgement: '',
    reason: 'In the plan, and the provider has no other payer.',
  };
  const reference = await ask(
    acts,
    paid,
    [
      { who: 'alvarez', ...agreed },
      { who: 'chua', ...agreed },
    ],
    paid.paidOn,
  );
  await acts.as('tan', async (tx, actor) => {
    await payDisbursement(
      tx,
      actor,
      { key: randomUUID(), reference, paidOn: paid.paidOn, bankReference: paid.bank },
      paid.paidOn,
    );
  });
}
