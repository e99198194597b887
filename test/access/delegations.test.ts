import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ROLES, type Role } from '~/access/roles';
import { raw } from '../domain/disbursements/care-world';
import { enroll, openSession } from '../support/database';
import { seatTrustee } from '../support/seat-trustee';
import {
  accept,
  ada,
  agree,
  allEnded,
  ana,
  asks,
  ben,
  child,
  eli,
  end,
  give,
  lim,
  openDelegationWorld,
  said,
  sees,
  sight,
  standing,
  TABLES,
  wes,
  world,
} from './delegation-world';

beforeAll(() => openDelegationWorld());
afterAll(() => world.close());

describe('a delegation', () => {
  let before: Record<string, number>;
  beforeEach(async () => {
    await allEnded();
    before = await sight(eli);
  });

  it('opens what the delegator sees once it is accepted and agreed to, in either order, and nothing before', async () => {
    const whole = await sight({ token: await openSession(world.db, ben.personId) });
    const id = await give();
    expect(await sight(eli)).toEqual(before);
    await agree(id);
    expect(await sight(eli)).toEqual(before);
    await accept(id);
    for (const table of TABLES) {
      const both = (before[table] ?? 0) + (whole[table] ?? 0);
      expect([table, (await sight(eli))[table]]).toEqual([table, both]);
    }
  });

  it('opens nothing of the delegator’s other trusts', async () => {
    await standing();
    const codes = await asks(eli, sql`select string_agg(code, ' ' order by code) as it from trust`);
    expect(codes).toBe('T-1001 T-1003');
  });

  it.each([
    ['the delegator', () => ana],
    ['the delegate', () => eli],
    ['an administrator', () => ada],
  ])('is ended by %s, within the next query', async (_, who) => {
    const id = await standing();
    expect(await sees(eli, 'subaccount')).toBeGreaterThan(before.subaccount ?? 0);
    await end(id, who());
    expect(await sight(eli)).toEqual(before);
    expect(await said(end(id, who()))).toContain('over or answered already');
  });

  it.each([
    [
      'the role of the delegator ends',
      (id: string) =>
        world.rows(
          'update role_grant g set ended_at = clock_timestamp() from delegation d where d.id = $1 and g.id = d.grant_id',
          [id],
        ),
      (id: string) =>
        world.rows('update role_grant g set ended_at = null from delegation d where d.id = $1 and g.id = d.grant_id', [
          id,
        ]),
    ],
    [
      'the term of the delegator ends',
      () =>
        world.rows(`update trustee_term set ends_on = legal_today() - 1 where person_id = $1 and trust_id = $2`, [
          ana.personId,
          world.trusts['T-1001'],
        ]),
      () => world.rows('update trustee_term set ends_on = null where person_id = $1', [ana.personId]),
    ],
    [
      'the delegate holds no role any more',
      () => world.rows('update role_grant set ended_at = clock_timestamp() where person_id = $1', [eli.personId]),
      () => world.rows('update role_grant set ended_at = null where person_id = $1', [eli.personId]),
    ],
    [
      'its last day is over',
      () => world.rows('update installation set clock_offset_days = clock_offset_days + 31'),
      () => world.rows('update installation set clock_offset_days = clock_offset_days - 31'),
    ],
  ])('is over at once when %s', async (_, change, back) => {
    const id = await standing();
    const trusts = () => asks(eli, sql`select count(*) as it from trust where code = 'T-1001'`);
    expect(await trusts()).toBe('1');
    await change(id);
    try {
      expect(await trusts()).toBe('0');
    } finally {
      await back(id);
    }
  });

  it('that has not begun yet opens nothing', async () => {
    await standing({ from: 5 });
    expect(await sight(eli)).toEqual(before);
  });

  it('does not revive a trustee’s own office whose role has ended', async () => {
    const { personId } = await enroll(world.db, { name: 'past', roles: ['trustee', 'caseworker'] });
    await seatTrustee(world.rows, { trust: 'T-1002', person: personId });
    await world.rows("update role_grant set ended_at = clock_timestamp() where person_id = $1 and role = 'trustee'", [
      personId,
    ]);
    const past = { personId, token: await openSession(world.db, personId) };
    await standing({ to: past });
    expect(await asks(past, sql`select string_agg(code, ' ') as it from trust`)).toBe('T-1001');
  });
});

describe('handing over', () => {
  beforeEach(() => allEnded());

  it('is for who holds the office today, of that trust, and not for who stands in', async () => {
    const own = 'Only who holds this office today';
    expect(await said(give({ by: eli }))).toContain(own);
    expect(await said(give({ by: world.people.dan }))).toContain(own);
    expect(await said(give({ by: lim, to: ana }))).toContain(own);
    expect(await said(give({ role: 'auditor', by: lim, to: ana }))).toContain(own);
    expect(await said(give({ role: 'supervisor' }))).toContain(own);
    await standing();
    expect(await said(give({ by: eli, to: world.people.dan }))).toContain('what was handed over is not handed on');
  });

  it('keeps to the days of policy DG-1', async () => {
    const days = 'DG-1';
    expect(await said(give({ from: -1 }))).toContain(days);
    expect(await said(give({ from: 5, until: 4 }))).toContain(days);
    expect(await said(give({ until: 91 }))).toContain(days);
    expect(await said(give({ from: 91, until: 92 }))).toContain(days);
    expect(await said(give({ until: 90 }))).toBe('taken');
  });

  it('is to one person at a time, who stands in for one in this trust, is no cotrustee, and works here', async () => {
    expect(await said(give({ to: ben }))).toContain('A trustee of the same trust');
    expect(await said(give({ to: ana }))).toContain('somebody else who works here');
    const { personId } = await enroll(world.db, { name: 'nobody', roles: [] });
    expect(await said(give({ to: { personId } }))).toContain('somebody else who works here');
    await give();
    expect(await said(give({ to: world.people.dan }))).toContain('has such a delegation already');
    expect(await said(give({ by: ben }))).toContain('has such a delegation already');
    expect(await said(give({ from: 31, until: 40 }))).toBe('taken');
  });

  it('never makes the delegate a cotrustee later', async () => {
    await give();
    const term = seatTrustee(world.rows, { trust: 'T-1001', person: eli.personId });
    expect(await said(term)).toContain('A trustee of the same trust');
  });

  it('is accepted by the delegate alone, and agreed to by an administrator alone, each once', async () => {
    const id = await give();
    expect(await said(accept(id, ana))).toContain('Who is to stand in accepts');
    expect(await said(accept(id, ada))).toContain('Who is to stand in accepts');
    for (const who of [ana, eli]) expect(await said(agree(id, who))).toContain('an administrator who is neither');
    for (const who of [ben, lim, wes]) {
      expect(await said(accept(id, who))).toBe('There is no such page, or it is not yours to see.');
      expect(await said(agree(id, who))).toBe('There is no such page, or it is not yours to see.');
      expect(await said(end(id, who))).toBe('There is no such page, or it is not yours to see.');
    }
    await accept(id);
    await agree(id);
    expect(await said(accept(id))).toContain('over or answered already');
    expect(await said(agree(id))).toContain('over or answered already');
  });

  it('asks at each step for a factor shown lately', async () => {
    const stale = async (personId: number) => {
      const token = await openSession(world.db, personId);
      await world.rows(
        "update sec.session set factor_at = now() - interval '6 minutes' where token_sha256 = sha256($1)",
        [Buffer.from(token)],
      );
      return { token };
    };
    expect(await said(give({ by: await stale(ana.personId) }))).toBe('SI002');
    const id = await give();
    expect(await said(accept(id, await stale(eli.personId)))).toBe('SI002');
    expect(await said(agree(id, await stale(ada.personId)))).toBe('SI002');
    expect(await said(end(id, await stale(ana.personId)))).toBe('SI002');
  });

  it('is written by its functions alone, and never changed', async () => {
    const id = await give();
    for (const text of [
      `insert into delegation (delegator_id, delegate_id, role, grant_id, trust_id, powers, starts_on, ends_on, reason) select delegator_id, delegate_id, role, grant_id, trust_id, powers, starts_on, ends_on, reason from delegation`,
      `insert into delegation_step (delegation_id, step, person_id) values (${id}, 'agreed', ${eli.personId})`,
      'update delegation set ends_on = ends_on + 30',
      'delete from delegation_step',
    ])
      expect([text, await raw(world, 'eli', text)]).toEqual([text, '42501']);
    expect(await said(world.rows('update delegation set ends_on = ends_on + 30'))).toContain('written once');
  });
});

describe('duties that do not go together', () => {
  beforeEach(() => allEnded());

  it('are refused of every pair: to the delegate who holds the other, and to the other once they stand in', async () => {
    const pairs = await world.rows<{ one: Role; other: Role; same_trust: boolean; why: string }>(
      'select * from role_exclusions()',
    );
    expect(pairs).toHaveLength(27);
    const sol = await enroll(world.db, { name: 'sol', roles: ['supervisor'] });
    const offices = { trustee: ana, supervisor: sol } as Record<string, { personId: number; token: string }>;
    for (const role of ROLES.filter((item) => item !== 'operator' && !offices[item]))
      expect([role, await said(give({ role, trust: '', by: lim, to: eli }))]).toEqual([
        role,
        expect.stringContaining('holds this office'),
      ]);
    for (const [role, by] of Object.entries(offices))
      for (const held of ROLES.filter((item) => item !== 'operator')) {
        const pair = pairs.find(({ one, other }) => [one, other].sort().join() === [role, held].sort().join());
        const apart = pair && !pair.same_trust ? pair.why : null;
        const given = { role, trust: role === 'trustee' ? 'T-1001' : '', by, powers: '{}' };
        const { personId } = await enroll(world.db, { name: `${held} for ${role}`, roles: [held] });
        const first = await said(give({ ...given, to: { personId } }));
        expect([role, held, first]).toEqual([role, held, apart ? expect.stringContaining(apart) : 'taken']);
        await allEnded();
        if (!apart) continue;
        // The other way round: who is to stand in, and holds nothing else any more, is given the other role.
        const late = await enroll(world.db, { name: `late ${held}`, roles: ['caseworker'] });
        await give({ ...given, to: late });
        await world.rows('update role_grant set ended_at = clock_timestamp() where person_id = $1', [late.personId]);
        const second = await said(
          asks(ada, sql`select sec.give_role(${late.personId}, ${held}, 'Begins this work today')`),
        );
        expect([role, held, second]).toEqual([
          role,
          held,
          expect.stringMatching(new RegExp(`stands in for a ${role}.*${apart}`)),
        ]);
        await allEnded();
      }
  });

  it('on one trust are refused at the grant, and close what stands at the next use', async () => {
    expect(await said(give({ to: wes }))).toContain('does not also approve its payment');
    const gwen = await enroll(world.db, { name: 'gwen', roles: ['guardian_ad_litem'] });
    const id = await standing({ to: gwen });
    expect(await asks(gwen, sql`select count(*) as it from trust`)).toBe('1');
    const assigns = world.rows(
      'insert into case_assignment (beneficiary_id, person_id, starts_on) values ($1, $2, legal_today())',
      [child.beneficiaryId, gwen.personId],
    );
    expect(await said(assigns)).toContain('does not also decide on its trust');
    // A child that was theirs before comes to the trust: nothing refuses it there, and it closes here.
    const [other] = await world.rows("insert into beneficiary (code) values ('CHILD-G') returning id");
    await world.rows(
      'insert into case_assignment (beneficiary_id, person_id, starts_on) values ($1, $2, legal_today())',
      [other?.id, gwen.personId],
    );
    await world.rows('insert into subaccount (trust_id, beneficiary_id) values ($1, $2)', [
      world.trusts['T-1001'],
      other?.id,
    ]);
    expect(await asks(gwen, sql`select count(*) as it from trust`)).toBe('0');
    expect(await asks(gwen, sql`select sec.delegation_stands(${id}) as it`)).toBe(false);
  });
});
