import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findTrailMetadata } from '~/domain/audit/find-trail-metadata.server';
import { actAs, enroll } from '../support/database';
import { ada, ana, asks, ben, child, lim, openDelegationWorld, sees, standing, wes, world } from './delegation-world';

beforeAll(openDelegationWorld);
afterAll(() => world.close());

type Filter = Parameters<typeof findTrailMetadata>[1];
const trail = (who: { token: string }, filter: Filter = {}) =>
  actAs(world.db, who.token, (q) => findTrailMetadata(q, filter, 0));
const write = (who: { token: string }, action: string, type = 'beneficiary', facts = '{}') =>
  asks(
    who,
    sql`select record_audit_event(${action}, ${type}, ${child.code}, ${child.trustId}, ${child.beneficiaryId}, ${facts}::jsonb)`,
  );

describe('the trail as an administrator reads it', () => {
  it('is who did which kind of act, when and from where; no code, no amount, no reason', async () => {
    await write(
      wes,
      'services.read',
      'beneficiary',
      '{"beneficiary": "KALACHUCHI-17", "amount": "48000.00", "reason": "Ill"}',
    );
    const { acts } = await trail(ada, { action: 'services.read' });
    expect(acts).toHaveLength(1);
    expect(acts[0]).toMatchObject({
      person: 'wes',
      forPerson: null,
      action: 'services.read',
      recordType: 'beneficiary',
    });
    expect(Object.keys(acts[0] ?? {}).sort()).toEqual([
      'action',
      'at',
      'device',
      'factor',
      'factorAge',
      'forPerson',
      'id',
      'person',
      'recordType',
    ]);
    const text = JSON.stringify(await trail(ada));
    for (const told of [child.code, 'KALACHUCHI', '48000', 'Ill', 'T-1001']) expect(text).not.toContain(told);
  });

  it('says for whom somebody acted who stands in', async () => {
    await standing();
    await write(world.people.eli, 'disbursement.approved', 'disbursement');
    const { acts } = await trail(ada, { action: 'disbursement.approved' });
    expect(acts).toMatchObject([{ person: 'eli', forPerson: 'ana', recordType: 'disbursement' }]);
  });

  it('is found by person, kind and day, and turned both ways', async () => {
    for (let n = 0; n < 60; n += 1) await write(ben, 'care-plan.read');
    const first = await trail(ada, { personId: ben.personId });
    expect([first.acts.length, first.newer, first.older]).toEqual([50, false, true]);
    const next = await trail(ada, { personId: ben.personId, before: first.acts.at(-1)?.id });
    expect([next.newer, next.older]).toEqual([true, false]);
    const back = await trail(ada, { personId: ben.personId, after: next.acts[0]?.id });
    expect(back.acts).toEqual(first.acts);
    expect((await trail(ada, { from: '2999-01-01' })).acts).toEqual([]);
    expect((await trail(ada, { through: '1999-01-01' })).acts).toEqual([]);
  });

  it('is nobody else’s, and opens no row of the table to an administrator but their own', async () => {
    for (const who of [wes, ana, lim, world.people.fe]) expect((await trail(who)).acts).toEqual([]);
    const [own] = await world.rows('select count(*) as n from audit_event where person_id = $1', [ada.personId]);
    expect(String(await sees(ada, 'audit_event'))).toBe(String(Number(own?.n)));
  });

  it('ends with the role', async () => {
    const gone = await enroll(world.db, { name: 'gone', roles: ['administrator'] });
    expect((await trail(gone)).acts).not.toEqual([]);
    await world.rows('update role_grant set ended_at = clock_timestamp() where person_id = $1', [gone.personId]);
    expect(
      await trail(gone)
        .then(({ acts }) => acts.length)
        .catch(() => 0),
    ).toBe(0);
  });

  it('leaves out what was done on a record that is restricted to others', async () => {
    const acts = async () => (await trail(ada, { action: 'services.read' })).acts.length;
    expect(await acts()).toBe(1);
    const [row] = await world.rows(
      `insert into record_restriction (record_type, beneficiary_id, reason, until_on, marked_by)
       values ('beneficiary', $1, 'planted by a test', legal_today() + 9, $2) returning id`,
      [child.beneficiaryId, ana.personId],
    );
    expect(await acts()).toBe(0);
    await world.rows('insert into record_restriction_lifting (restriction_id, reason, lifted_by) values ($1, $2, $3)', [
      row?.id,
      'planted by a test',
      ana.personId,
    ]);
    expect(await acts()).toBe(1);
  });

  it('is in itself, once it was read', async () => {
    await trail(ada);
    const { acts } = await trail(ada, { action: 'trail.read', personId: ada.personId });
    expect(acts.length).toBeGreaterThan(0);
    expect(acts[0]).toMatchObject({ person: 'ada', recordType: 'trail' });
  });
});
