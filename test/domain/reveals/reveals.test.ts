import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { sqlState } from 'db/client';
import { IDENTITIES } from 'db/seed/identities';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refusalFromDatabase } from '~/access/database-refusals';
import { Refusal } from '~/access/refusal';
import { closeReveal } from '~/domain/reveals/close-reveal.server';
import { findSecondPeople } from '~/domain/reveals/find-reveals.server';
import { actAs } from '../../support/database';
import { CHILD, openRevealWorld, type Person, type RevealWorld } from './reveal-world';

let world: RevealWorld;
let trustee: Person;

beforeAll(async () => {
  world = await openRevealWorld();
  trustee = await world.trustee();
});
afterAll(() => world?.stop());

/** The code of the refusal: the database's, or the verb's own. */
const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'accepted',
    (error) => sqlState(error) ?? (error instanceof Refusal ? error.code : String(error)),
  );
const NAME = IDENTITIES.find((item) => item.code === CHILD)?.values.name;
const DAY = 86_400;

/** A reveal that was agreed to just now. */
async function agreed(): Promise<{ who: Person; reference: string }> {
  const who = await world.worker();
  const reference = await world.ask(who, { askedOf: trustee.personId });
  await world.decide(trustee, reference);
  return { who, reference };
}

describe('a reveal', () => {
  it('shows the one item to who asked, after a second person agreed, and is known afterwards', async () => {
    const who = await world.worker();
    const reference = await world.ask(who, { askedOf: trustee.personId });
    expect(await codeOf(world.open(who, reference))).toBe('RV006');
    await world.decide(trustee, reference);
    const shown = await world.open(who, reference);
    expect(shown.value).toBe(NAME);
    expect(shown.secondsLeft).toBeGreaterThan(590);
    expect(shown.secondsLeft).toBeLessThanOrEqual(600);
    const trail = await world.db.asOperator<{ action: string; person: string }>(
      'select action, person_id as person from audit_event where record_ref = $1 order by id',
      [reference],
    );
    expect(trail).toEqual([
      { action: 'reveal.requested', person: String(who.personId) },
      { action: 'vault.refused', person: String(who.personId) },
      { action: 'reveal.agreed', person: String(trustee.personId) },
      { action: 'reveal.opened', person: String(who.personId) },
    ]);
    const log = await world.db.asOperator(
      "select fields, outcome from vault.read_log where purpose = $1 and act = 'reveal' order by id",
      [reference],
    );
    expect(log).toEqual([
      { fields: ['name'], outcome: 'RV006' },
      { fields: ['name'], outcome: 'done' },
    ]);
  });

  it('opens no other item than was agreed to', async () => {
    const { who, reference } = await agreed();
    for (const item of ['address', 'birth_date', 'contact', 'guardian'] as const)
      expect(await codeOf(world.open(who, reference, item))).toBe('RV010');
  });

  it('opens to nobody else: not to the second person, a colleague, an administrator or the auditor', async () => {
    const { reference } = await agreed();
    expect(await codeOf(world.open(trustee, reference))).toBe('RV009');
    expect(await codeOf(world.open(await world.worker(), reference))).toBe('RV009');
    for (const role of ['auditor', 'administrator', 'finance'] as const) {
      const other = await world.person(role);
      expect(await codeOf(world.open(other, reference))).toBe('permission');
      const ask = { ask: 'reveal', token: other.token, requestId: 'r', reference, item: 'name' } as const;
      expect(await codeOf(world.vault.ask(ask))).toBe('RV009');
    }
  });

  it('opens to no session that has ended, is locked, or never was', async () => {
    const { who, reference } = await agreed();
    expect(await codeOf(world.open({ ...who, token: 'made-up' }, reference))).toBe('28000');
    await world.db.pool.query('select sec.lock_session($1)', [who.token]);
    expect(await codeOf(world.open(who, reference))).toBe('TU001');
    await world.db.pool.query('select sec.end_session($1)', [who.token]);
    expect(await codeOf(world.open(who, reference))).toBe('28000');
  });

  it('ends with its time, by the clock of the database, to the second', async () => {
    const who = await world.worker();
    const reference = await world.plant(who, trustee, { asked: -60, expires: DAY, openUntil: 2 });
    expect((await world.open(who, reference)).value).toBe(NAME);
    await sleep(2_050);
    expect(await codeOf(world.open(who, reference))).toBe('RV006');
  });

  it('ends when it is hidden', async () => {
    const { who, reference } = await agreed();
    await world.open(who, reference);
    await actAs(world.db, who.token, (q) => closeReveal(q, who, reference));
    expect(await codeOf(world.open(who, reference))).toBe('RV006');
  });

  it('ends with the assignment to the child', async () => {
    const { who, reference } = await agreed();
    await world.db.asOperator('update case_assignment set ended_at = now() where person_id = $1', [who.personId]);
    expect(await codeOf(world.open(who, reference))).toBe('RV007');
    expect(await codeOf(world.ask(who, { askedOf: trustee.personId }))).toBe('RV009');
  });

  it('ends with the term of who agreed', async () => {
    const second = await world.trustee();
    const who = await world.worker();
    const reference = await world.ask(who, { askedOf: second.personId });
    await world.decide(second, reference);
    await world.db.asOperator("update trustee_term set ends_on = '2026-12-31' where person_id = $1", [second.personId]);
    expect(await codeOf(world.open(who, reference))).toBe('RV006');
  });
});

describe('asking', () => {
  it('needs a child of one’s own: any other is unknown', async () => {
    const who = await world.worker('MAKOPA-38');
    expect(await codeOf(world.ask(who, { askedOf: trustee.personId }))).toBe('RV009');
    expect(await codeOf(world.ask(who, { askedOf: trustee.personId, code: 'NOBODY-00' }))).toBe('RV009');
    expect(await actAs(world.db, who.token, (q) => findSecondPeople(q, CHILD))).toEqual([]);
  });

  it('is refused to roles that need no identity', async () => {
    for (const role of ['finance', 'court', 'auditor', 'administrator'] as const) {
      const who = await world.person(role);
      expect(await codeOf(world.ask(who, { askedOf: trustee.personId }))).toBe('permission');
      const raw = actAs(world.db, who.token, (q) =>
        q.execute(
          sql`select request_reveal(${CHILD}, 'agreed', 'name', 'care', 'by raw SQL, twice', '', ${trustee.personId})`,
        ),
      );
      expect(await codeOf(raw)).toBe('RV009');
    }
  });

  it('needs a second person who is another, in office for the child, and no one’s favour', async () => {
    const who = await world.trustee();
    expect(await codeOf(world.ask(who))).toBe('reveal.second');
    expect(await codeOf(world.ask(who, { askedOf: who.personId }))).toBe('RV001');
    const former = await world.trustee();
    await world.db.asOperator("update trustee_term set ends_on = '2026-06-30' where person_id = $1", [former.personId]);
    const strangers = [
      await world.person('finance'),
      await world.person('administrator'),
      await world.trustee('T-0042'),
      former,
    ];
    for (const other of strangers) expect(await codeOf(world.ask(who, { askedOf: other.personId }))).toBe('RV002');
    const friend = await world.trustee();
    const reference = await world.ask(who, { askedOf: friend.personId });
    await world.decide(friend, reference);
    expect(await codeOf(world.ask(friend, { askedOf: who.personId }))).toBe('RV002');
  });

  it('needs a second person who decided on no payment of the asker’s today', async () => {
    const [requester, approver] = [await world.trustee(), await world.trustee()];
    // Who asked and who decided is all that counts here; how they came to it, other tests try.
    for (const table of ['disbursement', 'approval'])
      await world.db.asOperator(`alter table ${table} disable trigger user`);
    await world.db.asOperator(
      `with d as (insert into disbursement (reference, trust_id, subaccount_id, beneficiary_id, provider_id, requested_by)
          select 'D-TEST', s.trust_id, s.id, s.beneficiary_id, (select min(id) from provider), $1
            from subaccount s join trust t on t.id = s.trust_id where t.code = 'T-0043' returning id, trust_id)
       insert into approval (trust_id, disbursement_id, version, request_hash, person_id, decision, standards, reason)
         select trust_id, id, 1, 'x', $2, 'reject', '{}', 'planted by a test' from d`,
      [requester.personId, approver.personId],
    );
    expect(await codeOf(world.ask(requester, { askedOf: approver.personId }))).toBe('RV002');
    expect(await codeOf(world.ask(requester, { askedOf: trustee.personId }))).toBe('accepted');
  });

  it('stops at ten in an hour, also forty at once', async () => {
    const who = await world.worker();
    const said = await Promise.all(
      Array.from({ length: 40 }, () => codeOf(world.ask(who, { askedOf: trustee.personId }))),
    );
    expect(said.filter((word) => word === 'accepted').length).toBe(10);
    expect(new Set(said)).toEqual(new Set(['accepted', 'RV005']));
  });

  it('above two in a month is said in the trail', async () => {
    const who = await world.worker();
    for (let times = 0; times < 3; times += 1) await world.ask(who, { askedOf: trustee.personId });
    const rows = await world.db.asOperator<{ facts: object }>(
      "select facts from audit_event where person_id = $1 and action = 'reveal.often'",
      [who.personId],
    );
    expect(rows).toEqual([{ facts: { in_a_month: '3' } }]);
  });

  it('the same form twice asks once', async () => {
    const who = await world.worker();
    const key = randomUUID();
    const input = { key, askedOf: trustee.personId };
    expect(await world.ask(who, input)).toBe(await world.ask(who, input));
  });
});

describe('agreeing', () => {
  it('is for the person asked alone; for another it is unknown', async () => {
    const who = await world.worker();
    const reference = await world.ask(who, { askedOf: trustee.personId });
    expect(await codeOf(world.decide(await world.trustee(), reference))).toBe('RV009');
    expect(await codeOf(world.decide(who, reference))).toBe('permission');
    const raw = actAs(world.db, who.token, (q) =>
      q.execute(sql`select decide_reveal(${reference}, 'agreed', 'my own')`),
    );
    expect(await codeOf(raw)).toBe('RV001');
  });

  it('happens once, and a refusal opens nothing', async () => {
    const who = await world.worker();
    const reference = await world.ask(who, { askedOf: trustee.personId });
    await world.decide(trustee, reference, 'refused');
    expect(await codeOf(world.decide(trustee, reference))).toBe('RV003');
    expect(await codeOf(world.open(who, reference))).toBe('RV006');
  });

  it('two decisions at once are one', async () => {
    const who = await world.worker();
    const reference = await world.ask(who, { askedOf: trustee.personId });
    const outcomes = await Promise.allSettled([
      world.decide(trustee, reference),
      world.decide(trustee, reference, 'refused'),
    ]);
    const [refused] = outcomes.filter((item) => item.status === 'rejected');
    expect(outcomes.filter((item) => item.status === 'fulfilled').length).toBe(1);
    expect(refusalFromDatabase(refused?.reason)?.message).toBe('This is decided already.');
  });

  it('is over after 24 hours', async () => {
    const who = await world.worker();
    const reference = await world.plant(who, trustee, { asked: -DAY - 1, expires: -1 });
    expect(await codeOf(world.decide(trustee, reference))).toBe('RV004');
  });

  it('writes no row by hand: the tables take none from the web’s role', async () => {
    const who = await world.worker();
    const reference = await world.ask(who, { askedOf: trustee.personId });
    const [row] = await world.db.asOperator<{ id: string }>('select id from reveal_request where reference = $1', [
      reference,
    ]);
    for (const text of [
      `insert into reveal_decision (request_id, decided_by, decision, reason, open_until) values (${row?.id}, ${trustee.personId}, 'agreed', 'by hand', now() + interval '1 day')`,
      `insert into reveal_opening (request_id, person_id) values (${row?.id}, ${who.personId})`,
      `update reveal_request set expires_at = now() + interval '1 year'`,
      'delete from reveal_opening',
    ])
      expect([text, await codeOf(actAs(world.db, who.token, (q) => q.execute(sql.raw(text))))]).toEqual([
        text,
        '42501',
      ]);
  });
});
