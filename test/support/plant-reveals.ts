/**
 * Reveals of two children: one that a caseworker asked of a trustee, opened, hidden and reviewed; and an emergency of
 * another caseworker's child, which its trustees see.
 */
export async function plantReveals(rows: (text: string) => Promise<unknown[]>): Promise<void> {
  const person = (id: string) => `(select id from person where email = '${id}@cast.example')`;
  await rows(`insert into reveal_request (reference, beneficiary_id, path, item, purpose, reason, ticket, requested_by, asked_of, expires_at)
    select 'V-1', id, 'agreed', 'name', 'care', 'planted by a test', '', ${person('dizon')}, ${person('alvarez')}, now() from beneficiary where code = 'NIYOG-01'`);
  await rows(`insert into reveal_request (reference, beneficiary_id, path, item, purpose, reason, ticket, requested_by, expires_at)
    select 'V-2', id, 'emergency', 'contact', 'emergency', 'planted by a test', '', ${person('flores')}, now() from beneficiary where code = 'MAKOPA-38'`);
  const one = "(select id from reveal_request where reference = 'V-1')";
  await rows(
    `insert into reveal_decision (request_id, decided_by, decision, reason, open_until) values (${one}, ${person('alvarez')}, 'agreed', 'planted', now())`,
  );
  await rows(`insert into reveal_opening (request_id, person_id) select id, requested_by from reveal_request`);
  await rows(`insert into reveal_closing (request_id, closed_by) select id, requested_by from reveal_request`);
  await rows(
    `insert into reveal_review (request_id, reviewed_by, finding, note) values (${one}, ${person('lim')}, 'in_order', 'planted')`,
  );
}
