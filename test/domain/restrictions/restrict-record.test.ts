import { randomUUID } from 'node:crypto';
import type { CastId } from 'db/seed/cast';
import { CAST } from 'db/seed/cast';
import { seedCast } from 'db/seed/seed-cast';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '~/access/actor';
import { refusalFromDatabase } from '~/access/database-refusals';
import { findRestrictions } from '~/domain/restrictions/find-restrictions.server';
import { liftRestriction } from '~/domain/restrictions/lift-restriction.server';
import { restrictRecord } from '~/domain/restrictions/restrict-record.server';
import { actAs, cloneDatabase, enroll, openSession, type TestDatabase } from '../../support/database';

let db: TestDatabase;
const people = {} as Record<CastId, Actor & { token: string }>;

beforeAll(async () => {
  db = await cloneDatabase({ mode: 'none' });
  await seedCast({ ownerUrl: db.operatorUrl, webUrl: db.webUrl });
  for (const [id, { email, name, roles }] of Object.entries(CAST)) {
    const [row] = await db.asOperator<{ id: string }>('select id from person where email = $1', [email]);
    const personId = Number(row?.id);
    people[id as CastId] = { personId, name, roles, token: await openSession(db, personId) };
  }
});
afterAll(() => db.drop());

const sees = async (who: CastId, from: string) =>
  (await actAs(db, people[who].token, (q) => q.execute(sql.raw(`select from ${from}`)))).rows.length;
const restrict = (who: CastId, type: 'trust' | 'beneficiary', code: string, named: CastId[], untilOn = '2027-03-01') =>
  actAs(db, people[who].token, (q) =>
    restrictRecord(q, people[who], {
      key: randomUUID(),
      type,
      code,
      untilOn,
      reason: 'The family is known to staff.',
      people: named.map((id) => people[id].personId),
    }),
  );
const lift = (who: CastId, id: string) =>
  actAs(db, people[who].token, (q) =>
    liftRestriction(q, people[who], { key: randomUUID(), id: Number(id), reason: 'The reason is gone.' }),
  );
const said = async (work: Promise<unknown>) => {
  try {
    await work;
    return 'taken';
  } catch (error) {
    return refusalFromDatabase(error)?.code ?? (error as { code?: string }).code;
  }
};
const TRUST_TABLES = [
  'trust',
  'subaccount',
  'journal_entry',
  'posting',
  'accounting',
  'chain_link',
  'account_month',
  'bank_statement',
];
const ofTrust = (table: string) =>
  `${table} where ${table === 'trust' ? 'id' : 'trust_id'} = (select id from trust where code = 'T-0042')`;

describe('a restricted trust', () => {
  it('is seen by its trustees in office, those named and its court alone, whole or not at all, until it is lifted', async () => {
    const [trust] = await db.asOperator<{ id: string }>("select id from trust where code = 'T-0042'");
    const where = (table: string) => `${table} where ${table === 'trust' ? 'id' : 'trust_id'} = ${trust?.id}`;
    const before = await Promise.all(TRUST_TABLES.map((table) => sees('reyes', where(table))));
    expect(Math.min(...before.slice(0, 4))).toBeGreaterThan(0);
    const { id } = await restrict('alvarez', 'trust', 'T-0042', ['reyes']);
    for (const who of ['tan', 'lim'] as const)
      for (const table of TRUST_TABLES) expect([who, table, await sees(who, where(table))]).toEqual([who, table, 0]);
    for (const who of ['alvarez', 'chua', 'santos', 'reyes'] as const)
      expect(await Promise.all(TRUST_TABLES.map((table) => sees(who, where(table))))).toEqual(before);
    expect(await sees('chambersZ', where('trust'))).toBe(1);
    expect(await sees('tan', 'trust')).toBe(2);
    const post = sql`select post_journal_entry(${trust?.id}::bigint, 'bank_interest', '2027-01-08', null, 'x', 'x', '', 'x', 'test', 'x', '', null,
      array['asset:cash', 'receipt:interest'], array[1, 1]::bigint[], array['income', 'income'], array[1, -1]::numeric[], array[null, null]::text[],
      array[null, null]::bigint[], array[null, null]::numeric[])`;
    expect(await said(actAs(db, people.tan.token, (q) => q.execute(post)))).toBe('database.LE004');
    // The auditor sees no row of it, and every act on it.
    expect(await sees('lim', `audit_event where trust_id = ${trust?.id} and action = 'record.restricted'`)).toBe(1);
    expect(await sees('tan', `audit_event where trust_id = ${trust?.id} and person_id <> sec.person()`)).toBe(0);
    expect((await actAs(db, people.lim.token, findRestrictions)).map(({ people: named }) => named)).toEqual([
      ['L. Chua', 'M. Reyes', 'P. Santos', 'R. Alvarez'],
    ]);
    expect(await said(lift('reyes', id))).toBe('permission');
    expect(await said(lift('chua', id))).toBe('taken');
    expect(await said(lift('chua', id))).toBe('database.RR003');
    expect(await Promise.all(TRUST_TABLES.map((table) => sees('tan', where(table))))).toEqual(before);
  });

  it('is seen and lifted by who comes into office while it stands, unless they are a party to the case', async () => {
    const { id } = await restrict('alvarez', 'trust', 'T-0042', []);
    const appointed = async (to: { personId: number; token: string }) => {
      const { rows } = await actAs(db, people.ocampo.token, (q) =>
        q.execute<{ it: string }>(
          sql`select sec.appoint_trustee('T-0042', ${to.personId}, null, null, 'order', 'Order of Mar 2, ECF 41', 'Takes the place of all') as it`,
        ),
      );
      return () => actAs(db, to.token, (q) => q.execute(sql`select sec.accept_appointment(${rows[0]?.it})`));
    };
    const accept = await appointed(people.ramos);
    expect(await sees('ramos', ofTrust('trust'))).toBe(0);
    expect(await said(lift('ramos', id))).toBe('not-found');
    await accept();
    for (const table of ['trust', 'subaccount', 'journal_entry', 'posting'])
      expect([table, await sees('ramos', ofTrust(table))]).toEqual([table, await sees('chua', ofTrust(table))]);
    // Another turns out to be a party after they accepted.
    const vega = await enroll(db, { name: 'Vega', roles: ['trustee'] });
    await (await appointed(vega))();
    const seen = async () =>
      (await actAs(db, vega.token, (q) => q.execute(sql.raw(`select from ${ofTrust('trust')}`)))).rows.length +
      (await actAs(db, vega.token, findRestrictions)).filter((row) => row.stands).length;
    expect(await seen()).toBe(2);
    await db.asOperator(
      `with party as (insert into case_conflict (person_id, case_id, kind, recorded_by)
        select distinct $1::bigint, o.case_id, 'defendant', $2::bigint from restitution_order o join award a on a.order_id = o.id
         where a.trust_id = (select id from trust where code = 'T-0042') returning id)
       insert into case_conflict_agreement (conflict_id, agreed_by) select id, $2::bigint from party`,
      [vega.personId, people.chua.personId],
    );
    expect(await seen()).toBe(0);
    expect(await said(lift('ramos', id))).toBe('taken');
  });

  it('ends by itself after its last day, which is not further than the policy allows', async () => {
    expect(await said(restrict('alvarez', 'trust', 'T-0042', [], '2027-12-31'))).toBe('database.RR002');
    expect(await said(restrict('alvarez', 'trust', 'T-0042', [], '2027-01-01'))).toBe('database.RR002');
    await restrict('alvarez', 'trust', 'T-0042', [], '2027-01-20');
    expect(await sees('tan', ofTrust('posting'))).toBe(0);
    await db.asOperator('update installation set clock_offset_days = clock_offset_days + 20');
    try {
      expect(await sees('tan', ofTrust('posting'))).toBeGreaterThan(0);
    } finally {
      await db.asOperator('update installation set clock_offset_days = clock_offset_days - 20');
      await db.asOperator(`insert into record_restriction_lifting (restriction_id, reason, lifted_by)
        select id, 'set back by a test', marked_by from record_restriction r where not exists
          (select from record_restriction_lifting l where l.restriction_id = r.id)`);
    }
  });
});

describe('a restricted child', () => {
  const CARE = ['care_plan', 'plan_item', 'service_delivered', 'beneficiary'];
  it('leaves the worker’s list unless the worker is named; its money stays in the books of its trust', async () => {
    const [child] = await db.asOperator<{ id: string }>("select id from beneficiary where code = 'NIYOG-01'");
    const where = (table: string) =>
      `${table} where ${table === 'beneficiary' ? 'id' : 'beneficiary_id'} = ${child?.id}`;
    const { id } = await restrict('chua', 'beneficiary', 'NIYOG-01', []);
    for (const table of CARE) expect([table, await sees('dizon', where(table))]).toEqual([table, 0]);
    for (const table of CARE.slice(0, 3)) expect([table, await sees('reyes', where(table))]).toEqual([table, 0]);
    expect(await sees('reyes', where('subaccount'))).toBe(1);
    expect(await sees('reyes', where('beneficiary'))).toBe(1);
    expect(await sees('chua', where('care_plan'))).toBeGreaterThan(0);
    expect(await sees('dizon', 'beneficiary')).toBe(1);
    const ask = sql`select request_reveal('NIYOG-01', 'emergency', 'contact', 'emergency', 'A reason of this test', '', null)`;
    expect(await said(actAs(db, people.dizon.token, (q) => q.execute(ask)))).toBe('not-found');
    await lift('chua', id);
    const { id: second } = await restrict('chua', 'beneficiary', 'NIYOG-01', ['dizon']);
    for (const table of CARE) expect([table, (await sees('dizon', where(table))) > 0]).toEqual([table, true]);
    await lift('chua', second);
  });

  it('is seen and lifted by who comes into office while it stands, and by those in office once nobody else could lift it', async () => {
    const vera = await enroll(db, { name: 'Vera', roles: ['trustee'] });
    const sees = async (who: { token: string }) =>
      (
        await actAs(db, who.token, (q) =>
          q.execute(
            sql`select from care_plan p join beneficiary b on b.id = p.beneficiary_id where b.code = 'NIYOG-01'`,
          ),
        )
      ).rows.length;
    const lifts = (who: { token: string }, id: string) =>
      said(actAs(db, who.token, (q) => q.execute(sql`select lift_restriction(${id}, 'The reason is gone.')`)));
    const { id } = await restrict('chua', 'beneficiary', 'NIYOG-01', []);
    // In office when it was marked and not named: no, as long as who marked it can lift it.
    expect([await sees(people.alvarez), await sees(people.chua)]).toEqual([0, 1]);
    expect(await lifts(people.alvarez, id)).toBe('database.RR001');
    const { rows } = await actAs(db, people.ocampo.token, (q) =>
      q.execute<{ it: string }>(
        sql`select sec.appoint_trustee('T-0043', ${vera.personId}, null, null, 'order', 'Order of Mar 3, ECF 42', 'Beside the others') as it`,
      ),
    );
    expect(await sees(vera)).toBe(0);
    await actAs(db, vera.token, (q) => q.execute(sql`select sec.accept_appointment(${rows[0]?.it})`));
    expect(await sees(vera)).toBeGreaterThan(0);
    expect(await lifts(vera, id)).toBe('taken');
    const { id: second } = await restrict('chua', 'beneficiary', 'NIYOG-01', ['dizon']);
    const term = "trustee_term where person_id = $1 and trust_id = (select id from trust where code = 'T-0043')";
    const [held] = await db.asOperator<{ ends: string | null }>(`select ends_on::text as ends from ${term}`, [
      people.chua.personId,
    ]);
    expect(await sees(people.alvarez)).toBe(0);
    await db.asOperator(`update ${term.replace(' where', ' set ends_on = $2::date where')}`, [
      people.chua.personId,
      '2027-01-01',
    ]);
    expect(await sees(people.alvarez)).toBeGreaterThan(0);
    expect(await lifts(people.alvarez, second)).toBe('taken');
    await db.asOperator(`update ${term.replace(' where', ' set ends_on = $2::date where')}`, [
      people.chua.personId,
      held?.ends ?? null,
    ]);
  });

  it('is marked by a trustee in office, and by nobody else; an unknown record is answered the same', async () => {
    for (const who of ['reyes', 'dizon', 'lim', 'ocampo', 'chambersZ'] as const)
      expect([who, await said(restrict(who, 'beneficiary', 'NIYOG-01', []))]).toEqual([who, 'permission']);
    expect(await said(restrict('alvarez', 'beneficiary', 'MAKOPA-38', []))).toBe('database.RR001');
    expect(await said(restrict('alvarez', 'trust', 'T-0044', []))).toBe('database.RR001');
    expect(await said(restrict('alvarez', 'trust', 'T-9999', []))).toBe('database.RR001');
    const raw = sql`select restrict_record('trust', 'T-0042', 'A reason of this test', '2027-02-01', '{}')`;
    for (const who of ['reyes', 'lim', 'dizon'] as const)
      expect([who, await said(actAs(db, people[who].token, (q) => q.execute(raw)))]).toEqual([who, 'database.RR001']);
    await db.asOperator("update sec.session set factor_at = now() - interval '6 minutes' where person_id = $1", [
      people.santos.personId,
    ]);
    expect(await said(restrict('santos', 'trust', 'T-0042', []))).not.toBe('taken');
  });
});
