import { sql } from 'drizzle-orm';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refusalFromDatabase } from '~/access/database-refusals';
import { ROLES, type Role } from '~/access/roles';
import {
  approved,
  ask,
  type CareWorld,
  type Child,
  decide,
  newChild,
  openCareWorld,
  outcome,
  pay,
  raw,
  serve,
} from '../domain/disbursements/care-world';
import { actAs, cloneDatabase, enroll, openSession, type TestDatabase } from '../support/database';
import { seatTrustee } from '../support/seat-trustee';

/** The message and the sentence a statement of the superuser's is refused with. */
async function refused(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return 'taken';
  } catch (error) {
    const cause = (error as Error).cause ?? error;
    return refusalFromDatabase(error)?.message ?? (cause as pg.DatabaseError).code ?? 'unknown';
  }
}

describe('two roles of one person', () => {
  let db: TestDatabase;
  let administrator: { personId: number; token: string };
  beforeAll(async () => {
    db = await cloneDatabase();
    administrator = await enroll(db, { name: 'Ada', roles: ['administrator'] });
  });
  afterAll(() => db.drop());

  const give = (personId: number, role: Role, by = administrator.token) =>
    actAs(db, by, (q) => q.execute(sql`select sec.give_role(${personId}, ${role}, 'Begins this work today')`));

  it('are refused at the grant for every pair that excludes each other, and taken for every other pair', async () => {
    const pairs = await db.asOperator<{ one: Role; other: Role; same_trust: boolean; why: string }>(
      'select * from role_exclusions()',
    );
    expect(pairs.filter((pair) => pair.one >= pair.other)).toEqual([]);
    const people = ROLES.filter((role) => role !== 'operator');
    for (const first of people)
      for (const second of people.filter((role) => role > first)) {
        const pair = pairs.find((item) => item.one === first && item.other === second);
        for (const [held, given] of [
          [first, second],
          [second, first],
        ] as const) {
          const { personId } = await enroll(db, { name: `${held} to ${given}`, roles: [held] });
          const said = await refused(give(personId, given));
          if (!pair || pair.same_trust) expect([held, given, said]).toEqual([held, given, 'taken']);
          else
            expect([held, given, said]).toEqual([
              held,
              given,
              expect.stringContaining(`${pair.why}, so nobody is both`),
            ]);
        }
      }
  });

  it('are refused at an enrolment and by raw SQL as well, and two at once do not pass each other', async () => {
    expect(await refused(enroll(db, { name: 'Both', roles: ['finance', 'trustee'] }))).toContain('so nobody is both');
    const { personId } = await enroll(db, { name: 'Racer', roles: ['court'] });
    await db.asOperator('update role_grant set ended_at = clock_timestamp() where person_id = $1', [personId]);
    const insert = (role: Role) =>
      db.asOperator('insert into role_grant (person_id, role) values ($1, $2)', [personId, role]);
    const both = await Promise.all([refused(insert('finance')), refused(insert('trustee'))]);
    expect(both.filter((said) => said === 'taken')).toHaveLength(1);
  });

  it('are given and ended by an administrator alone, never one’s own, and end the person’s sessions', async () => {
    const who = await enroll(db, { name: 'Changing', roles: ['caseworker'] });
    const auditor = await enroll(db, { name: 'Auditor', roles: ['auditor'] });
    expect(await refused(give(who.personId, 'supervisor', auditor.token))).toContain('Only an administrator');
    expect(await refused(give(who.personId, 'supervisor', who.token))).toContain('Only an administrator');
    expect(await refused(give(administrator.personId, 'auditor'))).toContain('your own role');
    expect(await refused(give(who.personId, 'operator'))).toContain('no such role');
    const asks = (token: string) => refused(actAs(db, token, (q) => q.execute(sql`select 1`)));
    expect(await asks(who.token)).toBe('taken');
    await give(who.personId, 'supervisor');
    expect(await asks(who.token)).toBe('28000');
    const again = await openSession(db, who.personId);
    const [grant] = await db.asOperator<{ id: string }>(
      "select id from role_grant where person_id = $1 and role = 'supervisor'",
      [who.personId],
    );
    const end = (token: string) =>
      actAs(db, token, (q) => q.execute(sql`select sec.end_role(${grant?.id}, 'Leaves the work')`));
    expect(await refused(end(auditor.token))).toContain('Only an administrator');
    await end(administrator.token);
    expect(await asks(again)).toBe('28000');
    expect(await refused(end(administrator.token))).toContain('no such role');
    expect(await db.asOperator('select ended_by::int, end_reason from role_grant where id = $1', [grant?.id])).toEqual([
      { ended_by: administrator.personId, end_reason: 'Leaves the work' },
    ]);
  });

  it('ask for a factor shown lately', async () => {
    const { personId } = await enroll(db, { name: 'Waiting', roles: ['caseworker'] });
    const stale = await openSession(db, administrator.personId);
    await db.asOperator(
      "update sec.session set factor_at = now() - interval '6 minutes' where token_sha256 = sha256($1)",
      [Buffer.from(stale)],
    );
    expect(await refused(give(personId, 'supervisor', stale))).toBe('SI002');
  });
});

describe('duties on one trust', () => {
  let world: CareWorld;
  let child: Child;
  beforeAll(async () => {
    world = await openCareWorld();
    child = await newChild(world);
  });
  afterAll(() => world.close());

  const assign = (personId: number, of = child) =>
    world.rows('insert into case_assignment (beneficiary_id, person_id, starts_on) values ($1, $2, $3)', [
      of.beneficiaryId,
      personId,
      world.today,
    ]);
  const office = (personId: number, trust: string, through: string | null = null) =>
    seatTrustee(world.rows, { trust, person: personId, from: world.today, through });
  const supervise = (personId: number, workerId: number) =>
    world.rows('insert into supervision (supervisor_id, caseworker_id, starts_on) values ($1, $2, $3)', [
      personId,
      workerId,
      world.today,
    ]);

  it('refuse a trustee of the trust as the caseworker or guardian of its child, and the other way round', async () => {
    const why = 'does not also approve its payment';
    expect(await refused(assign(world.people.cora.personId))).toContain(why);
    expect(await refused(office(world.people.wes.personId, 'T-1001'))).toContain('T-1001');
    expect(await refused(office(world.people.wes.personId, 'T-1002'))).toBe('taken');
    const guardian = await enroll(world.db, { name: 'Guardian', roles: ['guardian_ad_litem'] });
    await assign(guardian.personId);
    expect(await refused(office(guardian.personId, 'T-1001'))).toContain('does not also decide on its trust');
  });

  it('refuse a trustee as supervisor of the worker whose child it is, also when the child comes to the worker later', async () => {
    const both = await enroll(world.db, { name: 'Both', roles: ['supervisor', 'trustee'] });
    await office(both.personId, 'T-1003');
    expect(await refused(supervise(both.personId, world.people.wes.personId))).toBe('taken');
    const of1003 = newChild(world, { trust: 'T-1003' });
    expect(await refused(of1003)).toContain('does not also approve their payment');
    expect(await refused(office(both.personId, 'T-1001'))).toContain('does not also approve their payment');
    await world.rows('update supervision set ended_at = clock_timestamp() where supervisor_id = $1', [both.personId]);
    expect(await refused(office(both.personId, 'T-1001'))).toBe('taken');
    await world.rows('update trustee_term set ends_on = starts_on, ended_at = clock_timestamp() where person_id = $1', [
      both.personId,
    ]);
  });

  it('are refused again on the object itself: each pair of domain 7.1 that the house has, whoever holds which role', async () => {
    const mine = () => newChild(world);
    const both = async (reference: string) => {
      await decide(world, 'ana', reference);
      await decide(world, 'ben', reference);
    };
    // Asks and decides; asks and pays.
    expect(await outcome(decide(world, 'ana', (await ask(world, await mine(), { by: 'ana' })).reference))).toBe(
      'decision.own-request',
    );
    expect(await outcome(pay(world, 'fe', (await approved(world, await mine())).reference))).toBe('payment.duties');
    // Logged the service and decides; logged it, when a caseworker, and pays today in finance.
    const ofCora = await ask(world, await mine(), { servedBy: 'cora' });
    expect(await outcome(decide(world, 'cora', ofCora.reference))).toBe('database.DI007');
    const ofGus = await ask(world, await mine(), { servedBy: 'gus' });
    await both(ofGus.reference);
    expect(await outcome(pay(world, 'gus', ofGus.reference))).toBe('database.DI007');
    // Decided, when a trustee, and pays today in finance.
    const decided = await approved(world, await mine());
    await world.rows(
      `insert into approval (trust_id, disbursement_id, version, request_hash, person_id, decision, standards, other_resources, reason, judgement)
        select trust_id, disbursement_id, version, request_hash, $2, 'approve', standards, other_resources, reason, judgement
          from approval a where disbursement_id = (select id from disbursement where reference = $1) limit 1`,
      [decided.reference, world.people.gus.personId],
    );
    expect(await outcome(pay(world, 'gus', decided.reference))).toBe('payment.duties');
    expect(await outcome(pay(world, 'pia', decided.reference))).toBe('accepted');
  });

  it('are closed to a party to the case: refused at the duty, and taken away from who holds one already', async () => {
    const mine = await newChild(world, { trust: 'T-1003', principal: '5000.00' });
    const [found] = await world.rows(
      "insert into court_case (docket, court_name, short_name) values ('0:00-cr-1', 'C', 'C') returning id",
    );
    const [order] = await world.rows(
      "insert into restitution_order (case_id, version, entered_on) values ($1, 1, '2024-01-01') returning id",
      [found?.id],
    );
    await world.rows(
      `insert into award (reference, order_id, beneficiary_id, trust_id, basis, loss_found) values ('A-1', $1, $2, $3, 'x', 100)`,
      [order?.id, mine.beneficiaryId, mine.trustId],
    );
    const finn = await enroll(world.db, { name: 'Finn', roles: ['trustee'] });
    const dora = await enroll(world.db, { name: 'Dora', roles: ['trustee'] });
    for (const { personId } of [finn, dora]) await office(personId, 'T-1003');
    const { reference } = await ask(world, mine);
    for (const who of ['finn', 'dora'] as const) {
      const { personId, token } = who === 'finn' ? finn : dora;
      Object.assign(world.people, { [who]: { personId, token, name: who, roles: ['trustee'] } });
      await decide(world, who as 'ana', reference);
    }
    const party = (personId: number) =>
      world.rows(
        "with party as (insert into case_conflict (person_id, case_id, kind, recorded_by) values ($1, $2, 'defendant', $1) returning id) insert into case_conflict_agreement (conflict_id, agreed_by) select id, $1 from party",
        [personId, found?.id],
      );
    await party(finn.personId);
    await party(world.people.wes.personId);
    // What he agreed to counts no more, and he sees nothing of it in his next query.
    expect(await outcome(pay(world, 'pia', reference))).toBe('database.DI005');
    for (const text of [
      'select from disbursement',
      `select from trust where code = 'T-1003'`,
      'select from beneficiary',
    ])
      expect([text, (await actAs(world.db, finn.token, (q) => q.execute(sql.raw(text)))).rows.length]).toEqual([
        text,
        0,
      ]);
    expect(await raw(world, 'finn' as 'ana', 'select withdraw_approval($1, $2)', [reference, 'x'])).toBe('not-found');
    const guardian = await enroll(world.db, { name: 'Accused', roles: ['guardian_ad_litem'] });
    await party(guardian.personId);
    expect(await refused(assign(guardian.personId, mine))).toContain('a party to the case');
    expect(await refused(office(guardian.personId, 'T-1003'))).toContain('a party to the case');
    // Assigned already when it became known: the child is gone from the list.
    const children = () =>
      actAs(world.db, world.people.wes.token, (q) => q.execute<{ code: string }>(sql`select code from beneficiary`));
    expect((await children()).rows.map((row) => row.code)).not.toContain(mine.code);
    expect((await children()).rows.length).toBeGreaterThan(0);
  });
});

describe('a supervisor', () => {
  let world: CareWorld;
  beforeAll(async () => {
    world = await openCareWorld();
  });
  afterAll(() => world.close());

  it('sees the children of the team, their plans, services and notes, and no money; nothing after the duty ends', async () => {
    const child = await newChild(world);
    await serve(world, child);
    const { personId, token } = await enroll(world.db, { name: 'Sol', roles: ['supervisor'] });
    const sees = async (table: string) =>
      (await actAs(world.db, token, (q) => q.execute(sql.raw(`select from ${table}`)))).rows.length;
    const tables = ['beneficiary', 'care_plan', 'plan_item', 'service_delivered', 'case_assignment'];
    for (const table of tables) expect([table, await sees(table)]).toEqual([table, 0]);
    const [duty] = await world.rows(
      'insert into supervision (supervisor_id, caseworker_id, starts_on) values ($1, $2, $3) returning id',
      [personId, world.people.wes.personId, world.today],
    );
    for (const table of tables) expect([table, await sees(table)]).toEqual([table, 1]);
    for (const table of ['trust', 'subaccount', 'disbursement', 'posting', 'plan_rate'])
      expect([table, await sees(table)]).toEqual([table, 0]);
    // The child goes to another worker: gone in the next query; back, and gone again when the duty ends.
    const assigned = (ended: string) =>
      world.rows(`update case_assignment set ended_at = ${ended} where beneficiary_id = $1`, [child.beneficiaryId]);
    await assigned('clock_timestamp()');
    expect(await sees('beneficiary')).toBe(0);
    await assigned('null');
    expect(await sees('beneficiary')).toBe(1);
    await world.rows('update supervision set ended_at = clock_timestamp() where id = $1', [duty?.id]);
    for (const table of tables) expect([table, await sees(table)]).toEqual([table, 0]);
  });

  it('logs no service and writes no note for a child of the team', async () => {
    const child = await newChild(world);
    const { personId, token } = await enroll(world.db, { name: 'Sul', roles: ['supervisor'] });
    await world.rows('insert into supervision (supervisor_id, caseworker_id, starts_on) values ($1, $2, $3)', [
      personId,
      world.people.wes.personId,
      world.today,
    ]);
    const log = sql`insert into service_delivered (reference, beneficiary_id, plan_item_id, service, provider_id, occurred_on, quantity, attendance, logged_by)
      values ('S-X', ${child.beneficiaryId}, ${child.planItemId}, 'MED-CARE', ${child.providerId}, ${world.today}, 1, 'attended', ${personId})`;
    expect(await refused(actAs(world.db, token, (q) => q.execute(log)))).toBe('42501');
  });
});
