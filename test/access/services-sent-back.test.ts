import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { approveDisbursement } from '~/domain/disbursements/approve-disbursement.server';
import {
  approved,
  ask,
  decide,
  decisionOn,
  newChild,
  outcome,
  pay,
  serve,
  stateOf,
} from '../domain/disbursements/care-world';
import { actAs, openSession } from '../support/database';
import { seatTrustee } from '../support/seat-trustee';
import { ada, asks, child, world } from './delegation-world';
import { BACK, endsSupervision, member, openReviewWorld, review, sol, supervises } from './service-review-world';

beforeAll(openReviewWorld);
afterAll(() => world.close());

describe('a service that was sent back', () => {
  it('is not asked for, nor by raw SQL', async () => {
    const reference = await serve(world, child);
    await review(sol, reference, BACK);
    const asked = await ask(world, child);
    const line = outcome(
      world.as('fe', (q) =>
        q.execute(sql`insert into disbursement_line (trust_id, disbursement_id, service_delivered_id)
          select d.trust_id, d.id, s.id from disbursement d, service_delivered s
           where d.reference = ${asked.reference} and s.reference = ${reference}`),
      ),
    );
    expect(await line).toBe('database.DI012');
  });

  it('keeps a request that rests on it from being approved and from being paid; it can still be rejected', async () => {
    const asked = await ask(world, child);
    await decide(world, 'ana', asked.reference);
    await review(sol, asked.services[0] as string, BACK);
    expect(await outcome(decide(world, 'ben', asked.reference))).toBe('decision.stopped');
    const [d] = await world.rows(
      'select d.version, v.request_hash as hash from disbursement d join disbursement_version v on v.disbursement_id = d.id where reference = $1',
      [asked.reference],
    );
    const raw = outcome(
      asks(
        world.people.ben,
        sql`select record_approval(${asked.reference}, 1, ${d?.hash}, 'approve', '{health}', 'considered', 'Meets it.', null)`,
      ),
    );
    expect(await raw).toBe('database.DI012');
    expect(await outcome(decide(world, 'ben', asked.reference, { decision: 'reject' }))).toBe('accepted');

    const ready = await approved(world, child);
    await review(sol, ready.services[0] as string, BACK);
    expect(await outcome(pay(world, 'gus', ready.reference))).toBe('database.DI012');
    expect(await stateOf(world, ready.reference)).toBe('approved');
  });

  it('or approved and sent back at the same time: one of the two waits for the other', async () => {
    for (let round = 0; round < 3; round += 1) {
      const ready = await approved(world, child);
      const both = await Promise.all([
        outcome(pay(world, 'gus', ready.reference)),
        outcome(review(sol, ready.services[0] as string, BACK)),
      ]);
      expect([
        ['accepted', 'database.SR004'],
        ['database.DI012', 'accepted'],
      ]).toContainEqual(both);
    }
  });

  it('is none that was paid; that one is only confirmed', async () => {
    const ready = await approved(world, child);
    await pay(world, 'gus', ready.reference);
    const [reference] = ready.services as [string];
    expect(await outcome(review(sol, reference, BACK))).toBe('database.SR004');
    expect(await outcome(review(sol, reference))).toBe('accepted');
  });
});

describe('who attests a service', () => {
  it('does not approve its payment, though they are no supervisor any more', async () => {
    const both = await member('bo', 'supervisor');
    const id = await supervises(both);
    const asked = await ask(world, child);
    await review(both, asked.services[0] as string);
    await endsSupervision(id);
    await asks(ada, sql`select sec.give_role(${both.personId}, 'trustee', 'Becomes a trustee')`);
    await seatTrustee(world.rows, { trust: child.trustId, person: both.personId });
    const trustee = { token: await openSession(world.db, both.personId) };
    const [v] = await world.rows(
      'select v.request_hash as hash from disbursement_version v join disbursement d on d.id = v.disbursement_id where d.reference = $1',
      [asked.reference],
    );
    const raw = outcome(
      asks(
        trustee,
        sql`select record_approval(${asked.reference}, 1, ${v?.hash}, 'approve', '{health}', 'considered', 'Meets it.', null)`,
      ),
    );
    expect(await raw).toBe('database.DI007');
  });

  it('is not who approved its payment before, though they are no trustee any more', async () => {
    const apart = await newChild(world);
    const both = await member('cy', 'trustee');
    const [ago] = await world.rows<{ day: string }>('select (legal_today() - 9)::text as day');
    await seatTrustee(world.rows, { trust: apart.trustId, person: both.personId, from: ago?.day });
    const { reference, services } = await ask(world, apart);
    const input = await decisionOn(world, reference);
    await actAs(world.db, both.token, (q) => approveDisbursement(q, both, input, world.today));
    await world.rows('update trustee_term set ends_on = legal_today() - 1 where person_id = $1', [both.personId]);
    await asks(ada, sql`select sec.give_role(${both.personId}, 'supervisor', 'Leads a team now')`);
    await supervises(both);
    const lead = { ...both, token: await openSession(world.db, both.personId), roles: ['supervisor'] as const };
    expect(await outcome(review(lead, services[0] as string))).toBe('database.DI007');
    expect(await outcome(review(lead, await serve(world, apart)))).toBe('accepted');
  });
});
