import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findCareDuties, findDockets } from '~/domain/people/find-care-duties.server';
import { actAs, enroll, openSession } from '../support/database';
import { ada, ana, asks, lim, openDelegationWorld, said, wes, world } from './delegation-world';

let chambers: { personId: number; token: string };
let docket: string;
beforeAll(async () => {
  await openDelegationWorld();
  chambers = await enroll(world.db, { name: 'chambers', roles: ['court'] });
  const [row] = await world.rows<{ docket: string }>('select docket from trust order by id limit 1');
  docket = row?.docket ?? '';
});
afterAll(() => world.close());

const seat = (who: { personId: number }, at = docket, by: { token: string } = ada, reason = 'Order of 2 March') =>
  asks(by, sql`select sec.seat_court(${who.personId}, ${at}, ${reason}) as it`);
const end = (id: string, by: { token: string } = ada) => asks(by, sql`select sec.end_seat(${id}, 'Case closed')`);
const reads = (who: { token: string }) => asks(who, sql`select cardinality(sec.docket_trusts()) as it`);
const NOBODY = 'Only an administrator gives and ends roles; an administrator or an auditor reviews them.';

describe('a court', () => {
  it('reads a docket from the next query on, and nothing of it once it ends; both stand in the trail', async () => {
    expect(Number(await reads(chambers))).toBe(0);
    const id = await seat(chambers);
    expect(Number(await reads(chambers))).toBeGreaterThan(0);
    expect(await said(seat(chambers))).toBe('This account reads this docket already.');
    const [{ today } = { today: '' }] = await world.rows<{ today: string }>('select legal_today()::text as today');
    const duties = await actAs(world.db, ada.token, (q) => findCareDuties(q));
    expect(duties.filter(({ kind }) => kind === 'seat')).toEqual([
      expect.objectContaining({
        id: Number(id),
        of: docket,
        reason: 'Order of 2 March',
        startsOn: today,
        endsOn: null,
      }),
    ]);
    await end(id);
    expect(Number(await reads(chambers))).toBe(0);
    expect(await said(end(id))).toContain('This is over already');
    const trail = await world.rows(
      "select action, record_ref as ref, facts ->> 'docket' as docket from audit_event where action ~ '^court-seat' order by id",
    );
    expect(trail).toEqual(['court-seat.begun', 'court-seat.ended'].map((action) => ({ action, ref: id, docket })));
    expect(await said(seat(chambers))).toBe('taken');
  });

  it('is seated by an administrator alone, at a docket that there is, by an account of a court, with a reason', async () => {
    expect(await said(seat(chambers, 'no such docket'))).toContain('no such docket');
    expect(await said(seat(wes))).toContain('does not hold the role');
    expect(await said(seat(chambers, docket, ada, ' '))).toBe('23514');
    const [row] = await world.rows<{ id: string }>('select id from court_seat where ended_at is null');
    for (const who of [wes, ana, lim, chambers]) {
      expect(await said(seat(chambers, docket, who))).toBe(NOBODY);
      expect(await said(end(row?.id ?? '', who))).toBe(NOBODY);
      expect(await actAs(world.db, who.token, (q) => findDockets(q))).toEqual([]);
    }
    expect(await actAs(world.db, ada.token, (q) => findDockets(q))).not.toEqual([]);
    const late = { token: await openSession(world.db, ada.personId) };
    await world.rows(
      "update sec.session set factor_at = now() - interval '6 minutes' where token_sha256 = sha256($1)",
      [Buffer.from(late.token)],
    );
    expect(await said(seat(chambers, docket, late))).toBe('SI002');
  });

  it('loses its seats with its role', async () => {
    const [role] = await world.rows<{ id: string }>(
      'select id from role_grant where person_id = $1 and ended_at is null',
      [chambers.personId],
    );
    await asks(ada, sql`select sec.end_role(${role?.id}, 'Leaves the bench')`);
    expect(
      await world.rows('select end_reason from court_seat where person_id = $1 and ended_at is null', [
        chambers.personId,
      ]),
    ).toEqual([]);
  });
});
