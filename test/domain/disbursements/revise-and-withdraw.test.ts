import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findApprovals, getDisbursement } from '~/domain/disbursements/get-disbursement.server';
import { reviseDisbursement } from '~/domain/disbursements/revise-disbursement.server';
import { withdrawApproval } from '~/domain/disbursements/withdraw-approval.server';
import { amount } from '~/money/amount';
import {
  approved,
  ask,
  balances,
  type CareWorld,
  decide,
  type Name,
  newChild,
  openCareWorld,
  outcome,
  pay,
  raw,
  stateOf,
} from './care-world';

let world: CareWorld;
beforeAll(async () => {
  world = await openCareWorld();
});
afterAll(() => world.close());

const revise = (who: Name, reference: string, figure: string, invoice = '2') =>
  world.as(who, (q, actor) =>
    reviseDisbursement(q, actor, { key: randomUUID(), reference, amount: amount(figure), invoice }, world.today),
  );
const withdraw = (who: Name, reference: string, key: string = randomUUID()) =>
  world.as(who, (q, actor) => withdrawApproval(q, actor, { key, reference, reason: 'The invoice was wrong.' }));
const read = (reference: string) => world.as('fe', (q) => getDisbursement(q, reference));

describe('changing a request', () => {
  it('after changes were asked for makes a new version, and earlier decisions no longer count', async () => {
    const { reference } = await ask(world, await newChild(world), { figure: '100.00' });
    await decide(world, 'ana', reference);
    const before = await read(reference);
    expect((await decide(world, 'ben', reference, { decision: 'ask_for_changes', reason: 'Too much.' })).state).toBe(
      'changes_asked',
    );
    expect(await outcome(decide(world, 'cora', reference))).toBe('decision.closed');
    await revise('fe', reference, '90.00');
    const after = await read(reference);
    expect(after).toMatchObject({ state: 'submitted', version: 2, invoice: '2' });
    expect(after.amount.toString()).toBe('90');
    expect(after.requestHash).not.toBe(before.requestHash);
    // What stood on ana's page is gone; her first approval stays on record, and she decides anew.
    const stale = { version: before.version, requestHash: before.requestHash };
    expect(await outcome(decide(world, 'cora', reference, stale))).toBe('decision.changed');
    expect((await decide(world, 'ben', reference)).state).toBe('submitted');
    expect((await decide(world, 'ana', reference)).state).toBe('approved');
    const decisions = await world.as('fe', (q) => findApprovals(q, [after.id]));
    expect(decisions.map((item) => `${item.personName} ${item.version} ${item.decision}`)).toEqual([
      'ana 1 approve',
      'ben 1 ask_for_changes',
      'ben 2 approve',
      'ana 2 approve',
    ]);
  });

  it('while one approval is there voids it: the old one and a new one are not two', async () => {
    const child = await newChild(world);
    const { reference } = await ask(world, child);
    await decide(world, 'ana', reference);
    await revise('fe', reference, '110.00');
    expect((await decide(world, 'ben', reference)).state).toBe('submitted');
    expect(await balances(world, child)).toMatchObject({ held: '0' });
  });

  it('is for who asked, alone', async () => {
    const { reference } = await ask(world, await newChild(world));
    expect(await outcome(revise('pia', reference, '1.00'))).toBe('revision.not-yours');
    expect(await outcome(revise('ana', reference, '1.00'))).toBe('revision.not-yours');
    expect(await outcome(revise('wes', reference, '1.00'))).toBe('permission');
    expect(await outcome(revise('eli', reference, '1.00'))).toBe('not-found');
    expect(await raw(world, 'pia', 'select begin_revision($1)', [reference])).toBe('database.DI007');
  });

  it('to the same, or above what is available, is refused', async () => {
    const child = await newChild(world, { principal: '100.00' });
    const { reference } = await ask(world, child, { figure: '50.00' });
    const { invoice } = await read(reference);
    expect(await outcome(revise('fe', reference, '50.00', invoice))).toBe('revision.nothing-changed');
    expect(await outcome(revise('fe', reference, '100.01'))).toBe('disbursement.above-available');
    expect(await read(reference)).toMatchObject({ version: 1 });
  });

  it('that is decided is refused', async () => {
    const child = await newChild(world);
    const { reference } = await approved(world, child);
    expect(await outcome(revise('fe', reference, '1.00'))).toBe('revision.closed');
    expect(await raw(world, 'fe', 'select begin_revision($1)', [reference])).toBe('database.DI008');
    const rejected = await ask(world, child);
    await decide(world, 'ana', rejected.reference, { decision: 'reject' });
    expect(await outcome(revise('fe', rejected.reference, '1.00'))).toBe('revision.closed');
  });
});

describe('taking an approval back', () => {
  it('before the payment returns the request to waiting and voids its hold', async () => {
    const child = await newChild(world, { principal: '400.00' });
    const { reference } = await approved(world, child, '150.00');
    expect(await balances(world, child)).toEqual({ posted: '400', held: '150', available: '250' });
    expect(await withdraw('ana', reference)).toEqual({ reference, state: 'submitted' });
    expect(await balances(world, child)).toEqual({ posted: '400', held: '0', available: '400' });
    expect(await world.rows('select ending from hold where subaccount_id = $1', [child.subaccountId])).toEqual([
      { ending: 'voided' },
    ]);
    expect(await outcome(pay(world, 'pia', reference))).toBe('payment.not-approved');
    // Ana decided once on this version; a third trustee completes it, with a hold of its own.
    expect(await outcome(decide(world, 'ana', reference))).toBe('decision.twice');
    expect((await decide(world, 'cora', reference)).state).toBe('approved');
    expect(await balances(world, child)).toMatchObject({ held: '150' });
  });

  it('while it still waits leaves it waiting', async () => {
    const { reference } = await ask(world, await newChild(world));
    await decide(world, 'ana', reference);
    expect((await withdraw('ana', reference)).state).toBe('submitted');
    expect((await decide(world, 'ben', reference)).state).toBe('submitted');
  });

  it('is for one’s own approval, once', async () => {
    const child = await newChild(world);
    const { reference } = await approved(world, child);
    expect(await outcome(withdraw('cora', reference))).toBe('withdrawal.nothing');
    expect(await outcome(withdraw('fe', reference))).toBe('permission');
    expect(await raw(world, 'cora', 'select withdraw_approval($1, $2)', [reference, 'x'])).toBe('database.DI008');
    const key = randomUUID();
    const first = await withdraw('ben', reference, key);
    expect(await withdraw('ben', reference, key)).toEqual(first);
    expect(await outcome(withdraw('ben', reference))).toBe('withdrawal.nothing');
    expect(await raw(world, 'ben', 'select withdraw_approval($1, $2)', [reference, 'x'])).toBe('database.DI008');
  });

  it('after the payment is refused', async () => {
    const child = await newChild(world);
    const { reference } = await approved(world, child);
    await pay(world, 'pia', reference);
    expect(await outcome(withdraw('ana', reference))).toBe('withdrawal.paid');
    expect(await raw(world, 'ana', 'select withdraw_approval($1, $2)', [reference, 'x'])).toBe('database.DI008');
    expect(await stateOf(world, reference)).toBe('paid');
  });
});
