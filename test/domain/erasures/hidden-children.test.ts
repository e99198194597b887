import { sqlState } from 'db/client';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Refusal } from '~/access/refusal';
import { actAs } from '../../support/database';
import type { Person } from '../reveals/reveal-world';
import { type ErasureWorld, type Leaver, openErasureWorld } from './erasure-world';

let world: ErasureWorld;
let auditor: Person;
beforeAll(async () => {
  world = await openErasureWorld();
  auditor = await world.person('auditor');
});
afterAll(() => world?.stop());

const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'accepted',
    (error) => sqlState(error) ?? (error instanceof Refusal ? error.code : String(error)),
  );
const sees = async (who: Person, table: string) =>
  (await actAs(world.db, who.token, (q) => q.execute(sql.raw(`select from ${table}`)))).rowCount;
const restrict = (who: Person, child: Leaver, named: Person[]) =>
  actAs(world.db, who.token, (q) =>
    q.execute(
      sql`select restrict_record('beneficiary', ${child.code}, 'The family is known to staff.', legal_today() + 9, ${`{${named.map((one) => one.personId).join(',')}}`}::bigint[])`,
    ),
  );
/** A case with an award of the child, to which somebody turns out to be a party. */
const conflict = async (who: Person, child: Leaver) => {
  const docket = `0:00-cr-${child.id}-ZZZ`;
  await world.db.asOperator(
    `with c as (insert into court_case (docket, court_name, short_name) values ($1, 'Court', $1) returning id),
          o as (insert into restitution_order (case_id, version, entered_on) select id, 1, '2016-01-01' from c returning id),
          a as (insert into award (reference, order_id, beneficiary_id, trust_id, basis, loss_found)
            select 'A-' || $1, o.id, $2, t.id, 'x', 10 from o, trust t where t.code = $3)
     insert into case_conflict (person_id, case_id, kind, recorded_by) select $4, c.id, 'defendant', $5 from c`,
    [docket, child.id, child.trust, who.personId, child.first.personId],
  );
  await world.db.asOperator(
    'insert into case_conflict_agreement (conflict_id, agreed_by) select id, $2 from case_conflict where person_id = $1',
    [who.personId, child.first.personId],
  );
  return docket;
};

describe('a party to the child’s case', () => {
  it('agrees to no erasure of the child, and what they agreed to before counts no more', async () => {
    const child = await world.leaver();
    const third = await world.trustee(child.trust);
    const reference = await world.request(child.worker, child.code);
    await world.agree(child.first, reference);
    await world.agree(child.second, reference);
    await conflict(child.second, child);
    expect(await sees(child.second, 'erasure_request')).toBe(0);
    expect(await sees(child.second, 'erasure_decision')).toBe(0);
    expect(await codeOf(world.agree(child.second, reference))).toBe('ER009');
    expect(await codeOf(world.erase(child.second, reference))).toBe('ER009');
    expect(await codeOf(world.erase(child.worker, reference))).toBe('ER008');
    await world.agree(third, reference);
    expect(await codeOf(world.erase(child.worker, reference))).toBe('accepted');
  });

  it('lays, reads and lifts no legal hold on the child, the trust or the case, be it a trustee or the auditor', async () => {
    const child = await world.leaver();
    const hold = await world.hold(child.first, child.code);
    const watcher = await world.person('auditor');
    const docket = await conflict(child.second, child);
    const before = await sees(watcher, 'legal_hold');
    const onCase = await world.hold(auditor, docket, 'case');
    const onTrust = await world.hold(auditor, child.trust, 'trust');
    expect(await sees(watcher, 'legal_hold')).toBe((before ?? 0) + 2);
    await world.db.asOperator(
      `with party as (insert into case_conflict (person_id, case_id, kind, recorded_by)
         select $1, id, 'defendant', $2 from court_case where docket = $3 returning id)
       insert into case_conflict_agreement (conflict_id, agreed_by) select id, $2 from party`,
      [watcher.personId, child.first.personId, docket],
    );
    for (const who of [child.second, watcher])
      for (const reference of [hold, onCase, onTrust]) {
        expect(await sees(who, `legal_hold where reference = '${reference}'`)).toBe(0);
        expect(await codeOf(world.lift(who, reference))).toBe('ER009');
      }
    for (const who of [child.second, watcher])
      for (const [kind, code] of [
        ['beneficiary', child.code],
        ['trust', child.trust],
        ['case', docket],
      ] as const)
        expect([kind, await codeOf(world.hold(who, code, kind))]).toEqual([kind, 'ER009']);
    expect(await codeOf(world.lift(auditor, hold))).toBe('accepted');
  });
});

describe('a restricted child', () => {
  it('is erased by those who are named; a trustee who is not reads, agrees and holds nothing of it', async () => {
    const child = await world.leaver();
    const named = await world.trustee(child.trust);
    await restrict(child.first, child, [named, child.worker]);
    const reference = await world.request(child.worker, child.code);
    await world.agree(child.first, reference);
    expect(await sees(child.second, 'erasure_request')).toBe(0);
    expect(await codeOf(world.agree(child.second, reference))).toBe('ER009');
    expect(await codeOf(world.hold(child.second, child.code))).toBe('ER009');
    expect(await codeOf(world.request(child.second, child.code))).toBe('ER009');
    const hold = await world.hold(named, child.code);
    expect(await sees(child.second, `legal_hold where reference = '${hold}'`)).toBe(0);
    expect(await sees(child.second, 'legal_hold_lifting')).toBe(0);
    // The auditor oversees what is done with a restricted child, and lifts first as of any other.
    expect(await sees(auditor, `erasure_request where reference = '${reference}'`)).toBe(1);
    await world.lift(auditor, hold);
    await world.lift(named, hold);
    await world.agree(named, reference);
    expect(await codeOf(world.erase(child.worker, reference))).toBe('accepted');
    expect(await sees(child.second, 'erasure')).toBe(0);
    expect(await sees(auditor, 'erasure')).toBeGreaterThan(0);
  });
});
