import { sqlState } from 'db/client';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { findReveals } from '~/domain/reveals/find-reveals.server';
import { reviewReveal } from '~/domain/reveals/review-reveal.server';
import { actAs } from '../../support/database';
import { CHILD, openRevealWorld, type Person, type RevealWorld } from './reveal-world';

let world: RevealWorld;
let marker: Person;
let other: Person;
let auditor: Person;
beforeAll(async () => {
  world = await openRevealWorld();
  [marker, other] = [await world.trustee(), await world.trustee()];
  auditor = await world.person('auditor');
});
afterAll(() => world?.stop());
beforeEach(async () => {
  await world.db.asOperator(`insert into record_restriction_lifting (restriction_id, reason, lifted_by)
    select id, 'set back by a test', marked_by from record_restriction r where not exists
      (select from record_restriction_lifting l where l.restriction_id = r.id)`);
});

const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'accepted',
    (error) => sqlState(error) ?? (error as { code: string }).code,
  );
const restrict = (who: Person) =>
  actAs(world.db, who.token, (q) =>
    q.execute(
      sql`select restrict_record('beneficiary', ${CHILD}, 'The family is known to staff.', legal_today() + 9, '{}')`,
    ),
  );
const emergency = (who: Person) => world.ask(who, { path: 'emergency', item: 'contact', purpose: 'emergency' });
const seen = async (who: Person) =>
  actAs(world.db, who.token, async (q) => {
    const { open, past } = await findReveals(q);
    return [...open, ...past].map(({ reference }) => reference);
  });
const conflict = (who: Person) =>
  world.db.asOperator(
    `with party as (insert into case_conflict (person_id, case_id, kind, recorded_by)
       select distinct $1::bigint, o.case_id, 'defendant', $2::bigint from restitution_order o join award a on a.order_id = o.id
         join beneficiary b on b.id = a.beneficiary_id where b.code = $3 returning id)
     insert into case_conflict_agreement (conflict_id, agreed_by) select id, $2::bigint from party`,
    [who.personId, other.personId, CHILD],
  );

describe('who opened a child’s contact in an emergency', () => {
  it('does not hide it by restricting the child: the auditor reviews it and another trustee refuses it', async () => {
    const reference = await emergency(marker);
    await world.open(marker, reference, 'contact');
    await restrict(marker);
    for (const who of [auditor, other]) expect(await seen(who)).toContain(reference);
    const input = { key: '6f9f8a52-9d3f-4c0c-8f4d-0f6d3d6a1c11', reference, finding: 'not_in_order', note: 'No need.' };
    expect(await codeOf(actAs(world.db, auditor.token, (q) => reviewReveal(q, auditor, input as never)))).toBe(
      'accepted',
    );
    expect(await codeOf(world.decide(other, reference, 'refused'))).toBe('accepted');
    expect(await codeOf(world.open(marker, reference, 'contact'))).toBe('RV006');
  });

  it('and a trustee who is not named learns of no other reveal of the child, nor agrees to one, nor asks', async () => {
    const worker = await world.worker();
    const agreed = await world.ask(worker, { askedOf: other.personId });
    await restrict(marker);
    expect(await seen(other)).not.toContain(agreed);
    expect(await codeOf(world.decide(other, agreed))).toBe('RV009');
    expect(await codeOf(emergency(other))).toBe('RV009');
    // Who marked it asks, and chooses among those who see the child.
    const offered = await actAs(world.db, marker.token, (q) =>
      q.execute<{ person_id: string }>(sql`select person_id from reveal_second_people(${CHILD})`),
    );
    expect(offered.rows.map((row) => Number(row.person_id))).not.toContain(other.personId);
    expect(await codeOf(world.ask(marker, { askedOf: other.personId }))).toBe('RV002');
    expect(await codeOf(emergency(marker))).toBe('accepted');
  });

  it('waits for its overdue review before asking again, also where the child is hidden from them since', async () => {
    const worker = await world.worker();
    await world.db.asOperator(
      "insert into case_assignment (beneficiary_id, person_id, starts_on) select id, $1, '2026-01-01' from beneficiary where code = 'KALACHUCHI-17'",
      [worker.personId],
    );
    await world.plant(worker, other, { asked: -20 * 86_400, expires: -19 * 86_400, opened: -20 * 86_400 });
    const again = () => codeOf(world.ask(worker, { code: 'KALACHUCHI-17', path: 'emergency', item: 'contact' }));
    expect(await again()).toBe('RV008');
    await restrict(marker);
    expect(await again()).toBe('RV008');
  });

  it('is counted, what they asked and opened of a child that was hidden from them since too', async () => {
    const worker = await world.worker();
    await world.db.asOperator(
      "insert into case_assignment (beneficiary_id, person_id, starts_on) select id, $1, '2026-01-01' from beneficiary where code = 'KALACHUCHI-17'",
      [worker.personId],
    );
    for (let n = 0; n < 10; n += 1) await world.plant(worker, other, { asked: -60, expires: 3600 });
    await restrict(marker);
    expect(await codeOf(world.ask(worker, { code: 'KALACHUCHI-17', path: 'emergency', item: 'contact' }))).toBe(
      'RV005',
    );
  });
});

describe('a party to the child’s case', () => {
  it('is neither asked nor asks, ratifies or reviews, though a trustee in office or the auditor', async () => {
    const [party, watcher] = [await world.trustee(), await world.person('auditor')];
    const reference = await emergency(await world.worker());
    for (const who of [party, watcher]) expect(await seen(who)).toContain(reference);
    await conflict(party);
    await conflict(watcher);
    for (const who of [party, watcher]) expect(await seen(who)).not.toContain(reference);
    expect(await codeOf(world.decide(party, reference))).toBe('RV009');
    expect(await codeOf(emergency(party))).toBe('RV009');
    expect(await codeOf(world.ask(await world.worker(), { askedOf: party.personId }))).toBe('RV002');
  });
});
