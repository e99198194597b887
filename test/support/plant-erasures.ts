/** Erasures of two children, one of them done; and a legal hold on each, one of them lifted. */
export async function plantErasures(rows: (text: string) => Promise<unknown[]>): Promise<void> {
  const person = (id: string) => `(select id from person where email = '${id}@cast.example')`;
  const asked = (reference: string, by: string, code: string) =>
    rows(`insert into erasure_request (reference, beneficiary_id, basis, reason, ticket, requested_by, expires_at)
      select '${reference}', id, 'own_request', 'planted by a test', '', ${person(by)}, now() from beneficiary where code = '${code}'`);
  await asked('E-1', 'dizon', 'NIYOG-01');
  await asked('E-2', 'flores', 'MAKOPA-38');
  const one = "(select id from erasure_request where reference = 'E-1')";
  for (const who of ['alvarez', 'chua'])
    await rows(
      `insert into erasure_decision (request_id, decided_by, decision, reason) values (${one}, ${person(who)}, 'agreed', 'planted')`,
    );
  await rows(`insert into erasure (request_id, executed_by, values_gone, tokens_gone, backups_gone_on, register_line, signature, public_key)
    values (${one}, ${person('dizon')}, 5, 2, '2027-01-22', 'x', 'x', 'x')`);
  const hold = (reference: string, code: string) =>
    rows(`insert into legal_hold (reference, record_type, beneficiary_id, matter, reason, placed_by)
      select '${reference}', 'beneficiary', id, 'Matter 1', 'planted by a test', ${person('lim')} from beneficiary where code = '${code}'`);
  await hold('L-1', 'NIYOG-01');
  await hold('L-2', 'MAKOPA-38');
  for (const who of ['lim', 'chua'])
    await rows(
      `insert into legal_hold_lifting (hold_id, reason, lifted_by) select id, 'planted by a test', ${person(who)} from legal_hold where reference = 'L-1'`,
    );
}
