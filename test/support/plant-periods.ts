/**
 * Links every entry, and lays for each trust with entries a close that was asked back and reopened: rows of tables that the
 * seeded world leaves empty. `run` is one statement as the superuser.
 */
export async function plantPeriods(run: (text: string) => Promise<unknown>): Promise<void> {
  await run('select link_entries(id, true) from trust');
  await run(`insert into period_close (trust_id, from_on, through_on, closed_by, chain_length, chain_hash)
    select t.id, t.opened_on, t.opened_on + 30, (select min(id) from person), h.length, h.hash from trust t join chain_head h on h.trust_id = t.id`);
  await run(`insert into period_reopening_request (close_id, trust_id, asked_by, reason)
    select id, trust_id, closed_by, 'A statement came late.' from period_close`);
  await run(`insert into period_reopening (close_id, trust_id, agreed_by)
    select id, trust_id, (select max(id) from person) from period_close`);
}
