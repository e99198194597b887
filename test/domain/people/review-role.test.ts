import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refusalFromDatabase } from '~/access/database-refusals';
import type { Role } from '~/access/roles';
import { countRolesToReview, findAccessReview } from '~/domain/people/find-access-review.server';
import { reviewRole } from '~/domain/people/review-role.server';
import { actAs, cloneDatabase, enroll, type TestDatabase } from '../../support/database';

type Member = { personId: number; token: string; name: string; roles: readonly Role[] };

let db: TestDatabase;
let ada: Member;
let aude: Member;
let tess: Member;

beforeAll(async () => {
  db = await cloneDatabase();
  const member = async (name: string, role: Role): Promise<Member> => ({
    ...(await enroll(db, { name, roles: [role] })),
    name,
    roles: [role],
  });
  ada = await member('Ada', 'administrator');
  aude = await member('Aude', 'auditor');
  tess = await member('Tess', 'trustee');
});
afterAll(() => db.drop());

const listOf = (who: Member) => actAs(db, who.token, findAccessReview);
const grantOf = async (who: Member) => (await listOf(ada)).find((row) => row.personId === who.personId)?.grantId ?? 0;
const review = async (by: Member, of: Member, decision: 'confirmed' | 'ended' = 'confirmed') => {
  const input = { key: randomUUID(), grant: await grantOf(of), decision, reason: 'Does this work today' };
  return actAs(db, by.token, (q) => reviewRole(q, by, input));
};
const said = async (work: Promise<unknown>) => {
  try {
    await work;
    return 'taken';
  } catch (error) {
    return refusalFromDatabase(error)?.message ?? (error as Error).message;
  }
};
/** The grants are as old as the day says: what the quarter's due day counts from. */
const heldSince = (days: number) =>
  db.asOperator(
    "update role_grant set granted_at = clock_timestamp() - make_interval(days => $1) where role <> 'operator'",
    [days],
  );

describe('the review of a quarter', () => {
  it('lists every role held, with when its holder was last here, to administrators and auditors alone', async () => {
    await heldSince(400);
    for (const who of [ada, aude])
      expect((await listOf(who)).map((row) => row.name).sort()).toEqual(['Ada', 'Aude', 'Tess']);
    expect(await listOf(tess)).toEqual([]);
    expect((await listOf(ada)).every((row) => row.lastUsed instanceof Date)).toBe(true);
    expect(await said(review(tess, aude))).toContain('Only administrator or auditor');
  });

  it('is due within the days of the policy record, and counts as overdue after them', async () => {
    const [today] = await db.asOperator<{ due: string; late: boolean; young: string }>(
      `select (date_trunc('quarter', legal_today())::date + 30)::text as due, date_trunc('quarter', legal_today())::date + 30 < legal_today() as late,
         (legal_today() + 30)::text as young`,
    );
    const [first] = await listOf(ada);
    expect([first?.dueOn, first?.overdue]).toEqual([today?.due, today?.late]);
    expect(await actAs(db, ada.token, (q) => countRolesToReview(q, ada))).toBe(today?.late ? 2 : 0);
    await heldSince(0);
    expect((await listOf(ada)).map((row) => [row.dueOn, row.overdue])).toEqual(Array(3).fill([today?.young, false]));
    await db.asOperator(`insert into policy (key, version, title, value, authority, effective_from, approved_by)
      select key, 2, title, '{"days": "-1"}', authority, legal_today(), 'x' from policy where key = 'AR-1'`);
    expect(await actAs(db, ada.token, (q) => countRolesToReview(q, ada))).toBe(2);
  });

  it('is decided by somebody who does not hold the role, once', async () => {
    expect(await said(review(ada, ada))).toContain('your own role');
    expect(await said(review(aude, aude))).toContain('your own role');
    expect(await said(review(aude, tess))).toBe('taken');
    expect(await said(review(ada, tess))).toBe('This role was reviewed already in this quarter.');
    const found = (await listOf(ada)).find((row) => row.personId === tess.personId);
    expect(found).toMatchObject({ decision: 'confirmed', decidedBy: 'Aude', overdue: false });
  });

  it('ends a role with the sessions of its holder, and stands in the trail', async () => {
    expect(await said(review(ada, aude, 'ended'))).toBe('taken');
    expect((await listOf(ada)).map((row) => row.name)).not.toContain('Aude');
    expect(await said(listOf(aude))).toBe('no session');
    const events = await db.asOperator(
      "select action, record_ref from audit_event where action like 'role.%' order by id",
    );
    expect(events).toEqual([
      { action: 'role.confirmed', record_ref: `trustee, person ${tess.personId}` },
      { action: 'role.ended', record_ref: `auditor, person ${aude.personId}` },
    ]);
  });
});
