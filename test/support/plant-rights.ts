/** Requests about the rights of two children: one agreed and answered, one that waits. */
export async function plantRights(rows: (text: string) => Promise<unknown[]>): Promise<void> {
  const person = (id: string) => `(select id from person where email = '${id}@cast.example')`;
  const asked = (reference: string, by: string, code: string) =>
    rows(`insert into rights_request (reference, kind, beneficiary_id, asker, proof, received_on, due_on, statement, recorded_by)
      select '${reference}', 'access', id, 'of_age', 'identity_paper', '2026-12-01', '2026-12-31', '', ${person(by)} from beneficiary where code = '${code}'`);
  await asked('RQ-1', 'dizon', 'NIYOG-01');
  await asked('RQ-2', 'flores', 'MAKOPA-38');
  const one = "(select id from rights_request where reference = 'RQ-1')";
  await rows(
    `insert into rights_decision (request_id, decided_by, decision, reason) values (${one}, ${person('alvarez')}, 'agreed', 'planted')`,
  );
  await rows(
    `insert into rights_answer (request_id, copy, answered_by) values (${one}, 'X-PLANTED-1', ${person('alvarez')})`,
  );
}
