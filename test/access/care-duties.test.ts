import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { beginSupervision } from '~/domain/people/begin-supervision.server';
import { endSupervision } from '~/domain/people/end-supervision.server';
import { findCareDuties, getCareDuty } from '~/domain/people/find-care-duties.server';
import { outcome } from '../domain/disbursements/care-world';
import { actAs, enroll, openSession } from '../support/database';
import { ada, ana, asks, child, lim, openDelegationWorld, said, sees, wes, world } from './delegation-world';

let flo: { personId: number; token: string };
let sol: { personId: number; token: string };
/** ada, who showed that it is her six minutes ago. */
let late: { token: string };

beforeAll(async () => {
  await openDelegationWorld();
  flo = await enroll(world.db, { name: 'flo', roles: ['caseworker'] });
  sol = await enroll(world.db, { name: 'sol', roles: ['supervisor'] });
  late = await stale(ada.personId);
});
afterAll(() => world.close());

const REASON = 'Takes over the work';
interface Assigned {
  by?: { token: string };
  code?: string;
  reason?: string;
  /** Days from today. */
  from?: number;
  until?: number;
}
const day = (ahead?: number) => (ahead === undefined ? sql`null` : sql`legal_today() + ${ahead}::int`);
const assign = (
  to: { personId: number },
  { by = ada, code = child.code, reason = REASON, from, until }: Assigned = {},
) => asks(by, sql`select sec.assign_child(${code}, ${to.personId}, ${day(from)}, ${day(until)}, ${reason}) as it`);
const unassign = (id: string, by: { token: string } = ada) =>
  asks(by, sql`select sec.end_assignment(${id}, 'Leaves the work')`);
const supervise = (who: { personId: number }, worker: { personId: number }, by: { token: string } = ada) =>
  asks(by, sql`select sec.begin_supervision(${who.personId}, ${worker.personId}, ${REASON}) as it`);
const release = (id: string, by: { token: string } = ada) =>
  asks(by, sql`select sec.end_supervision(${id}, 'Leaves the work')`);
const stale = async (personId: number) => {
  const token = await openSession(world.db, personId);
  await world.rows("update sec.session set factor_at = now() - interval '6 minutes' where token_sha256 = sha256($1)", [
    Buffer.from(token),
  ]);
  return { token };
};
const NOBODY = 'Only an administrator gives and ends roles; an administrator or an auditor reviews them.';

describe('a child', () => {
  it('is seen by who it is assigned to from the next query on, and by nobody of them once it ends', async () => {
    expect(await sees(flo, 'beneficiary')).toBe(0);
    const id = await assign(flo);
    for (const table of ['beneficiary', 'care_plan']) expect([table, await sees(flo, table)]).toEqual([table, 1]);
    await unassign(id);
    for (const table of ['beneficiary', 'care_plan', 'plan_item', 'service_delivered'])
      expect([table, await sees(flo, table)]).toEqual([table, 0]);
    expect(await world.rows('select ended_by::int as by, end_reason from case_assignment where id = $1', [id])).toEqual(
      [{ by: ada.personId, end_reason: 'Leaves the work' }],
    );
    expect(await said(unassign(id))).toContain('This is over already');
    const trail = await world.rows(
      "select action, beneficiary_id::int as of from audit_event where record_type = 'assignment' and record_ref = $1 order by id",
      [id],
    );
    expect(trail).toEqual([
      { action: 'assignment.begun', of: child.beneficiaryId },
      { action: 'assignment.ended', of: child.beneficiaryId },
    ]);
  });

  it('is not assigned twice, to nobody with the role, nor under a code there is not', async () => {
    expect(await said(assign(wes))).toBe('This child is this person’s already in those days. End that first.');
    expect(await said(assign(lim))).toContain('does not hold the role');
    expect(await said(assign(flo, { code: 'NOPE-1' }))).toContain('There is no child of this code');
    expect(await said(assign(flo, { reason: ' ' }))).toBe('23514');
  });

  it('is seen from its first day through its last, and not beyond', async () => {
    const days = (from: number, until: number | null) =>
      world.rows(
        'update case_assignment set starts_on = legal_today() + $2::int, ends_on = legal_today() + $3::int where id = $1',
        [id, from, until],
      );
    const id = await assign(flo, { from: 1, until: 2 });
    const seen: number[] = [];
    for (const [from, until] of [
      [1, 2],
      [0, 1],
      [-1, 0],
      [-2, -1],
    ] as const) {
      await days(from, until);
      seen.push(await sees(flo, 'beneficiary'));
    }
    expect(seen).toEqual([0, 1, 1, 0]);
    expect(await said(unassign(id))).toContain('This is over already');
    // What is over by its last day stands in no new one's way; what is to come does, where the days meet.
    const next = await assign(flo, { from: 10, until: 20 });
    expect(await said(assign(flo, { from: 20 }))).toContain('already in those days');
    expect(await said(assign(flo, { from: 5, until: 9 }).then(unassign))).toBe('taken');
    await unassign(next);
    const wrong = 'The first day is over already, or the last day is before it. Choose other days.';
    expect(await said(assign(flo, { from: -1 }))).toBe(wrong);
    expect(await said(assign(flo, { from: 3, until: 2 }))).toBe(wrong);
  });

  it('is not assigned by an administrator to themself, whatever they hold', async () => {
    expect(await said(assign(ada))).toBe('This is your own role. Another person decides about it.');
  });

  it('is not assigned to a trustee of its trust, nor to a party to its case', async () => {
    expect(await said(assign(world.people.cora))).toContain('does not also approve its payment');
    const [found] = await world.rows(
      "insert into court_case (docket, court_name, short_name) values ('0:00-cr-9', 'C', 'C') returning id",
    );
    const [order] = await world.rows(
      "insert into restitution_order (case_id, version, entered_on) values ($1, 1, '2024-01-01') returning id",
      [found?.id],
    );
    await world.rows(
      `insert into award (reference, order_id, beneficiary_id, trust_id, basis, loss_found) values ('A-9', $1, $2, $3, 'x', 100)`,
      [order?.id, child.beneficiaryId, child.trustId],
    );
    const accused = await enroll(world.db, { name: 'accused', roles: ['guardian_ad_litem'] });
    await world.rows(
      "with party as (insert into case_conflict (person_id, case_id, kind, recorded_by) values ($1, $2, 'defendant', $1) returning id) insert into case_conflict_agreement (conflict_id, agreed_by) select id, $1 from party",
      [accused.personId, found?.id],
    );
    expect(await said(assign(accused))).toContain('a party to the case');
  });

  it('is assigned and taken back by an administrator alone, who has just shown that it is them', async () => {
    const [own] = await world.rows('select id from case_assignment where person_id = $1', [wes.personId]);
    for (const who of [wes, sol, ana, lim]) {
      expect(await said(assign(flo, { by: who }))).toBe(NOBODY);
      expect(await said(unassign(own?.id, who))).toBe(NOBODY);
    }
    expect(await said(assign(flo, { by: late }))).toBe('SI002');
    expect(await said(unassign(own?.id, late))).toBe('SI002');
  });
});

describe('a caseworker', () => {
  it('is under a supervisor, who sees the team and its trail from the next query on, and nothing once it ends', async () => {
    const acts = () => asks(sol, sql`select count(*) as it from audit_event where person_id <> ${sol.personId}`);
    await asks(
      wes,
      sql`select record_audit_event('services.read', 'beneficiary', ${child.code}, null, ${child.beneficiaryId}, '{}')`,
    );
    await asks(wes, sql`select record_audit_event('session.ended', 'session', 'x', null, null, '{}')`);
    await asks(
      ana,
      sql`select record_audit_event('beneficiary.read', 'beneficiary', ${child.code}, null, ${child.beneficiaryId}, '{}')`,
    );
    expect([await sees(sol, 'beneficiary'), await acts()]).toEqual([0, '0']);
    const id = await supervise(sol, wes);
    expect([await sees(sol, 'beneficiary'), await acts()]).toEqual([1, '1']);
    await release(id);
    expect([await sees(sol, 'beneficiary'), await acts()]).toEqual([0, '0']);
    expect(await said(release(id))).toContain('This is over already');
  });

  it('is not under the same supervisor twice, nor under or over somebody without the role', async () => {
    const id = await supervise(sol, flo);
    expect(await said(supervise(sol, flo))).toBe('This supervisor answers for this caseworker already.');
    expect(await said(supervise(wes, flo))).toContain('does not hold the role');
    expect(await said(supervise(sol, lim))).toContain('does not hold the role');
    for (const who of [wes, sol, ana, lim]) {
      expect(await said(supervise(sol, wes, who))).toBe(NOBODY);
      expect(await said(release(id, who))).toBe(NOBODY);
    }
    expect(await said(supervise(sol, wes, late))).toBe('SI002');
  });
});

describe('a role that ends', () => {
  it('takes its duties with it, and none comes back with the role', async () => {
    const role = async (personId: number) =>
      (await world.rows('select id from role_grant where person_id = $1 and ended_at is null', [personId]))[0]?.id;
    const may = await enroll(world.db, { name: 'may', roles: ['caseworker'] });
    const lead = await enroll(world.db, { name: 'lead', roles: ['supervisor'] });
    const [assignment, supervision] = [await assign(may), await supervise(lead, may)];
    await asks(ada, sql`select sec.end_role(${await role(may.personId)}, 'Leaves the work')`);
    const ended = await world.rows(
      `select action, record_ref as ref from audit_event where person_id = $1 and action ~ '^(assignment|supervision).ended$'
        order by id desc limit 2`,
      [ada.personId],
    );
    expect(ended.reverse()).toEqual([
      { action: 'assignment.ended', ref: assignment },
      { action: 'supervision.ended', ref: supervision },
    ]);
    await asks(ada, sql`select sec.give_role(${may.personId}, 'caseworker', 'Comes back')`);
    expect(await sees({ token: await openSession(world.db, may.personId) }, 'beneficiary')).toBe(0);
    expect(await sees(lead, 'beneficiary')).toBe(0);
  });
});

describe('a form that is sent twice', () => {
  it('counts once, and with other answers not at all', async () => {
    const key = randomUUID();
    const supervisor = await enroll(world.db, { name: 'sue', roles: ['supervisor'] });
    const send = (reason: string) =>
      actAs(world.db, ada.token, (q) =>
        beginSupervision(q, ada, { key, supervisor: supervisor.personId, caseworker: wes.personId, reason }),
      );
    const { id } = await send(REASON);
    expect(await send(REASON)).toEqual({ id });
    expect(await outcome(send('Another reason'))).toBe('key.reused');
    const ending = randomUUID();
    const twice = await Promise.all(
      ['a', 'b'].map(() =>
        actAs(world.db, ada.token, (q) => endSupervision(q, ada, { key: ending, duty: Number(id), reason: REASON })),
      ),
    );
    expect(twice).toEqual([{ id }, { id }]);
  });
});

describe('the duties that stand', () => {
  it('are listed to who keeps them, by code and with who gave them, and to nobody else', async () => {
    const list = (who: { token: string }) => actAs(world.db, who.token, (q) => findCareDuties(q));
    const duties = await list(ada);
    expect(duties.find(({ kind }) => kind === 'assignment')).toMatchObject({ person: 'wes', of: child.code });
    expect(duties.find(({ kind }) => kind === 'supervision')).toMatchObject({
      person: 'sol',
      of: 'flo',
      givenBy: 'ada',
      reason: REASON,
    });
    for (const who of [wes, sol, ana, lim]) expect(await list(who)).toEqual([]);
    expect(await outcome(actAs(world.db, ada.token, (q) => getCareDuty(q, 'assignment', 999)))).toBe('not-found');
  });
});
