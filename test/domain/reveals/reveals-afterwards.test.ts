import { randomUUID } from 'node:crypto';
import { sqlState } from 'db/client';
import { IDENTITIES } from 'db/seed/identities';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Refusal } from '~/access/refusal';
import { findReveals, getReveal } from '~/domain/reveals/find-reveals.server';
import { openReveal } from '~/domain/reveals/open-reveal.server';
import { reviewReveal } from '~/domain/reveals/review-reveal.server';
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

describe('a list longer than its page', () => {
  it('keeps what waits for its review on the first page, however much was asked since, and turns to the rest', async () => {
    const who = await world.worker();
    const reference = await world.ask(who, { path: 'emergency', item: 'contact', purpose: 'emergency' });
    await world.open(who, reference, 'contact');
    await world.db.asOperator(
      `insert into reveal_request (reference, beneficiary_id, path, item, purpose, reason, ticket, requested_by, asked_of, requested_at, expires_at)
         select 'V-2020-' || n, beneficiary_id, 'agreed', item, purpose, reason, ticket, requested_by, $2::bigint,
                requested_at - interval '9 days', requested_at - interval '8 days'
           from reveal_request, generate_series(1, 120) n where reference = $1`,
      [reference, trustee.personId],
    );
    const auditor = await world.person('auditor');
    const page = (before?: string) => actAs(world.db, auditor.token, (q) => findReveals(q, before));
    const first = await page();
    expect(first.open.map((item) => item.reference)).toContain(reference);
    const seen = first.past.map((item) => item.reference);
    let { older } = first;
    while (older) {
      const next = await page(older);
      expect(next.open).toEqual([]);
      seen.push(...next.past.map((item) => item.reference));
      older = next.older;
    }
    expect(seen.filter((one) => one.startsWith('V-2020-'))).toHaveLength(120);
    expect(new Set(seen).size).toBe(seen.length);
  });
});

describe('an emergency', () => {
  it('opens the contact at once, to the trustees’ and the auditor’s knowledge, and nothing else', async () => {
    const who = await world.worker();
    expect(await codeOf(world.ask(who, { path: 'emergency', item: 'address' }))).toBe('reveal.item');
    const reference = await world.ask(who, { path: 'emergency', item: 'contact', purpose: 'emergency' });
    const shown = await world.open(who, reference, 'contact');
    expect(shown.value).toBe(IDENTITIES.find((item) => item.code === CHILD)?.values.contact);
    expect(await codeOf(world.open(who, reference, 'name'))).toBe('RV010');
    const auditor = await world.person('auditor');
    for (const person of [trustee, auditor]) {
      const seen = await actAs(world.db, person.token, (q) => findReveals(q));
      expect(seen.open.map((item) => item.reference)).toContain(reference);
      const { rows } = await actAs(world.db, person.token, (q) =>
        q.execute(
          sql`select action from audit_event where record_ref = ${reference} and action not in ('reveal.read', 'vault.refused') order by id`,
        ),
      );
      expect(rows).toEqual([{ action: 'reveal.emergency' }, { action: 'reveal.opened' }]);
    }
    const elsewhere = await world.trustee('T-0042');
    const others = await actAs(world.db, elsewhere.token, (q) => findReveals(q));
    expect([...others.open, ...others.past].map((item) => item.reference)).not.toContain(reference);
  });

  it('is ratified by a trustee of the child, never by who opened it', async () => {
    const who = await world.trustee();
    const reference = await world.ask(who, { path: 'emergency', item: 'contact' });
    expect(await codeOf(world.decide(who, reference))).toBe('RV001');
    expect(await codeOf(world.decide(await world.trustee('T-0042'), reference))).toBe('RV009');
    expect(await codeOf(world.decide(trustee, reference))).toBe('accepted');
    expect((await actAs(world.db, who.token, (q) => getReveal(q, reference))).decision).toBe('agreed');
  });

  it('that nobody ratified in three weekdays stops the person from asking again', async () => {
    const who = await world.worker();
    await world.db.asOperator(
      `insert into reveal_request (reference, beneficiary_id, path, item, purpose, reason, ticket, requested_by, requested_at, expires_at)
       select 'V-OLD', id, 'emergency', 'contact', 'emergency', 'planted by a test', '', $2, now() - interval '9 days', now() - interval '9 days'
         from beneficiary where code = $1`,
      [CHILD, who.personId],
    );
    expect(await codeOf(world.ask(who, { askedOf: trustee.personId }))).toBe('RV008');
    await world.decide(trustee, 'V-OLD');
    expect(await codeOf(world.ask(who, { askedOf: trustee.personId }))).toBe('accepted');
  });
});

describe('the review afterwards', () => {
  it('is the auditor’s, of what was opened, once', async () => {
    const auditor = await world.person('auditor');
    const review = (who: Person, reference: string) =>
      codeOf(
        actAs(world.db, who.token, (q) =>
          reviewReveal(q, who, { key: randomUUID(), reference, finding: 'in_order', note: 'The annex was filed.' }),
        ),
      );
    const { who, reference } = await agreed();
    expect(await review(auditor, reference)).toBe('RV011');
    await world.open(who, reference);
    expect(await review(who, reference)).toBe('permission');
    expect(await review(trustee, reference)).toBe('permission');
    expect(await review(auditor, reference)).toBe('accepted');
    expect(await review(auditor, reference)).toBe('RV003');
    const raw = actAs(world.db, who.token, (q) =>
      q.execute(sql`select review_reveal(${reference}, 'in_order', 'my own')`),
    );
    expect(await codeOf(raw)).toBe('RV009');
  });

  it('that is overdue stops the person from asking again, until it is done', async () => {
    const who = await world.worker();
    const reference = await world.plant(who, trustee, {
      asked: -9 * DAY,
      expires: -8 * DAY,
      openUntil: -8 * DAY,
      opened: -8.5 * DAY,
    });
    expect(await codeOf(world.ask(who, { askedOf: trustee.personId }))).toBe('RV008');
    const auditor = await world.person('auditor');
    await actAs(world.db, auditor.token, (q) =>
      reviewReveal(q, auditor, { key: randomUUID(), reference, finding: 'not_in_order', note: 'No filing was made.' }),
    );
    expect(await codeOf(world.ask(who, { askedOf: trustee.personId }))).toBe('accepted');
  });

  it('ten openings in an hour are the most, also forty at once', async () => {
    const { who, reference } = await agreed();
    const said = await Promise.all(Array.from({ length: 40 }, () => codeOf(world.open(who, reference))));
    expect(said.filter((word) => word === 'accepted').length).toBe(10);
    expect(new Set(said)).toEqual(new Set(['accepted', 'RV005']));
  });
});

describe('a vault that cannot answer', () => {
  it('refuses with a sentence, and nothing else is touched', async () => {
    const { who, reference } = await agreed();
    const away = { token: who.token, requestId: 'r', reference, item: 'name' } as const;
    await expect(openReveal('', who, away)).rejects.toMatchObject({ code: 'vault.unreachable' });
    await expect(openReveal(`${world.vault.socket}x`, who, away)).rejects.toMatchObject({
      code: 'vault.unreachable',
      message: 'The vault does not answer. No details were shown. Everything else works; try again in a minute.',
    });
  });

  it('where a stored value was tampered with, nothing of it is shown and the attempt is logged', async () => {
    const { who, reference } = await agreed();
    const change = 'update vault.field set sealed = set_byte(sealed, 40, get_byte(sealed, 40) # 1)';
    const where =
      "where field = 'name' and subject_id = (select s.id from vault.subject s join beneficiary b on b.id = s.record_id where s.kind = 'beneficiary' and b.code = $1)";
    await world.db.asOperator(`${change} ${where}`, [CHILD]);
    await expect(world.open(who, reference)).rejects.toMatchObject({
      code: 'vault.broken',
      message: 'Could not be opened. No details were shown. The attempt is logged.',
    });
    await world.db.asOperator(`${change} ${where}`, [CHILD]);
    expect((await world.open(who, reference)).value).toBe(NAME);
    expect(world.vault.faults.length).toBe(1);
  });
});
