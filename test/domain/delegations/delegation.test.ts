import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { acceptDelegation } from '~/domain/delegations/accept-delegation.server';
import { agreeToDelegation } from '~/domain/delegations/agree-to-delegation.server';
import { type DelegationFacts, delegationState, powersInWords } from '~/domain/delegations/delegation';
import { endDelegation } from '~/domain/delegations/end-delegation.server';
import { findActingFor } from '~/domain/delegations/find-acting-for.server';
import { findDelegations, getDelegation, waitsForActor } from '~/domain/delegations/find-delegations.server';
import { giveDelegation } from '~/domain/delegations/give-delegation.server';
import { enroll } from '../../support/database';
import { type CareWorld, type Member, openCareWorld, outcome } from '../disbursements/care-world';

const facts = (change: Partial<DelegationFacts> = {}): DelegationFacts => ({
  startsOn: '2027-01-08',
  endsOn: '2027-01-31',
  accepted: true,
  agreed: true,
  ended: false,
  stands: true,
  ...change,
});

describe('the state of a delegation', () => {
  it.each([
    ['waits', facts({ accepted: false, stands: false }), '2027-01-08'],
    ['waits', facts({ agreed: false, stands: false }), '2027-01-08'],
    ['agreed', facts({ stands: false }), '2027-01-07'],
    ['stands', facts(), '2027-01-08'],
    ['stands', facts(), '2027-01-31'],
    ['over', facts({ stands: false }), '2027-02-01'],
    ['void', facts({ stands: false }), '2027-01-15'],
    ['ended', facts({ ended: true, stands: false }), '2027-01-15'],
    ['ended', facts({ ended: true, accepted: false, stands: false }), '2027-02-15'],
  ] as const)('is %s of %o on %s', (state, given, today) => expect(delegationState(given, today)).toBe(state));

  it('says what may be done, which always begins with reading', () => {
    expect(powersInWords('trustee', ['ask'])).toBe('read the books of the trust; ask for payments');
    expect(powersInWords('supervisor', [])).toBe('read the records of the team');
    expect(powersInWords('supervisor', ['review'])).toContain('confirm services that the team logged');
  });
});

describe('a delegation of the care world', () => {
  let world: CareWorld;
  let ada: Member;
  beforeAll(async () => {
    world = await openCareWorld();
    const roles = ['administrator'] as const;
    ada = { ...(await enroll(world.db, { name: 'ada', roles })), name: 'ada', roles };
    Object.assign(world.people, { ada });
  });
  afterAll(() => world.close());

  const key = () => crypto.randomUUID();
  const as = (name: string) => name as 'ana';
  const seen = (name: string) => world.as(as(name), (q) => findDelegations(q, world.today));

  it('is found by whom it concerns with its trust, though they cannot see the trust, and waits for each in turn', async () => {
    const { eli } = world.people;
    const input = {
      key: key(),
      role: 'trustee' as const,
      trustCode: 'T-1001',
      delegate: eli.personId,
      powers: ['decide' as const],
      startsOn: world.today,
      endsOn: world.today,
      reason: 'Away for the day',
    };
    const { id } = await world.as('ana', (q, actor) => giveDelegation(q, actor, input));
    expect(await world.as('ana', (q, actor) => giveDelegation(q, actor, input))).toEqual({ id });
    for (const name of ['ana', 'eli', 'ben', 'ada', 'lim'])
      expect([name, (await seen(name)).map((row) => [row.trustCode, row.state])]).toEqual([
        name,
        [['T-1001', 'waits']],
      ]);
    expect(await seen('wes')).toEqual([]);
    const waits = async (name: string) =>
      world.as(as(name), async (q, actor) => waitsForActor(await getDelegation(q, Number(id), world.today), actor));
    expect([await waits('ana'), await waits('eli'), await waits('ada'), await waits('ben')]).toEqual([
      null,
      'acceptance',
      'agreement',
      null,
    ]);
    await world.as('eli', (q, actor) => acceptDelegation(q, actor, { key: key(), delegation: Number(id) }));
    await world.as(as('ada'), (q, actor) => agreeToDelegation(q, actor, { key: key(), delegation: Number(id) }));
    expect([await waits('eli'), await waits('ada')]).toEqual([null, null]);
    const trustId = world.trusts['T-1001'] as number;
    expect(await world.as('eli', (q) => findActingFor(q, trustId))).toMatchObject({ name: 'ana', powers: ['decide'] });
    expect(await world.as('ben', (q) => findActingFor(q, trustId))).toBeNull();
    await world.as('eli', (q, actor) =>
      endDelegation(q, actor, { key: key(), delegation: Number(id), reason: 'Done' }),
    );
    expect((await seen('ana')).map((row) => [row.state, row.ended?.by, row.ended?.reason])).toEqual([
      ['ended', 'eli', 'Done'],
    ]);
    expect(await outcome(world.as('wes', (q) => getDelegation(q, Number(id), world.today)))).toBe('not-found');
  });

  it('is refused by the verb to who holds no office and to who gives no roles', async () => {
    const nothing = { key: key(), delegation: 1 };
    expect(await outcome(world.as('wes', (q, actor) => agreeToDelegation(q, actor, nothing)))).toBe('permission');
    expect(await outcome(world.as('lim', (q, actor) => acceptDelegation(q, actor, nothing)))).toBe('permission');
    expect(await outcome(world.as('pia', (q, actor) => endDelegation(q, actor, { ...nothing, reason: 'x' })))).toBe(
      'permission',
    );
  });
});
