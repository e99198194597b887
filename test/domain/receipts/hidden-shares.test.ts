import { randomUUID } from 'node:crypto';
import { sqlState } from 'db/client';
import type { CastId } from 'db/seed/cast';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sentenceOf } from '~/access/database-refusals';
import { findCaseChoices } from '~/domain/awards/find-open-awards.server';
import { allocateReceipt, previewAllocation } from '~/domain/receipts/allocate-receipt.server';
import { getReceipt } from '~/domain/receipts/get-receipt.server';
import { recordReceipt } from '~/domain/receipts/record-receipt.server';
import { amount } from '~/money/amount';
import { type CastWorld, castWorld } from './cast-world';

let world: CastWorld;
let given = 0;
beforeAll(async () => {
  world = await castWorld();
});
afterAll(() => world.db.drop());

async function remittance(total: string): Promise<string> {
  const choices = await world.as('reyes', findCaseChoices);
  const choice = choices.find((item) => item.shortName === 'Case ZZZ-0001' && item.sequence === 2);
  given += 1;
  const { reference } = await world.as('reyes', (tx, actor) =>
    recordReceipt(
      tx,
      actor,
      {
        ...{ key: randomUUID(), defendantId: choice?.defendantId ?? 0, clerkReference: `H-${given}` },
        ...{ paidOn: '2027-01-06', amount: amount(total), component: 'principal' },
      },
      '2027-01-08',
    ),
  );
  return reference;
}
const preview = (reference: string, who: CastId = 'reyes') =>
  world.as(who, (tx, actor) => previewAllocation(tx, actor, reference));
const post = (reference: string, digest: string, who: CastId = 'reyes') =>
  world.as(who, (tx, actor) => allocateReceipt(tx, actor, { key: randomUUID(), reference, digest }));
const restrict = (trust: string, who: CastId) =>
  world.as(who, (tx) =>
    tx.execute(
      sql`select restrict_record('trust', ${trust}, 'The family is known to staff.', legal_today() + 10, '{}')`,
    ),
  );
const shares = async (reference: string) =>
  Number(
    (
      await world.db.asOperator<{ n: string }>(
        'select count(*) as n from allocation a join receipt r on r.id = a.receipt_id where r.reference = $1',
        [reference],
      )
    )[0]?.n,
  );
const code = (work: Promise<unknown>) =>
  work.then(
    () => 'taken',
    (error) => sqlState(error) ?? (error as { code: string }).code,
  );

beforeEach(async () => {
  await world.db.asOperator(`insert into record_restriction_lifting (restriction_id, reason, lifted_by)
    select id, 'set back by a test', marked_by from record_restriction r where not exists
      (select from record_restriction_lifting l where l.restriction_id = r.id)`);
});

describe('where a trust of the order is hidden from finance', () => {
  it('the shares are neither worked out nor posted, so that no child gets what is another’s', async () => {
    const reference = await remittance('475.33');
    const whole = await preview(reference);
    expect(whole.result.shares).toHaveLength(3);
    await restrict('T-0043', 'alvarez');
    const refused = await preview(reference).catch((error) => error);
    expect(refused).toMatchObject({ code: 'receipt.hidden', message: sentenceOf('RC003') });
    expect(await code(post(reference, whole.digest))).toBe('receipt.hidden');
    expect(await shares(reference)).toBe(0);
  });

  it('a receipt that is posted stays posted: nobody who sees a part of its shares, or none, posts it again', async () => {
    const reference = await remittance('301.00');
    await post(reference, (await preview(reference)).digest);
    await restrict('T-0042', 'alvarez');
    await restrict('T-0043', 'alvarez');
    await restrict('T-0044', 'chua');
    const seen = await world.as('reyes', (tx) => getReceipt(tx, reference));
    expect(seen.posted).toBe(true);
    expect(await code(post(reference, ''))).toBe('receipt.hidden');
    expect(await shares(reference)).toBe(3);
  });

  it('the database takes no share of it either, by whatever statement', async () => {
    const [posted, draft] = [await remittance('302.00'), await remittance('303.00')];
    await post(posted, (await preview(posted)).digest);
    // As injected SQL would: the share that finance still sees of a receipt, on the entry of an earlier one.
    const add = (reference: string) =>
      world.as('reyes', (tx) =>
        tx.execute(sql`insert into allocation (receipt_id, award_id, trust_id, outstanding_before, exact, cent_added, amount, state, entry_id)
          select r.id, a.award_id, a.trust_id, a.outstanding_before, a.exact, a.cent_added, a.amount, a.state, a.entry_id
            from receipt r, allocation a join receipt p on p.id = a.receipt_id join trust t on t.id = a.trust_id
           where r.reference = ${reference} and p.reference = ${posted} and t.code = 'T-0042'`),
      );
    await restrict('T-0043', 'alvarez');
    expect(await code(add(draft))).toBe('RC003');
    expect(await shares(draft)).toBe(0);
  });
});
