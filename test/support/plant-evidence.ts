/**
 * Lays an anchor of each chain, a checkpoint of the audit trail, a verification and published figures: rows of tables that the seeded world leaves
 * empty. Every entry and event is linked; one event waits.
 * `run` is one statement as the superuser.
 */
export async function plantEvidence(run: (text: string) => Promise<unknown>): Promise<void> {
  await run(`insert into chain_anchor (trust_id, length, entry_id, hash, key_id, written_by, written_at)
    select trust_id, length, entry_id, hash, repeat('0', 64), (select min(id) from person), now() from chain_head`);
  await run('select link_audit_events(true)');
  await run(`insert into audit_checkpoint (number, length, hash, key_id, written_at, sealed)
    select 1, place, hash, repeat('0', 64), now(), 'x' from audit_link order by place desc limit 1`);
  await run('insert into audit_waiting select max(event_id) from audit_link');
  await run(
    "insert into aggregate_publication (quarter_on, least, cells, published_by) values ('2026-01-01', 5, '[]', (select min(id) from person))",
  );
  await run(
    `insert into verification_run (began_at, checks, findings) values (now(), 26, '{"01-entries-balance": 2}')`,
  );
}
