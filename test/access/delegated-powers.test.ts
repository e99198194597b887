import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { countWaitingFor } from '~/domain/disbursements/count-waiting.server';
import { approved, ask, decide, decisionOn, outcome, pay, raw, stateOf } from '../domain/disbursements/care-world';
import { enroll } from '../support/database';
import {
  ada,
  allEnded,
  ana,
  asks,
  ben,
  child,
  eli,
  end,
  give,
  openDelegationWorld,
  said,
  sees,
  standing,
  wes,
  world,
} from './delegation-world';

beforeAll(() => openDelegationWorld());
afterAll(() => world.close());

describe('in somebody’s place', () => {
  beforeEach(async () => {
    await allEnded();
  });
  const request = () => ask(world, child);
  const now = (who: 'ana' | 'ben' | 'eli' | 'cora', reference: string) => outcome(decide(world, who, reference));

  it('one decides, and the decision counts as the delegator’s: with another trustee it is enough', async () => {
    await standing();
    const { reference } = await request();
    expect(await now('eli', reference)).toBe('accepted');
    expect(await stateOf(world, reference)).toBe('submitted');
    expect(await now('ben', reference)).toBe('accepted');
    expect(await stateOf(world, reference)).toBe('approved');
    expect(await outcome(pay(world, 'pia', reference))).toBe('accepted');
    const [broken] = await world.rows('select count(*)::int as n from consistency."10-payments-approved"');
    expect(broken).toEqual({ n: 0 });
  });

  it('one is not the second person beside the delegator, whoever is first', async () => {
    await standing();
    const first = await request();
    expect(await now('ana', first.reference)).toBe('accepted');
    expect(await now('eli', first.reference)).toBe('database.DG008');
    const second = await request();
    expect(await now('eli', second.reference)).toBe('accepted');
    expect(await now('ana', second.reference)).toBe('database.DG008');
    // Written past the function, the two still count as one.
    await world.rows(
      `insert into approval (trust_id, disbursement_id, version, request_hash, person_id, decision, standards, other_resources, reason)
       select trust_id, disbursement_id, version, request_hash, $2, decision, standards, other_resources, reason from approval
        where disbursement_id = (select id from disbursement where reference = $1)`,
      [second.reference, ana.personId],
    );
    expect(
      await world.rows('select valid_approvals(id) as n from disbursement where reference = $1', [second.reference]),
    ).toEqual([{ n: 1 }]);
  });

  it('one is waited for only where one may decide, and not for what the other asked or decided', async () => {
    const waits = (who: 'ana' | 'eli') => world.as(who, (q, actor) => countWaitingFor(q, actor));
    const before = await waits('ana');
    await request();
    await ask(world, child, { by: 'ana' });
    expect([await waits('ana'), await waits('eli')]).toEqual([before + 1, 0]);
    await standing({ powers: '{ask}' });
    expect(await waits('eli')).toBe(0);
    await allEnded();
    await standing();
    const forEli = await waits('eli');
    expect(forEli).toBeGreaterThan(0);
    const { reference } = await request();
    expect(await waits('eli')).toBe(forEli + 1);
    expect(await now('ana', reference)).toBe('accepted');
    expect(await waits('eli')).toBe(forEli);
    const other = await request();
    const forAna = await waits('ana');
    expect(await now('eli', other.reference)).toBe('accepted');
    expect([await waits('ana'), await waits('eli')]).toEqual([forAna - 1, forEli]);
  });

  it('one decides on nothing that the delegator asked for, nor on one’s own', async () => {
    await standing();
    const ofAna = await ask(world, child, { by: 'ana' });
    expect(await now('eli', ofAna.reference)).toBe('database.DG008');
    const ofEli = await ask(world, child, { by: 'eli' });
    expect(await now('eli', ofEli.reference)).toBe('decision.own-request');
    expect(await now('ana', ofEli.reference)).toBe('database.DG008');
    expect(await now('ben', ofEli.reference)).toBe('accepted');
    expect(await now('cora', ofEli.reference)).toBe('accepted');
    expect(await stateOf(world, ofEli.reference)).toBe('approved');
    // What was asked in her place stays hers, also when it is over.
    const later = await ask(world, child, { by: 'eli' });
    await allEnded();
    expect(await now('ana', later.reference)).toBe('database.DG008');
  });

  it('one does what was handed over, and nothing else of the office', async () => {
    const id = await standing({ powers: '{}' });
    const { reference } = await request();
    expect(await now('eli', reference)).toBe('database.DG007');
    expect(await outcome(ask(world, child, { by: 'eli' }))).toBe('database.DG007');
    await end(id);
    await standing({ powers: '{decide}' });
    expect(await now('eli', reference)).toBe('accepted');
    expect(await outcome(ask(world, child, { by: 'eli' }))).toBe('database.DG007');
    for (const [text, code] of [
      [
        `insert into accounting (reference, trust_id, docket, ordinal, from_on, through_on, figures, fingerprint, prepared_by) select 'X', ${world.trusts['T-1001']}, 'x', 1, legal_today() - 10, legal_today() - 1, '{}', 'x', ${eli.personId}`,
        'database.DG007',
      ],
      [`select close_period(${world.trusts['T-1001']}, legal_today() - 30)`, 'database.DG007'],
      [`select restrict_record('trust', 'T-1001', 'A reason long enough', legal_today(), '{}')`, 'database.RR001'],
      [
        `select restrict_record('beneficiary', '${child.code}', 'A reason long enough', legal_today(), '{}')`,
        'database.RR001',
      ],
      [
        `select request_reveal('${child.code}', 'agreed', 'name', 'care', 'A reason long enough', '', ${ben.personId})`,
        'not-found',
      ],
      [`select request_erasure('${child.code}', 'own_request', 'A reason long enough', '')`, 'not-found'],
      [`select place_legal_hold('beneficiary', '${child.code}', 'Matter', 'A reason long enough')`, 'not-found'],
    ] as const)
      expect([text, await raw(world, 'eli', text)]).toEqual([text, code]);
  });

  it('what one approved counts no more when it is over, and the delegator decides again', async () => {
    const id = await standing();
    const { reference } = await request();
    await decide(world, 'eli', reference);
    await decide(world, 'ben', reference);
    await end(id);
    expect(await outcome(pay(world, 'pia', reference))).toBe('database.DI005');
    const waiting = await request();
    const again = await standing();
    await decide(world, 'eli', waiting.reference);
    await end(again);
    expect(await now('eli', waiting.reference)).toBe('not-found');
    expect(await now('ana', waiting.reference)).toBe('accepted');
  });

  it('a conflict of the delegator binds, and one of the delegate sends it back', async () => {
    await standing();
    const aside = { decision: 'step_aside' as const, reason: 'A cousin works there.' };
    const first = await request();
    await decide(world, 'ana', first.reference, aside);
    expect(await now('eli', first.reference)).toBe('database.DG008');
    const second = await request();
    await decide(world, 'eli', second.reference, aside);
    expect(await now('ana', second.reference)).toBe('accepted');
  });

  it('the trail says for whom, and nothing of one’s own acts elsewhere', async () => {
    const id = await standing();
    const { reference } = await request();
    await decide(world, 'eli', reference);
    const facts = (ref: string) =>
      world.rows<{ action: string; for: string | null }>(
        "select action, facts ->> 'for' as for from audit_event where record_ref = $1 and person_id = $2 order by id",
        [ref, eli.personId],
      );
    expect(await facts(reference)).toEqual([{ action: 'disbursement.approved', for: String(ana.personId) }]);
    await asks(
      eli,
      sql`select record_audit_event('trust.read', 'trust', 'T-1003', ${world.trusts['T-1003']}, null, '{}')`,
    );
    expect(await facts('T-1003')).toEqual([{ action: 'trust.read', for: null }]);
    const steps = await world.rows(
      "select action, person_id::int as by, facts ->> 'to_person' as to from audit_event where record_type = 'delegation' and record_ref = $1 order by id",
      [id],
    );
    const to = String(eli.personId);
    expect(steps).toEqual([
      { action: 'delegation.given', by: ana.personId, to },
      { action: 'delegation.accepted', by: eli.personId, to },
      { action: 'delegation.agreed', by: ada.personId, to },
    ]);
  });

  it('a record restricted to named people stays closed to who is not named', async () => {
    await standing();
    await asks(ana, sql`select restrict_record('trust', 'T-1001', 'A reason long enough', legal_today(), '{}') as it`);
    try {
      expect(await asks(eli, sql`select count(*) as it from trust where code = 'T-1001'`)).toBe('0');
    } finally {
      await asks(
        ana,
        sql`select lift_restriction((select max(id) from record_restriction), 'A reason long enough') as it`,
      );
    }
  });

  it('the two are one where a child’s identity takes two', async () => {
    const [shared] = await world.rows("insert into beneficiary (code) values ('CHILD-S') returning id, code");
    await world.rows('insert into subaccount (trust_id, beneficiary_id) select unnest($1::bigint[]), $2', [
      [world.trusts['T-1001'], world.trusts['T-1003']],
      shared?.id,
    ]);
    const reveal = () =>
      raw(
        world,
        'ana',
        `select request_reveal('${shared?.code}', 'agreed', 'name', 'care', 'A reason long enough', '', ${eli.personId})`,
      );
    const id = await standing();
    expect(await reveal()).toBe('database.RV002');
    await asks(ana, sql`select request_erasure(${shared?.code}, 'own_request', 'A reason long enough', '') as it`);
    const erasure = () =>
      raw(
        world,
        'eli',
        `select decide_erasure((select max(reference) from erasure_request), 'agreed', 'A reason long enough')`,
      );
    expect(await erasure()).toBe('database.ER001');
    await end(id);
    expect(await reveal()).toBe('accepted');
    expect(await erasure()).not.toBe('database.ER001');
  });

  it('the fingerprint that is approved is the request’s, whoever stands in', async () => {
    await standing();
    const { reference } = await approved(world, child);
    const { requestHash } = await decisionOn(world, reference);
    expect(requestHash).toMatch(/^[0-9a-f]{64}$/);
  });
});

describe('a supervisor’s delegation', () => {
  it('opens the team to who stands in, without identities, and ends with the supervision', async () => {
    const sol = await enroll(world.db, { name: 'sola', roles: ['supervisor'] });
    const tom = await enroll(world.db, { name: 'tom', roles: ['supervisor'] });
    const [duty] = await world.rows(
      'insert into supervision (supervisor_id, caseworker_id, starts_on) values ($1, $2, legal_today()) returning id',
      [sol.personId, wes.personId],
    );
    const counts = async () => [
      await sees(tom, 'beneficiary'),
      await sees(tom, 'service_delivered'),
      await sees(tom, 'supervision'),
      await sees(tom, 'trust'),
    ];
    expect(await counts()).toEqual([0, 0, 0, 0]);
    const id = await standing({ role: 'supervisor', trust: '', by: sol, to: tom, powers: '{}' });
    const [children, , duties, trusts] = await counts();
    expect(children).toBeGreaterThan(0);
    expect([duties, trusts]).toEqual([1, 0]);
    const reveal = sql`select request_reveal(${child.code}, 'agreed', 'name', 'care', 'A reason long enough', '', ${ben.personId})`;
    expect(await said(asks(tom, reveal))).toBe('There is no such page, or it is not yours to see.');
    await asks(
      tom,
      sql`select record_audit_event('services.read', 'beneficiary', ${child.code}, null, ${child.beneficiaryId}, '{}')`,
    );
    const trail = await world.rows(
      "select facts ->> 'for' as for from audit_event where person_id = $1 and action = 'services.read'",
      [tom.personId],
    );
    expect(trail).toEqual([{ for: String(sol.personId) }]);
    // Who is trustee of a child of the team does not answer for its services in anybody's place either.
    expect(await said(give({ role: 'supervisor', trust: '', by: tom, to: ben, powers: '{}' }))).toBe('taken');
    expect(
      await said(give({ role: 'supervisor', trust: '', by: sol, to: ben, powers: '{}', from: 31, until: 40 })),
    ).toContain('does not also approve their payment');
    await world.rows('update supervision set ended_at = clock_timestamp() where id = $1', [duty?.id]);
    expect((await counts())[0]).toBe(0);
    await asks(sol, sql`select sec.end_delegation(${id}, 'Back again')`);
  });
});
