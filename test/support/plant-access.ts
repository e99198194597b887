/**
 * A review of a role, two restrictions that are over (one by its day, one lifted), a supervisor's team, and a party to a case
 * who holds no role: rows of tables that the seeded world leaves empty. `rows` is one statement as the superuser.
 */
export async function plantAccess(rows: (text: string, values?: unknown[]) => Promise<unknown[]>, supervisor: number) {
  const person = (id: string) => `(select id from person where email = '${id}@cast.example')`;
  await rows(
    `insert into supervision (supervisor_id, caseworker_id, starts_on) values ($1, ${person('dizon')}, '2026-01-01')`,
    [supervisor],
  );
  await rows(`insert into role_grant_review (grant_id, quarter_on, decision, reason, decided_by)
    select g.id, '2026-10-01', 'confirmed', 'planted', ${person('ocampo')} from role_grant g where g.person_id = ${person('alvarez')}`);
  await rows(`insert into record_restriction (record_type, trust_id, reason, until_on, marked_by)
    select 'trust', id, 'planted by a test', '2026-06-30', ${person('alvarez')} from trust where code = 'T-0042'`);
  await rows(`insert into record_restriction (record_type, beneficiary_id, reason, until_on, marked_by)
    select 'beneficiary', id, 'planted by a test', '2027-06-30', ${person('chua')} from beneficiary where code = 'NIYOG-01'`);
  await rows(`insert into record_restriction_person (restriction_id, person_id) select id, marked_by from record_restriction
    union all select id, ${person('dizon')} from record_restriction where record_type = 'beneficiary'`);
  await rows(`insert into record_restriction_lifting (restriction_id, reason, lifted_by)
    select id, 'planted by a test', marked_by from record_restriction where record_type = 'beneficiary'`);
  await rows(`insert into person (name, email, origin) values ('Party', 'party@example.test', 'enrolled')`);
  await rows(`with party as (insert into case_conflict (person_id, case_id, kind, recorded_by)
      select p.id, c.id, 'defendant', ${person('ocampo')} from person p, court_case c where p.email = 'party@example.test' order by c.id limit 1 returning id)
    insert into case_conflict_agreement (conflict_id, agreed_by) select id, ${person('ocampo')} from party`);
}

/** That a person stands in for R. Alvarez in T-0042 since the first of the month: given, accepted and agreed to. */
export async function plantDelegation(
  rows: (text: string, values?: unknown[]) => Promise<unknown[]>,
  delegate: number,
): Promise<void> {
  const person = (id: string) => `(select id from person where email = '${id}@cast.example')`;
  await rows(
    `with d as (insert into delegation (delegator_id, delegate_id, role, grant_id, trust_id, powers, starts_on, ends_on, reason)
       select g.person_id, $1, 'trustee', g.id, t.id, '{ask,decide}', '2027-01-01', '2027-03-01', 'planted by a test'
         from role_grant g, trust t where g.person_id = ${person('alvarez')} and t.code = 'T-0042' returning id)
     insert into delegation_step (delegation_id, step, person_id)
       select id, 'accepted', $1 from d union all select id, 'agreed', ${person('ocampo')} from d`,
    [delegate],
  );
}
