/** Not the close that the seeded world has of its own. */
const PLANTED = 'where closed_by = (select min(id) from person)';

/**
 * Links every entry, and lays for each trust with entries a close that was asked back, not any more, asked back anew and
 * reopened: rows of tables that the seeded world leaves empty. `run` is one statement as the superuser.
 */
export async function plantPeriods(run: (text: string) => Promise<unknown>): Promise<void> {
  await run('select link_entries(id, true) from trust');
  await run(`insert into period_close (trust_id, from_on, through_on, closed_by, chain_length, chain_hash)
    select t.id, t.opened_on, t.opened_on + 30, (select min(id) from person), h.length, h.hash from trust t join chain_head h on h.trust_id = t.id`);
  await run(`with asked as (insert into period_reopening_request (close_id, trust_id, asked_by, reason)
      select id, trust_id, closed_by, 'Asked in error, and withdrawn.' from period_close ${PLANTED} returning id, trust_id)
    insert into period_reopening_withdrawal (request_id, trust_id) select id, trust_id from asked`);
  await run(`insert into period_reopening_request (close_id, trust_id, asked_by, reason)
    select id, trust_id, closed_by, 'A statement came late.' from period_close ${PLANTED}`);
  await run(`insert into period_reopening (close_id, trust_id, agreed_by)
    select id, trust_id, (select max(id) from person) from period_close ${PLANTED}`);
}
