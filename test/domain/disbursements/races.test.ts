import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
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
  stateOf,
} from './care-world';

/** Each round is a pair of real transactions on two connections; the pool's ten connections run five pairs at a time. */
const ROUNDS = 50;
const AT_ONCE = 5;
// Two cores may be shared.
vi.setConfig({ testTimeout: 120_000 });

let world: CareWorld;
beforeAll(async () => {
  world = await openCareWorld();
});
afterAll(() => world.close());

async function rounds(one: (round: number) => Promise<void>): Promise<void> {
  for (let at = 0; at < ROUNDS; at += AT_ONCE)
    await Promise.all(Array.from({ length: AT_ONCE }, (_, index) => one(at + index)));
}

const count = async (table: 'hold' | 'payment' | 'approval' | 'journal_entry', trustWide: string, values: unknown[]) =>
  Number((await world.rows(`select count(*) as n from ${table} where ${trustWide}`, values))[0]?.n);

describe('two people at once', () => {
  it(`two trustees approve: approved once, with one hold, ${ROUNDS} times`, async () => {
    const child = await newChild(world, { principal: '10000.00' });
    await rounds(async () => {
      const { reference } = await ask(world, child, { figure: '10.00' });
      const answers = await Promise.all([decide(world, 'ana', reference), decide(world, 'ben', reference)]);
      expect(answers.map((answer) => answer.state).sort()).toEqual(['approved', 'submitted']);
      expect(await stateOf(world, reference)).toBe('approved');
      expect(await count('hold', 'source_ref like $1', [`${reference} v%`])).toBe(1);
    });
    expect(await balances(world, child)).toEqual({ posted: '10000', held: '500', available: '9500' });
  });

  it(`one trustee with two open pages approves: one approval, ${ROUNDS} times`, async () => {
    const child = await newChild(world, { principal: '10000.00' });
    await rounds(async () => {
      const { reference } = await ask(world, child, { figure: '10.00' });
      const answers = await Promise.all([
        outcome(decide(world, 'ana', reference)),
        outcome(decide(world, 'ana', reference)),
      ]);
      expect(answers.filter((answer) => answer === 'accepted')).toHaveLength(1);
      expect(['decision.twice', 'database.DI002']).toContain(answers.find((answer) => answer !== 'accepted'));
      expect(await stateOf(world, reference)).toBe('submitted');
    });
  });

  it(`two colleagues pay: one payment, one entry, ${ROUNDS} times`, async () => {
    const child = await newChild(world, { principal: '10000.00' });
    await rounds(async () => {
      const { reference } = await approved(world, child, '10.00');
      const payer = async (who: Name) => outcome(pay(world, who, reference));
      const answers = await Promise.all([payer('pia'), payer('gus')]);
      expect(answers.filter((answer) => answer === 'accepted')).toHaveLength(1);
      expect(['payment.not-approved', 'database.DI008']).toContain(answers.find((answer) => answer !== 'accepted'));
      const whose = 'disbursement_id = (select id from disbursement where reference = $1)';
      expect(await count('payment', whose, [reference])).toBe(1);
      expect(await count('journal_entry', 'reference = $1', [reference])).toBe(1);
    });
    expect(await balances(world, child)).toEqual({ posted: '9500', held: '0', available: '9500' });
  });

  it(`a double click pays once and is answered twice alike, ${ROUNDS} times`, async () => {
    const child = await newChild(world, { principal: '10000.00' });
    await rounds(async () => {
      const { reference } = await approved(world, child, '10.00');
      const same = { key: randomUUID(), bankReference: `WIRE ${randomUUID()}` };
      const [first, second] = await Promise.all([
        pay(world, 'pia', reference, same),
        pay(world, 'pia', reference, same),
      ]);
      expect(second).toEqual(first);
    });
    expect(await balances(world, child)).toEqual({ posted: '9500', held: '0', available: '9500' });
  });
});

describe('two requests that together exceed what is available', () => {
  it('asked for one after the other: the second approval is refused, and nothing of it is half done', async () => {
    const child = await newChild(world, { principal: '100.00' });
    const [first, second] = [
      await ask(world, child, { figure: '60.00' }),
      await ask(world, child, { figure: '60.00' }),
    ];
    for (const { reference } of [first, second]) await decide(world, 'ana', reference);
    expect((await decide(world, 'ben', first.reference)).state).toBe('approved');
    expect(await outcome(decide(world, 'ben', second.reference))).toBe('decision.stopped');
    expect(await stateOf(world, second.reference)).toBe('submitted');
    expect(await balances(world, child)).toEqual({ posted: '100', held: '60', available: '40' });
  });

  it('approved at once: one has the money, the other is as it was, each time', async () => {
    await rounds(async () => {
      const child = await newChild(world, { principal: '100.00' });
      const both = [await ask(world, child, { figure: '60.00' }), await ask(world, child, { figure: '60.00' })];
      for (const { reference } of both) await decide(world, 'ana', reference);
      const answers = await Promise.all(both.map(({ reference }) => outcome(decide(world, 'ben', reference))));
      expect(answers.filter((answer) => answer === 'accepted')).toHaveLength(1);
      expect(['decision.stopped', 'database.LE008']).toContain(answers.find((answer) => answer !== 'accepted'));
      const states = await Promise.all(both.map(({ reference }) => stateOf(world, reference)));
      expect([...states].sort()).toEqual(['approved', 'submitted']);
      expect(await balances(world, child)).toEqual({ posted: '100', held: '60', available: '40' });
      const [loser] = both.filter((_, index) => states[index] === 'submitted');
      const byBen = 'person_id = $1 and disbursement_id = (select id from disbursement where reference = $2)';
      expect(await count('approval', byBen, [world.people.ben.personId, loser?.reference])).toBe(0);
    });
  });
});
