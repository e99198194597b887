import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Role } from '~/access/roles';
import { CARE_PAGE, readCare, type ServiceKey } from '~/domain/services-delivered/read-care.server';
import {
  type CareWorld,
  type Child,
  type Member,
  newChild,
  openCareWorld,
  outcome,
  serve,
} from '../domain/disbursements/care-world';
import { actAs, enroll } from '../support/database';
import { seatTrustee } from '../support/seat-trustee';

let world: CareWorld;
let child: Child;
let gal: Member;

beforeAll(async () => {
  world = await openCareWorld();
  child = await newChild(world);
  gal = await member('gal', 'guardian_ad_litem');
  await appoint(gal);
});
afterAll(() => world.close());

async function member(name: string, ...roles: Role[]): Promise<Member> {
  return { ...(await enroll(world.db, { name, roles })), name, roles };
}
const appoint = async (who: Member, to = child) =>
  world.rows('insert into case_assignment (beneficiary_id, person_id, starts_on) values ($1, $2, legal_today() - 9)', [
    to.beneficiaryId,
    who.personId,
  ]);
const read = (who: Member, code = child.code, before?: ServiceKey) =>
  actAs(world.db, who.token, (q) => readCare(q, who, code, before));

describe('the care of a child, for who speaks for the child', () => {
  it('is the plan with what is left of it, and each service with its note and what the supervisor said', async () => {
    const [first, second] = [await serve(world, child), await serve(world, child)];
    await world.rows(
      'insert into service_note (service_delivered_id, beneficiary_id, note) select id, beneficiary_id, $2 from service_delivered where reference = $1',
      [first, 'Calm today.'],
    );
    const supervisor = await member('sup', 'supervisor');
    await world.rows(
      `insert into service_review (service_delivered_id, beneficiary_id, decision, reason, reviewed_by)
         select id, beneficiary_id, 'sent_back', 'Which day was it?', $2 from service_delivered where reference = $1`,
      [second, supervisor.personId],
    );
    const { plan, services, older } = await read(gal);
    expect(plan.map(({ planned, given }) => [planned, given])).toEqual([[20, 1]]);
    expect(services.map(({ reference, note, decision, reason }) => [reference, note, decision, reason])).toEqual([
      [second, null, 'sent_back', 'Which day was it?'],
      [first, 'Calm today.', null, null],
    ]);
    expect(older).toBe(false);
    expect(JSON.stringify(services)).not.toMatch(/price|amount|USD/i);
  });

  it('is paged from the newest on, and no service is left out or shown twice', async () => {
    const long = await newChild(world);
    await appoint(gal, long);
    // All on one day, so that the place within the day is what the pages turn on.
    const all: string[] = [];
    for (let made = 0; made < CARE_PAGE + 3; made += 1) all.unshift(await serve(world, long));
    const first = await read(gal, long.code);
    const last = first.services.at(-1);
    expect([first.services.length, first.older]).toEqual([CARE_PAGE, true]);
    const rest = await read(gal, long.code, { day: last?.occurredOn as string, id: last?.id as number });
    expect(rest.older).toBe(false);
    expect([...first.services, ...rest.services].map(({ reference }) => reference)).toEqual(all);
  });

  it('is read in the trail: the record, the plan and the services', async () => {
    const events = await world.rows(
      'select distinct action from audit_event where person_id = $1 and beneficiary_id = $2 order by 1',
      [gal.personId, child.beneficiaryId],
    );
    expect(events).toEqual([{ action: 'beneficiary.read' }, { action: 'care-plan.read' }, { action: 'services.read' }]);
  });

  it('is nobody’s else, and not another child’s whose books a guardian reads as a trustee', async () => {
    const other = await member('other', 'guardian_ad_litem');
    expect(await outcome(read(other))).toBe('not-found');
    for (const role of ['trustee', 'caseworker', 'supervisor', 'finance', 'auditor', 'court', 'administrator'] as const)
      expect([role, await outcome(read(await member(role, role)))]).toEqual([role, 'permission']);
    const apart = await newChild(world, { trust: 'T-1003' });
    const both = await member('both', 'guardian_ad_litem', 'trustee');
    await seatTrustee(world.rows, { trust: apart.trustId, person: both.personId });
    await appoint(both);
    expect((await read(both)).plan).toHaveLength(1);
    expect(await outcome(read(both, apart.code))).toBe('not-found');
  });

  it('ends with the appointment', async () => {
    const once = await member('once', 'guardian_ad_litem');
    await appoint(once);
    expect((await read(once)).plan).toHaveLength(1);
    await world.rows('update case_assignment set ended_at = clock_timestamp() where person_id = $1', [once.personId]);
    expect(await outcome(read(once))).toBe('not-found');
  });
});
