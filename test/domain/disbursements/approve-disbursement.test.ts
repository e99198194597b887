import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { getDisbursement } from '~/domain/disbursements/get-disbursement.server';
import {
  approved,
  ask,
  balances,
  type CareWorld,
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

/** record_approval() itself, as an injected statement would call it. */
async function rawApproval(
  who: Name,
  reference: string,
  change: { version?: number | null; requestHash?: string | null; decision?: string; reason?: string } = {},
) {
  const input = await decisionOn(world, reference);
  const { version, requestHash, decision = 'approve', reason = 'raw' } = { ...input, ...change };
  return raw(world, who, `select record_approval($1, $2, $3, $4, '{health}', null, $5, null)`, [
    reference,
    version,
    requestHash,
    decision,
    reason,
  ]);
}

/** Lets a request have been made earlier: the trigger that keeps what was asked is off for this one statement. */
async function superuserMoves(reference: string, days: number): Promise<void> {
  await world.rows(`do $$ begin
      alter table disbursement disable trigger disbursement_step;
      update disbursement set requested_at = requested_at - interval '${days} days' where reference = '${reference}';
      set constraints all immediate;
      alter table disbursement enable always trigger disbursement_step;
    end $$`);
}

describe('approving', () => {
  it('takes two trustees where two are the majority, and holds the money with the second', async () => {
    const child = await newChild(world, { principal: '300.00' });
    const { reference } = await ask(world, child, { figure: '120.50' });
    expect((await decide(world, 'ana', reference)).state).toBe('submitted');
    expect(await balances(world, child)).toEqual({ posted: '300', held: '0', available: '300' });
    expect((await decide(world, 'ben', reference)).state).toBe('approved');
    expect(await balances(world, child)).toEqual({ posted: '300', held: '120.5', available: '179.5' });
    const holds = await world.rows('select amount::text, reason, ended_at from hold where subaccount_id = $1', [
      child.subaccountId,
    ]);
    expect(holds).toEqual([{ amount: '120.5000', reason: 'payment', ended_at: null }]);
  });

  it('takes one trustee for a small amount of a provider who was paid before, where one is in office', async () => {
    const known = await newChild(world);
    const child = await newChild(world, { trust: 'T-1002', sharing: known });
    expect(await outcome(ask(world, child, { figure: '80.00' }))).toBe('disbursement.nobody-may-decide');
    await pay(world, 'pia', (await approved(world, known)).reference);
    const { reference } = await ask(world, child, { figure: '480.00' });
    // The second request to the same provider counts the first one in: 480.00 and 20.01 are over 500.00.
    expect(await outcome(ask(world, child, { figure: '20.01' }))).toBe('disbursement.nobody-may-decide');
    expect(await outcome(ask(world, child, { figure: '20.00' }))).toBe('accepted');
    expect((await decide(world, 'ana', reference)).state).toBe('approved');
  });

  it('counts amounts asked 30 days ago no more', async () => {
    const known = await newChild(world);
    await pay(world, 'pia', (await approved(world, known)).reference);
    const child = await newChild(world, { trust: 'T-1002', sharing: known });
    const early = await ask(world, child, { figure: '480.00' });
    const moveBack = async (days: number) => {
      await superuserMoves(early.reference, days);
      return outcome(ask(world, child, { figure: '20.01' }));
    };
    expect(await moveBack(29)).toBe('disbursement.nobody-may-decide');
    expect(await moveBack(1)).toBe('accepted');
  });

  it('of one’s own request is refused, by the verb and by the database', async () => {
    const { reference } = await ask(world, await newChild(world), { by: 'ana' });
    await expect(decide(world, 'ana', reference)).rejects.toMatchObject({
      code: 'decision.own-request',
      message: 'You asked for this payment, so you cannot decide it (rule SD-1).',
    });
    expect(await rawApproval('ana', reference)).toBe('database.DI001');
    expect(await outcome(decide(world, 'ben', reference))).toBe('accepted');
  });

  it('twice by one person is refused, by the verb, by the function and by the constraint behind it', async () => {
    const { reference } = await ask(world, await newChild(world));
    await decide(world, 'ana', reference);
    expect(await outcome(decide(world, 'ana', reference))).toBe('decision.twice');
    expect(await rawApproval('ana', reference)).toBe('database.DI002');
    const again = world.rows(
      `insert into approval (trust_id, disbursement_id, version, request_hash, person_id, decision, standards, reason)
       select trust_id, disbursement_id, version, request_hash, person_id, decision, standards, reason from approval
        where disbursement_id = (select id from disbursement where reference = $1)`,
      [reference],
    );
    expect(await outcome(again)).toBe('database.person_decides_once');
    expect(await stateOf(world, reference)).toBe('submitted');
  });

  it('of a version or fingerprint that no longer stands is refused', async () => {
    const { reference } = await ask(world, await newChild(world));
    expect(await outcome(decide(world, 'ana', reference, { version: 2 }))).toBe('decision.changed');
    expect(await outcome(decide(world, 'ana', reference, { requestHash: 'another' }))).toBe('decision.changed');
    expect(await rawApproval('ana', reference, { version: 2 })).toBe('database.DI003');
    expect(await rawApproval('ana', reference, { requestHash: 'another' })).toBe('database.DI003');
    // Not naming what one agrees to is not agreeing to what stands.
    expect(await rawApproval('ana', reference, { version: null, requestHash: null })).toBe('database.DI003');
    expect(await rawApproval('ana', reference, { requestHash: null })).toBe('database.DI003');
  });

  it('by a trustee of another trust, or whose term ended, finds no such request', async () => {
    const { reference } = await ask(world, await newChild(world));
    for (const who of ['dan', 'eli'] as const) {
      expect(await outcome(decide(world, who, reference))).toBe('not-found');
      expect(await rawApproval(who, reference)).toBe('not-found');
      expect(await raw(world, who, 'select withdraw_approval($1, $2)', [reference, 'no more'])).toBe('not-found');
    }
    expect(await outcome(world.as('ana', (q) => getDisbursement(q, 'D-0000-0000')))).toBe('not-found');
  });

  it('by finance, an auditor or a caseworker is refused', async () => {
    const { reference } = await ask(world, await newChild(world));
    for (const who of ['fe', 'pia', 'lim', 'wes'] as const)
      expect(await outcome(decide(world, who, reference))).toBe('permission');
    expect(await rawApproval('pia', reference)).toBe('database.DI004');
    expect(await rawApproval('fe', reference)).toBe('database.DI001');
    expect(await rawApproval('lim', reference)).toBe('database.DI004');
    expect(await rawApproval('wes', reference)).toBe('not-found');
  });

  it('by the trustee who logged the service is refused', async () => {
    const { reference } = await ask(world, await newChild(world), { servedBy: 'cora' });
    expect(await outcome(decide(world, 'cora', reference))).toBe('database.DI007');
    expect(await rawApproval('cora', reference)).toBe('database.DI007');
    await decide(world, 'ana', reference);
    expect((await decide(world, 'ben', reference)).state).toBe('approved');
  });

  it('needs a reason, a standard, an answer about other resources, and a judgement where one is asked for', async () => {
    const { reference } = await ask(world, await newChild(world, { price: '90.00' }));
    const with_ = (change: Parameters<typeof decide>[3]) => outcome(decide(world, 'ana', reference, change));
    expect(await with_({ reason: ' a ' })).toBe('decision.no-reason');
    expect(await with_({ standards: [] })).toBe('decision.no-standard');
    expect(await with_({ otherResources: null })).toBe('decision.no-resources');
    expect(await with_({ judgement: '  ' })).toBe('decision.no-judgement');
    expect(await with_({ judgement: 'The rate rose.' })).toBe('accepted');
    expect(await rawApproval('ben', reference, { reason: '  ' })).toBe('23514');
  });

  it('is stopped where the provider’s vetting has ended', async () => {
    const { reference } = await ask(world, await newChild(world, { payableDays: -1 }));
    await expect(decide(world, 'ana', reference)).rejects.toMatchObject({ code: 'decision.stopped' });
  });

  it('with one key twice is one approval', async () => {
    const { reference } = await ask(world, await newChild(world));
    const key = '6b1f0f3e-3f39-4f0b-9d53-6a2f5d1b7a10';
    const first = await decide(world, 'ana', reference, { key });
    expect(await decide(world, 'ana', reference, { key })).toEqual(first);
    expect(await outcome(decide(world, 'ana', reference, { key, reason: 'Another reason.' }))).toBe('key.reused');
    expect(
      await world.rows(
        "select 1 from approval where reason = 'Meets the standard.' and person_id = $1 and disbursement_id = (select id from disbursement where reference = $2)",
        [world.people.ana.personId, reference],
      ),
    ).toHaveLength(1);
  });

  it('counts no more once who gave it lost the role, before the payment and at it, and counts again with the role', async () => {
    const role = (held: boolean) =>
      world.rows(
        held
          ? "insert into role_grant (person_id, role) values ($1, 'trustee')"
          : 'update role_grant set ended_at = clock_timestamp() where person_id = $1 and ended_at is null',
        [world.people.ana.personId],
      );
    const { reference } = await ask(world, await newChild(world));
    await decide(world, 'ana', reference);
    const late = await approved(world, await newChild(world));
    const asked = await ask(world, await newChild(world));
    await role(false);
    // In office still, so it is the role that is missing.
    expect(
      await world.rows('select sec.in_office($1, $2) as it', [world.people.ana.personId, world.trusts['T-1001']]),
    ).toEqual([{ it: true }]);
    expect((await decide(world, 'ben', reference)).state).toBe('submitted');
    expect((await decide(world, 'cora', reference)).state).toBe('approved');
    expect(await outcome(pay(world, 'pia', late.reference))).toBe('database.DI005');
    expect(await outcome(decide(world, 'ana', asked.reference))).not.toBe('accepted');
    await role(true);
    expect(await outcome(pay(world, 'pia', late.reference))).toBe('accepted');
  });

  it('of what is decided already is refused', async () => {
    const child = await newChild(world);
    const { reference } = await approved(world, child);
    expect(await outcome(decide(world, 'cora', reference))).toBe('decision.closed');
    expect(await rawApproval('cora', reference)).toBe('database.DI008');
  });
});

describe('the other decisions', () => {
  it('rejecting ends the request and frees its services to be asked for again', async () => {
    const child = await newChild(world);
    const { reference, services } = await ask(world, child);
    expect((await decide(world, 'ana', reference, { decision: 'reject' })).state).toBe('rejected');
    expect(await outcome(decide(world, 'ben', reference))).toBe('decision.closed');
    const lines = await world.rows<{ released: boolean }>(
      `select released_at is not null as released from disbursement_line l join service_delivered s on s.id = l.service_delivered_id
        where s.reference = $1`,
      services,
    );
    expect(lines).toEqual([{ released: true }]);
    expect(await balances(world, child)).toMatchObject({ held: '0' });
  });

  it('stepping aside counts for nothing and leaves the decision to the others', async () => {
    const { reference } = await ask(world, await newChild(world));
    expect((await decide(world, 'cora', reference, { decision: 'step_aside' })).state).toBe('submitted');
    expect(await outcome(decide(world, 'cora', reference))).toBe('decision.twice');
    expect((await decide(world, 'ana', reference)).state).toBe('submitted');
    expect((await decide(world, 'ben', reference)).state).toBe('approved');
  });
});

describe('states', () => {
  it.each(['approved', 'paid', 'rejected', 'changes_asked'])(
    'no role writes %s by itself, nor does the owner',
    async (state) => {
      const { reference } = await ask(world, await newChild(world));
      const text = 'update disbursement set state = $1 where reference = $2';
      for (const who of ['fe', 'ana'] as const) expect(await raw(world, who, text, [state, reference])).toBe('42501');
      const expected = state === 'approved' ? 'database.DI005' : 'database.DI008';
      expect(await outcome(world.rows(text, [state, reference]))).toBe(expected);
    },
  );

  it('what was asked, by whom and for whom stays', async () => {
    const { reference } = await ask(world, await newChild(world));
    const text = 'update disbursement set requested_by = $1 where reference = $2';
    expect(await outcome(world.rows(text, [world.people.ana.personId, reference]))).toBe('database.DI008');
  });
});
