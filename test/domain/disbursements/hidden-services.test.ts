import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { reviewDisbursement } from '~/domain/disbursements/review-disbursement.server';
import { reviseDisbursement } from '~/domain/disbursements/revise-disbursement.server';
import { amount } from '~/money/amount';
import {
  ask,
  type CareWorld,
  type Child,
  decide,
  decisionOn,
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

const restrict = (child: Child, named: Name[]) =>
  raw(
    world,
    'ana',
    "select restrict_record('beneficiary', $1, 'The family is known to staff.', legal_today() + 9, $2)",
    [child.code, named.map((who) => world.people[who].personId)],
  );
const approveRaw = async (who: Name, reference: string) => {
  const { version, requestHash } = await decisionOn(world, reference);
  return raw(world, who, "select record_approval($1, $2, $3, 'approve', '{health}', 'considered', 'Meets it.', null)", [
    ...[reference, version, requestHash],
  ]);
};
const revise = (who: Name, reference: string) =>
  outcome(
    world.as(who, (q, actor) =>
      reviseDisbursement(
        q,
        actor,
        { key: randomUUID(), reference, amount: amount('90.00'), invoice: '2' },
        world.today,
      ),
    ),
  );
const checks = (who: Name, reference: string) =>
  world.as(who, async (q) =>
    Object.fromEntries(
      (await reviewDisbursement(q, reference, world.today)).checks.map(({ rule, outcome }) => [rule, outcome]),
    ),
  );

describe('a request for a child whose services are hidden from the reader', () => {
  it('passes none of the checks of its services, and is not approved by them, at the page or past it', async () => {
    const child = await newChild(world);
    const { reference } = await ask(world, child);
    expect(await checks('ben', reference)).toMatchObject({ 'SV-1': 'passed', 'PL-2': 'passed', 'SD-2': 'passed' });
    expect(await restrict(child, [])).toBe('accepted');
    expect(await checks('ben', reference)).toMatchObject({
      ...{ 'SV-1': 'stop', 'PL-2': 'judge', 'SD-2': 'judge', 'PR-4': 'judge' },
    });
    expect(await outcome(decide(world, 'ben', reference))).toBe('decision.stopped');
    expect(await approveRaw('ben', reference)).toBe('database.DI015');
    expect(await checks('ana', reference)).toMatchObject({ 'SV-1': 'passed', 'PL-2': 'passed', 'SD-2': 'passed' });
    expect(await outcome(decide(world, 'ana', reference))).toBe('accepted');
    expect(await outcome(decide(world, 'ben', reference, { decision: 'reject', reason: 'I see no service.' }))).toBe(
      'accepted',
    );
    expect(await stateOf(world, reference)).toBe('rejected');
  });

  it('is not changed by who asked: its line would name no service, and its plan would be anything', async () => {
    const child = await newChild(world);
    const { reference } = await ask(world, child);
    await restrict(child, []);
    expect(await revise('fe', reference)).toBe('revision.unseen');
    expect(await raw(world, 'fe', 'select begin_revision($1)', [reference])).toBe('database.DI015');
    const other = await newChild(world);
    const seen = await ask(world, other);
    await restrict(other, ['fe']);
    expect(await revise('fe', seen.reference)).toBe('accepted');
  });

  it('is neither approved nor paid by who logged one of them, though they see it no more', async () => {
    const child = await newChild(world);
    const { reference } = await ask(world, child, { servedBy: 'pia' });
    await restrict(child, ['ben']);
    await decide(world, 'ana', reference);
    await decide(world, 'ben', reference);
    expect(await outcome(pay(world, 'pia', reference))).toBe('database.DI007');
    expect(await outcome(pay(world, 'gus', reference))).toBe('accepted');
    const own = await newChild(world);
    const served = await ask(world, own, { servedBy: 'cora' });
    await restrict(own, []);
    expect(await approveRaw('cora', served.reference)).toBe('database.DI007');
  });
});
