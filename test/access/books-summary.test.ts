import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Role } from '~/access/roles';
import { type BooksSummary, findBooksSummary } from '~/domain/trusts/find-books-summary.server';
import { moveParts } from '~/ledger/journal-entry';
import { postJournalEntry } from '~/ledger/post-journal-entry.server';
import { amount, toText } from '~/money/amount';
import {
  approved,
  ask,
  type CareWorld,
  type Child,
  type Member,
  newChild,
  openCareWorld,
  outcome,
  pay,
} from '../domain/disbursements/care-world';
import { actAs, enroll } from '../support/database';
import { seatTrustee } from '../support/seat-trustee';

let world: CareWorld;
let child: Child;
let gal: Member;

beforeAll(async () => {
  world = await openCareWorld();
  child = await newChild(world, { principal: '1000.00', income: '50.00' });
  gal = await member('gal', 'guardian_ad_litem');
  await appoint(gal);
});
afterAll(() => world.close());

async function member(name: string, ...roles: Role[]): Promise<Member> {
  return { ...(await enroll(world.db, { name, roles })), name, roles };
}
const appoint = async (who: Member, to = child) =>
  (
    await world.rows(
      'insert into case_assignment (beneficiary_id, person_id, starts_on) values ($1, $2, legal_today() - 9) returning id::int',
      [to.beneficiaryId, who.personId],
    )
  )[0]?.id as number;
const post = (from: string, to: string, figure: string) =>
  world.asOperator((q) =>
    postJournalEntry(q, {
      trustId: child.trustId,
      subaccountId: child.subaccountId,
      kind: 'test',
      occurredOn: world.today,
      description: '',
      party: '',
      category: '',
      reference: '',
      source: { type: 'test', ref: randomUUID(), digest: '' },
      postings: moveParts(from, to, { principal: amount(figure), income: amount('0') }),
    }),
  );
const read = (who: Member, code = child.code) => actAs(world.db, who.token, (q) => findBooksSummary(q, who, code));
/** The function itself, as somebody would try it who knows its name. */
const rawLines = async (who: { token: string }, code = child.code) =>
  (await actAs(world.db, who.token, (q) => q.execute(sql`select * from sec.books_summary(${code})`))).rows.length;

const figures = ({ care, requests, ...sums }: BooksSummary) => ({
  ...Object.fromEntries(
    Object.entries(sums).map(([name, value]) => [name, typeof value === 'string' ? value : toText(value)]),
  ),
  care: care.map((part) => `${part.category} ${toText(part.amount)}`),
  requests: requests.map(({ state, count }) => `${state} ${count}`),
});

describe('the summary of a child’s money', () => {
  it('is the child’s own sums, and they tie: what was there, came and went is what is there', async () => {
    const other = await newChild(world, { principal: '777.77' });
    await ask(world, other);
    const paid = await approved(world, child);
    await pay(world, 'gus', paid.reference);
    await approved(world, child, '70.00');
    await ask(world, child);
    for (const [from, to, figure] of [
      ['receipt:clerk_restitution', 'asset:cash', '300.00'],
      ['receipt:interest', 'asset:cash', '5.25'],
      ['asset:cash', 'disbursement:wire_fee', '2.00'],
    ] as const)
      await post(from, to, figure);
    const [summary] = await read(gal);
    expect(figures(summary as BooksSummary)).toEqual({
      trustCode: 'T-1001',
      currency: 'USD',
      posted: '1253.25',
      held: '70.00',
      started: '1050.00',
      onHand: '1253.25',
      received: '300.00',
      earned: '5.25',
      costs: '2.00',
      care: ['MED-CARE 100.00'],
      requests: ['approved 1', 'paid 1', 'submitted 1'],
    });
  });

  it('names no payee, no entry and no other child', async () => {
    const text = JSON.stringify(await read(gal));
    expect(text).not.toMatch(/Provider|invoice|CHILD-|777|D-\d{4}|wes|ana/);
  });

  it('is read in the trail, with the child and nothing of the money', async () => {
    const events = await world.rows(
      "select distinct action, record_ref as ref, facts::text as facts from audit_event where person_id = $1 and action like '%.read' order by 1",
      [gal.personId],
    );
    expect(events).toEqual([
      { action: 'beneficiary.read', ref: child.code, facts: '{}' },
      { action: 'books-summary.read', ref: child.code, facts: '{}' },
    ]);
  });

  it('says so where no trust holds money for the child', async () => {
    const [alone] = await world.rows<{ id: number; code: string }>(
      "insert into beneficiary (code) values ('ALONE-1') returning id::int, code",
    );
    await appoint(gal, { ...child, beneficiaryId: alone?.id as number });
    expect(await read(gal, 'ALONE-1')).toEqual([]);
  });

  it('is nobody’s but the guardian’s ad litem: not the care team’s, and who reads the books reads them', async () => {
    const sol = await member('sol', 'supervisor');
    const ada = await member('ada', 'administrator');
    await world.rows(
      'insert into supervision (supervisor_id, caseworker_id, starts_on) values ($1, $2, legal_today())',
      [sol.personId, world.people.wes.personId],
    );
    for (const who of [world.people.wes, sol, ada, world.people.ana, world.people.fe, world.people.lim]) {
      expect([who.name, await outcome(read(who))]).toEqual([who.name, 'permission']);
      expect([who.name, await rawLines(who)]).toEqual([who.name, 0]);
    }
    // Nor do the tables open to who reads the sums.
    for (const table of ['subaccount', 'posting', 'account', 'journal_entry', 'disbursement', 'trust', 'payment'])
      expect([
        table,
        (await actAs(world.db, gal.token, (q) => q.execute(sql.raw(`select from ${table}`)))).rowCount,
      ]).toEqual([table, 0]);
  });

  it('is not another guardian’s, nor one’s own before the appointment begins and from the moment it ends', async () => {
    const stranger = await member('stranger', 'guardian_ad_litem');
    expect([await outcome(read(stranger)), await rawLines(stranger)]).toEqual(['not-found', 0]);
    const id = await appoint(stranger);
    expect(await read(stranger)).toHaveLength(1);
    await world.rows('update case_assignment set starts_on = legal_today() + 1 where id = $1', [id]);
    expect(await outcome(read(stranger))).toBe('not-found');
    await world.rows(
      'update case_assignment set starts_on = legal_today() - 9, ends_on = legal_today() - 1 where id = $1',
      [id],
    );
    expect([await outcome(read(stranger)), await rawLines(stranger)]).toEqual(['not-found', 0]);
    await world.rows('update case_assignment set ends_on = null, ended_at = clock_timestamp() where id = $1', [id]);
    expect([await outcome(read(stranger)), await rawLines(stranger)]).toEqual(['not-found', 0]);
  });

  it('is not read as a guardian where one is a trustee: of another child, who reads the books reads them there', async () => {
    const apart = await newChild(world, { trust: 'T-1003' });
    const both = await member('both', 'guardian_ad_litem', 'trustee');
    await seatTrustee(world.rows, { trust: apart.trustId, person: both.personId });
    await appoint(both);
    expect(await read(both)).toHaveLength(1);
    expect([await outcome(read(both, apart.code)), await rawLines(both, apart.code)]).toEqual(['not-found', 0]);
  });

  it('is hidden where the child’s record or the trust is restricted to others, and shown to who is named', async () => {
    for (const [type, column, id] of [
      ['beneficiary', 'beneficiary_id', child.beneficiaryId],
      ['trust', 'trust_id', child.trustId],
    ] as const) {
      const [row] = await world.rows(
        `insert into record_restriction (record_type, ${column}, reason, until_on, marked_by)
         values ($1, $2, 'planted by a test', legal_today() + 9, $3) returning id`,
        [type, id, world.people.ana.personId],
      );
      expect([type, await rawLines(gal)]).toEqual([type, 0]);
      await world.rows('insert into record_restriction_person (restriction_id, person_id) values ($1, $2)', [
        row?.id,
        gal.personId,
      ]);
      expect([type, (await read(gal)).length]).toEqual([type, 1]);
      await world.rows(
        'insert into record_restriction_lifting (restriction_id, reason, lifted_by) values ($1, $2, $3)',
        [row?.id, 'planted by a test', world.people.ana.personId],
      );
    }
  });
});
