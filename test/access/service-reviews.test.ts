import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Member, newChild, outcome, serve } from '../domain/disbursements/care-world';
import { ada, ana, asks, child, sees, standing, wes, world } from './delegation-world';
import {
  BACK,
  endsSupervision,
  member,
  openReviewWorld,
  rawReview,
  review,
  reviewsOf,
  sol,
  supervises,
} from './service-review-world';

/** A supervisor of nobody. */
let tom: Member;
beforeAll(async () => {
  await openReviewWorld();
  tom = await member('tom', 'supervisor');
});
afterAll(() => world.close());

describe('a service', () => {
  it('is confirmed by the supervisor of who logged it, with its trace', async () => {
    const reference = await serve(world, child);
    expect(await review(sol, reference)).toEqual({ reference, decision: 'confirmed' });
    expect(await reviewsOf(reference)).toEqual([{ decision: 'confirmed', reason: '', by: sol.personId, lent: null }]);
    const trail = await world.rows(
      "select action, person_id::int as by, beneficiary_id::int as of, facts from audit_event where record_ref = $1 and record_type = 'service'",
      [reference],
    );
    expect(trail).toEqual([
      {
        action: 'service.confirmed',
        by: sol.personId,
        of: child.beneficiaryId,
        facts: { beneficiary: child.code, caseworker: String(wes.personId) },
      },
    ]);
  });

  it('is sent back with a reason, which the trail does not repeat and the trustees do not read', async () => {
    const reference = await serve(world, child);
    await review(sol, reference, BACK);
    expect(await reviewsOf(reference)).toMatchObject([{ decision: 'sent_back', reason: BACK.reason }]);
    const trail = await world.rows('select action, facts from audit_event where record_ref = $1', [reference]);
    expect(trail).toMatchObject([{ action: 'service.sent-back' }]);
    expect(JSON.stringify(trail)).not.toContain(BACK.reason);
    for (const who of [sol, wes]) expect(await sees(who, 'service_review')).toBeGreaterThan(0);
    for (const who of [ana, ada, tom]) expect(await sees(who, 'service_review')).toBe(0);
    const told = (who: { token: string }) =>
      asks(
        who,
        sql`select decision as it from sec.service_reviews(array(select id from service_delivered where reference = ${reference}))`,
      );
    expect([await told(ana), await told(sol)]).toEqual(['sent_back', 'sent_back']);
    expect(await told(ada)).toBeUndefined();
  });

  it('is not sent back without a reason, nor with what looks like a name in it', async () => {
    const reference = await serve(world, child);
    expect(await outcome(review(sol, reference, { ...BACK, reason: ' ' }))).toBe('service-review.no-reason');
    const named = { ...BACK, reason: 'Ask Ma. Lorem again.' };
    expect(await outcome(review(sol, reference, named))).toBe('service-review.name-in-reason');
    expect(await outcome(review(sol, reference, { ...named, reasonChecked: true }))).toBe('accepted');
  });

  it('is looked at once, also where two look at the same time', async () => {
    const reference = await serve(world, child);
    const second = await member('sue', 'supervisor');
    const id = await supervises(second);
    const both = await Promise.all([outcome(review(sol, reference)), outcome(review(second, reference, BACK))]);
    expect(both.sort()).toEqual(['accepted', 'database.SR003']);
    expect(await outcome(review(sol, reference, BACK))).toBe('database.SR003');
    await endsSupervision(id);
    expect(await reviewsOf(reference)).toHaveLength(1);
  });

  it('counts a form that is sent twice once', async () => {
    const reference = await serve(world, child);
    const key = randomUUID();
    const [one, two] = await Promise.all([review(sol, reference, { key }), review(sol, reference, { key })]);
    expect(two).toEqual(one);
    expect(await outcome(review(sol, reference, { key, ...BACK }))).toBe('key.reused');
  });
});

describe('nobody else looks at it', () => {
  it('by the page: only the role of a supervisor holds the permission', async () => {
    const reference = await serve(world, child);
    for (const who of [wes, ana, ada, world.people.fe, world.people.lim, await member('gal', 'guardian_ad_litem')])
      expect([who.name, await outcome(review(who, reference))]).toEqual([who.name, 'permission']);
  });

  it('by the function: to a stranger the service is unknown, to who sees it, it is another’s to look at', async () => {
    const reference = await serve(world, child);
    const una = await member('una', 'supervisor');
    await supervises(una, wes, true);
    const later = await member('later', 'supervisor');
    await world.rows(
      'insert into supervision (supervisor_id, caseworker_id, starts_on) values ($1, $2, legal_today() + 1)',
      [later.personId, wes.personId],
    );
    const guardian = await member('gus', 'guardian_ad_litem');
    await world.rows(
      'insert into case_assignment (beneficiary_id, person_id, starts_on, ended_at) values ($1, $2, legal_today() - 1, clock_timestamp())',
      [child.beneficiaryId, guardian.personId],
    );
    const other = await member('flo', 'caseworker');
    for (const who of [tom, una, later, guardian, other, ana, ada, world.people.fe, world.people.lim])
      expect([who.name, await rawReview(who, reference)]).toEqual([who.name, 'not-found']);
    // A colleague of the same child sees it, and so does her supervisor.
    const mate = await member('mate', 'caseworker');
    const lead = await member('lead', 'supervisor');
    await world.rows(
      'insert into case_assignment (beneficiary_id, person_id, starts_on) values ($1, $2, legal_today())',
      [child.beneficiaryId, mate.personId],
    );
    await supervises(lead, mate);
    expect(await rawReview(mate, reference)).toBe('database.SR001');
    expect(await outcome(review(lead, reference))).toBe('database.SR001');
    expect(await rawReview(wes, reference)).toBe('database.SR002');
    expect(await reviewsOf(reference)).toEqual([]);
  });

  it('and not who logged it, whoever they stand in for', async () => {
    const reference = await serve(world, child);
    const id = await standing({ role: 'supervisor', trust: '', by: sol, to: wes, powers: '{review}' });
    const asWes = { ...wes, roles: ['caseworker', 'supervisor'] as const };
    expect(await outcome(review(asWes, reference))).toBe('database.SR002');
    await asks(sol, sql`select sec.end_delegation(${id}, 'Back again')`);
  });

  it('where the record is restricted to others', async () => {
    const apart = await newChild(world);
    const reference = await serve(world, apart);
    const [row] = await world.rows(
      `insert into record_restriction (record_type, beneficiary_id, reason, until_on, marked_by)
       values ('beneficiary', $1, 'planted by a test', legal_today() + 9, $2) returning id`,
      [apart.beneficiaryId, ana.personId],
    );
    await world.rows('insert into record_restriction_person (restriction_id, person_id) values ($1, $2)', [
      row?.id,
      ana.personId,
    ]);
    expect(await outcome(review(sol, reference))).toBe('not-found');
  });

  it('from the end of the supervision on, nor from the end of the child’s assignment to the team', async () => {
    const [reference, other] = [await serve(world, child), await serve(world, child)];
    const lone = await member('lone', 'supervisor');
    const id = await supervises(lone);
    expect(await outcome(review(lone, reference))).toBe('accepted');
    await endsSupervision(id);
    expect(await outcome(review(lone, other))).toBe('not-found');
  });
});

describe('who stands in for a supervisor', () => {
  it('looks at it where that was handed over, as one with who handed it over, and no longer than that stands', async () => {
    const may = await member('may', 'supervisor');
    const reading = await standing({ role: 'supervisor', trust: '', by: sol, to: may, powers: '{}' });
    const reference = await serve(world, child);
    expect(await outcome(review(may, reference))).toBe('database.SR006');
    await asks(sol, sql`select sec.end_delegation(${reading}, 'Back again')`);
    const id = await standing({ role: 'supervisor', trust: '', by: sol, to: may, powers: '{review}' });
    expect(await outcome(review(may, reference))).toBe('accepted');
    expect(await reviewsOf(reference)).toMatchObject([{ by: may.personId, lent: Number(id) }]);
    const [event] = await world.rows(
      "select facts ->> 'for' as for_person from audit_event where record_ref = $1 and action = 'service.confirmed'",
      [reference],
    );
    expect(event).toEqual({ for_person: String(sol.personId) });
    await asks(sol, sql`select sec.end_delegation(${id}, 'Back again')`);
    expect(await outcome(review(may, await serve(world, child)))).toBe('not-found');
  });

  it('is handed a trustee’s powers with no supervisor’s office', async () => {
    const may = await member('mae', 'supervisor');
    expect(await outcome(standing({ role: 'supervisor', trust: '', by: sol, to: may, powers: '{decide}' }))).toBe(
      '23514',
    );
  });
});
