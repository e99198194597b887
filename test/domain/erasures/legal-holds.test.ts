import { sqlState } from 'db/client';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Refusal } from '~/access/refusal';
import { findObstacle } from '~/domain/erasures/find-erasures.server';
import { findLegalHolds, getLegalHold, isHeld } from '~/domain/erasures/find-legal-holds.server';
import type { HeldKind } from '~/domain/erasures/legal-hold';
import { actAs } from '../../support/database';
import type { Person } from '../reveals/reveal-world';
import { type ErasureWorld, openErasureWorld } from './erasure-world';

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
/** As a person would try it who goes around the pages: the database's own door, in their session. */
const bySql = (who: Person, call: string) =>
  codeOf(actAs(world.db, who.token, (q) => q.execute(sql.raw(`select ${call}`))));
const keysOf = async (child: number) =>
  (
    await world.db.asOperator<{ keys: number }>(
      "select count(*)::int as keys from vault.data_key k join vault.subject s on s.id = k.subject_id where s.kind = 'beneficiary' and s.record_id = $1",
      [child],
    )
  )[0]?.keys;
const lifted = async (reference: string, second: Person) => {
  await world.lift(auditor, reference);
  await world.lift(second, reference);
};
const held = (who: Person, kind: HeldKind, code: string) => actAs(world.db, who.token, (q) => isHeld(q, kind, code));

describe('an identity stays', () => {
  it('while a legal hold stands: to asking, to agreeing and to the button', async () => {
    const child = await world.leaver();
    const first = await world.hold(child.first, child.code);
    expect(await codeOf(world.request(child.worker, child.code))).toBe('ER005');
    expect(await actAs(world.db, child.worker.token, (q) => findObstacle(q, child.code))).toBe('ER005');
    await world.lift(auditor, first);
    expect(await codeOf(world.lift(auditor, first))).toBe('ER014');
    expect(await codeOf(world.request(child.worker, child.code))).toBe('ER005');
    await world.lift(child.first, first);
    expect(await codeOf(world.lift(child.second, first))).toBe('ER011');
    const reference = await world.request(child.worker, child.code);
    await world.agree(child.first, reference);
    const second = await world.hold(auditor, child.code);
    expect(await codeOf(world.agree(child.second, reference))).toBe('ER005');
    await lifted(second, child.first);
    await world.agree(child.second, reference);
    const third = await world.hold(child.second, child.code);
    expect(await codeOf(world.erase(child.worker, reference))).toBe('ER005');
    expect(await keysOf(child.id)).toBe(1);
    await lifted(third, child.second);
    expect(await codeOf(world.erase(child.worker, reference))).toBe('accepted');
  });

  it('a hold is laid by those who may, and lifted by two of them, an auditor first', async () => {
    const child = await world.leaver();
    const reference = await world.hold(child.first, child.code);
    const place = `place_legal_hold('beneficiary', '${child.code}', 'Matter 26-114', 'A claim is open.')`;
    const lift = `lift_legal_hold('${reference}', 'The claim has ended.')`;
    for (const who of [child.first, child.second])
      expect([who.roles, await bySql(who, lift)]).toEqual([who.roles, 'ER012']);
    for (const who of [
      child.worker,
      await world.trustee(),
      await world.person('finance'),
      await world.person('administrator'),
    ])
      expect([who.roles, await bySql(who, lift)]).toEqual([who.roles, 'ER009']);
    for (const who of [child.worker, await world.trustee(), await world.person('finance'), await world.person('court')])
      expect([who.roles, await bySql(who, place)]).toEqual([who.roles, 'ER009']);
    expect(await codeOf(world.lift(child.worker, reference))).toBe('permission');
    expect(await codeOf(world.hold(child.worker, child.code))).toBe('permission');
    await world.lift(auditor, reference);
    await world.lift(await world.person('auditor'), reference);
    expect((await actAs(world.db, auditor.token, (q) => getLegalHold(q, reference))).stands).toBe(false);
  });

  it('while a hold stands on the child’s trust: it is held with everything it concerns', async () => {
    const child = await world.leaver();
    expect(await codeOf(world.hold(await world.trustee(), child.trust, 'trust'))).toBe('ER009');
    const reference = await world.hold(child.first, child.trust, 'trust');
    expect(await held(child.first, 'trust', child.trust)).toBe(true);
    expect(await held(child.first, 'beneficiary', child.code)).toBe(true);
    expect(await codeOf(world.request(child.worker, child.code))).toBe('ER005');
    const other = await world.leaver();
    expect(await held(other.first, 'beneficiary', other.code)).toBe(false);
    await world.lift(auditor, reference);
    expect(await codeOf(world.request(child.worker, child.code))).toBe('ER005');
    await world.lift(child.second, reference);
    expect(await codeOf(world.request(child.worker, child.code))).toBe('accepted');
  });

  it('while a hold stands on a case, with the trusts of its awards; a hold on a person is the auditors’ to lay', async () => {
    const [awarded] = await world.db.asOperator<{ docket: string; code: string; trust: string }>(
      `select c.docket, b.code, t.code as trust from award a join restitution_order o on o.id = a.order_id join court_case c on c.id = o.case_id
         join beneficiary b on b.id = a.beneficiary_id join trust t on t.id = a.trust_id order by a.id limit 1`,
    );
    const { docket, code, trust } = awarded as { docket: string; code: string; trust: string };
    const onCase = await world.hold(auditor, docket, 'case');
    for (const [kind, name] of [
      ['case', docket],
      ['beneficiary', code],
      ['trust', trust],
    ] as const)
      expect([kind, await held(auditor, kind, name)]).toEqual([kind, true]);
    await lifted(onCase, await world.person('auditor'));
    expect(await held(auditor, 'beneficiary', code)).toBe(false);

    const administrator = await world.person('administrator');
    const trustee = await world.trustee();
    const person = String(administrator.personId);
    expect(await codeOf(world.hold(trustee, person, 'person'))).toBe('ER009');
    const onPerson = await world.hold(auditor, person, 'person');
    expect(await held(administrator, 'person', person)).toBe(true);
    expect(await bySql(administrator, `lift_legal_hold('${onPerson}', 'The matter has ended.')`)).toBe('ER009');
    await lifted(onPerson, trustee);
    expect(await held(administrator, 'person', person)).toBe(false);
  });

  it('and no page learns of a record that is not its reader’s, nor of a kind that there is not', async () => {
    const child = await world.leaver();
    await world.hold(child.first, child.code);
    expect(await held(await world.trustee(), 'beneficiary', child.code)).toBe(false);
    expect(await codeOf(world.db.asOperator("select sec.record_is_held('planet', 1)"))).toBe('22023');
  });
});

it('one that stands is on the first page, however many were lifted since; the lifted turn by pages', async () => {
  const child = await world.leaver();
  const reference = await world.hold(child.first, child.code);
  await world.db.asOperator(
    `with placed as (
       insert into legal_hold (reference, record_type, beneficiary_id, matter, reason, placed_by)
         select 'L-2020-' || n, record_type, beneficiary_id, matter, reason, placed_by
           from legal_hold, generate_series(1, 120) n where reference = $1 returning id, placed_by)
     insert into legal_hold_lifting (hold_id, lifted_by, reason)
       select id, lifter, 'a matter that is over' from placed, unnest(array[$2::bigint, $3]) as lifter`,
    [reference, auditor.personId, child.first.personId],
  );
  const page = (before?: string) => actAs(world.db, auditor.token, (q) => findLegalHolds(q, before));
  const first = await page();
  expect(first.standing.map((hold) => hold.reference)).toContain(reference);
  const seen = first.lifted.map((hold) => hold.reference);
  let { older } = first;
  while (older) {
    const next = await page(older);
    expect(next.standing).toEqual([]);
    seen.push(...next.lifted.map((hold) => hold.reference));
    older = next.older;
  }
  expect(seen.filter((one) => one.startsWith('L-2020-'))).toHaveLength(120);
  expect(new Set(seen).size).toBe(seen.length);
});
