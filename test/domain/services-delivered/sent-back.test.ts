import { randomUUID } from 'node:crypto';
import type { CastId } from 'db/seed/cast';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findBeneficiaries } from '~/domain/beneficiaries/get-beneficiary.server';
import { findPlanItems } from '~/domain/care-plans/find-plan-items.server';
import { requestDisbursement } from '~/domain/disbursements/request-disbursement.server';
import { countWaitingReviews, findSentBack, findWaitingReviews } from '~/domain/services-delivered/find-reviews.server';
import { findUnpaidServices } from '~/domain/services-delivered/find-services.server';
import { getService } from '~/domain/services-delivered/get-service.server';
import { type LogServiceInput, logService } from '~/domain/services-delivered/log-service.server';
import { reviewService } from '~/domain/services-delivered/review-service.server';
import { withdrawService } from '~/domain/services-delivered/withdraw-service.server';
import { amount } from '~/money/amount';
import { type CastWorld, castWorld } from '../receipts/cast-world';

const TODAY = '2027-01-08';
const CHILD = 'NIYOG-01';

let world: CastWorld;
beforeAll(async () => {
  world = await castWorld();
  // Room in the plan for all that is logged here.
  await world.db.asOperator('update plan_item set quantity = 99');
});
afterAll(() => world.db.drop());

const planItem = () =>
  world.as('dizon', async (tx) => {
    const child = (await findBeneficiaries(tx)).find(({ code }) => code === CHILD);
    return (await findPlanItems(tx, [child?.id as number]))[0] as Awaited<ReturnType<typeof findPlanItems>>[number];
  });

async function log(change: Partial<LogServiceInput> = {}, who: CastId = 'dizon'): Promise<string> {
  const item = await planItem();
  const input: LogServiceInput = {
    key: randomUUID(),
    beneficiaryCode: CHILD,
    planItemId: item.id,
    occurredOn: TODAY,
    quantity: 1,
    minutes: null,
    attendance: 'attended',
    note: '',
    lateReason: '',
    another: true,
    ...change,
  };
  return (await world.as(who, (tx, actor) => logService(tx, actor, input, TODAY))).reference;
}

const sendBack = (reference: string) =>
  world.as('aquino', (tx, actor) =>
    reviewService(tx, actor, {
      key: randomUUID(),
      reference,
      decision: 'sent_back',
      reason: 'It was the day before.',
      reasonChecked: false,
    }),
  );
const code = (work: Promise<unknown>) => work.then(() => 'taken').catch((error: { code?: string }) => error.code);

describe('a service that was sent back', () => {
  it('stands above the worker’s list with why, until it is put right by an entry that names it', async () => {
    const reference = await log();
    await sendBack(reference);
    const listed = () => world.as('dizon', (tx) => findSentBack(tx));
    expect(await listed()).toMatchObject([{ reference, beneficiaryCode: CHILD, reason: 'It was the day before.' }]);
    expect(await world.as('flores', (tx) => findSentBack(tx))).toEqual([]);
    const right = await log({ occurredOn: '2027-01-07', replaces: reference });
    expect(await listed()).toEqual([]);
    expect(await world.as('dizon', (tx) => getService(tx, reference))).toMatchObject({ correctedBy: right });
    expect(await world.as('aquino', (tx) => getService(tx, right))).toMatchObject({
      replaces: reference,
      review: null,
      ofTeam: true,
    });
    // Once, whoever comes first.
    await expect(log({ replaces: reference })).rejects.toMatchObject({ cause: { code: 'SR007' } });
  });

  it('does not count as given: not in the plan, not as the same day’s, and not among what is paid for', async () => {
    const before = (await planItem()).given;
    const reference = await log({ occurredOn: '2027-01-06', another: false });
    expect((await planItem()).given).toBe(before + 1);
    const unpaid = () =>
      world.as('reyes', async (tx) => {
        const { rows } = await tx.execute<{ id: string }>("select id from trust where code = 'T-0043'");
        return (await findUnpaidServices(tx, Number(rows[0]?.id))).map((service) => service.reference);
      });
    expect(await unpaid()).toContain(reference);
    await sendBack(reference);
    expect((await planItem()).given).toBe(before);
    expect(await unpaid()).not.toContain(reference);
    const input = {
      key: randomUUID(),
      trustCode: 'T-0043',
      services: [reference],
      amount: amount('1.00'),
      invoice: '1',
    };
    const asked = world.as('reyes', (tx, actor) => requestDisbursement(tx, actor, input, TODAY));
    await expect(asked).rejects.toMatchObject({
      code: 'disbursement.service-sent-back',
      message: `A supervisor sent ${reference} back, so it does not count as given. Ask for its corrected entry.`,
    });
    await expect(log({ occurredOn: '2027-01-06', another: false })).resolves.toMatch(/^S-/);
  });

  it('is put right only for the same child, and only where it was sent back', async () => {
    const standing = await log();
    expect(await code(log({ replaces: standing }))).toBe('not-found');
    expect(await code(log({ replaces: 'S-0' }))).toBe('not-found');
    const raw = `insert into service_delivered (reference, beneficiary_id, plan_item_id, service, provider_id, occurred_on, quantity, attendance, logged_by, replaces_id)
      select 'S-R', s.beneficiary_id, s.plan_item_id, s.service, s.provider_id, s.occurred_on, 1, 'attended', s.logged_by, s.id
        from service_delivered s where s.reference = '${standing}'`;
    await expect(world.as('dizon', (tx) => tx.execute(raw))).rejects.toMatchObject({ cause: { code: 'SR005' } });
  });
});

describe('an entry that is withdrawn', () => {
  const withdraw = (reference: string, who: CastId = 'dizon') =>
    world.as(who, (tx, actor) => withdrawService(tx, actor, { key: randomUUID(), reference }));

  it('is asked about no more, never counts, and is in the trail', async () => {
    const reference = await log();
    await sendBack(reference);
    const waits = async () =>
      (await world.as('dizon', (tx) => findSentBack(tx))).some((entry) => entry.reference === reference);
    expect(await waits()).toBe(true);
    expect(await withdraw(reference)).toEqual({ reference });
    expect(await waits()).toBe(false);
    expect(await world.as('dizon', (tx) => getService(tx, reference))).toMatchObject({ withdrawn: true, open: false });
    expect(
      await world.db.asOperator(
        "select facts from audit_event where record_ref = $1 and action = 'service.withdrawn'",
        [reference],
      ),
    ).toEqual([{ facts: { beneficiary: CHILD } }]);
    await expect(withdraw(reference)).rejects.toMatchObject({ cause: { code: 'SR007' } });
    await expect(log({ replaces: reference })).rejects.toMatchObject({ cause: { code: 'SR007' } });
  });

  it('is one that was sent back, of the worker’s own child, and not one that was put right', async () => {
    const reference = await log();
    await expect(withdraw(reference)).rejects.toMatchObject({ cause: { code: 'SR005' } });
    await sendBack(reference);
    await expect(withdraw(reference, 'flores')).rejects.toMatchObject({ cause: { code: 'SR009' } });
    for (const who of ['aquino', 'ocampo', 'alvarez', 'reyes'] as const) {
      await expect(withdraw(reference, who)).rejects.toMatchObject({ code: 'permission' });
      const raw = world.as(who, (tx) => tx.execute(`select sec.withdraw_service('${reference}')`));
      await expect(raw).rejects.toMatchObject({ cause: { code: 'SR009' } });
    }
    const both = await Promise.allSettled([withdraw(reference), log({ replaces: reference })]);
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });
});

describe('what waits to be looked at', () => {
  it('is listed to the supervisor the oldest first, page by page, and not once it was looked at', async () => {
    const page = (after: number, limit: number) =>
      world.as('aquino', (tx, actor) => findWaitingReviews(tx, actor, { after, limit }));
    const count = () => world.as('aquino', countWaitingReviews);
    const all = await page(0, 500);
    expect(all.rows).toHaveLength(await count());
    expect(all.rows.map(({ id }) => id)).toEqual(all.rows.map(({ id }) => id).sort((a, b) => a - b));
    const first = await page(0, 2);
    const next = await page(first.rows[1]?.id as number, 2);
    expect([first.more, ...first.rows, ...next.rows].slice(1)).toEqual(all.rows.slice(0, 4));
    const before = await count();
    await sendBack((await log()) as string);
    expect(await count()).toBe(before);
    for (const who of ['dizon', 'ocampo', 'alvarez'] as const) expect(await world.as(who, countWaitingReviews)).toBe(0);
  });
});
