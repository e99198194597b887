import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSession } from '../support/database';
import { openViewedWorld, type ViewedWorld } from './viewed-world';

/** Who may call it, and how; of the vault's process where the application may not. */
const CALLS: Record<string, [who: string, call: string]> = {
  accept_appointment: ['chua', 'sec.accept_appointment(1)'],
  accept_delegation: ['flores', 'sec.accept_delegation(1)'],
  agree_to_delegation: ['ocampo', 'sec.agree_to_delegation(1)'],
  agree_to_party: ['lim', 'agree_to_party(1)'],
  agree_to_payout_account: ['chua', "sec.agree_to_payout_account(1, 'bank_letter')"],
  agree_to_reopen: ['alvarez', 'agree_to_reopen((select max(id) from period_close))'],
  appoint_trustee: ['ocampo', "sec.appoint_trustee('T-0042', 1, legal_today(), null, 'order', 'Order 1', 'a reason')"],
  ask_payout_account: ['reyes', "sec.ask_payout_account('PV-0001', '1234', 'changed')"],
  ask_to_reopen: ['alvarez', "ask_to_reopen((select max(id) from period_close), 'a reason that is long enough')"],
  assess_incident: [
    'lim',
    "assess_incident('B-1', current_date - 1, '09:00', 'Asia/Manila', 'no', '', 'no', '', 'no', '', 1, '{}')",
  ],
  assign_child: ['ocampo', "sec.assign_child('NIYOG-01', 1, null, null, 'a reason')"],
  begin_supervision: ['ocampo', "sec.begin_supervision(1, 2, 'a reason')"],
  call_back_payout_account: ['reyes', "sec.call_back_payout_account(1, 'contract', legal_today() - 90, true)"],
  change_my_password: ['chua', "sec.change_my_password('old', 'new', 'x', 'x')"],
  close_correction: ['dizon', "close_correction('RQ-9', 'contact', 1)"],
  close_erasure: ['chua', "close_erasure('E-1', 1, 1, 1, 1, 'line', 'signature', 'key')"],
  close_period: ['chua', "close_period((select id from trust where code = 'T-0042'), '2026-12-31')"],
  decide_erasure: ['chua', "decide_erasure('E-1', 'agreed', 'a reason')"],
  decide_reveal: ['chua', "decide_reveal('V-1', 'agreed', 'a reason')"],
  decide_right: ['chua', "decide_right('Q-1', 'agreed', null, 'a reason')"],
  decline_appointment: ['chua', "sec.decline_appointment(1, 'a reason')"],
  end_assignment: ['ocampo', "sec.end_assignment(1, 'a reason')"],
  end_delegation: ['chua', "sec.end_delegation(1, 'a reason')"],
  end_role: ['ocampo', "sec.end_role(1, 'a reason')"],
  end_seat: ['ocampo', "sec.end_seat(1, 'a reason')"],
  end_supervision: ['ocampo', "sec.end_supervision(1, 'a reason')"],
  end_term: ['ocampo', "sec.end_term(1, 'resigned', legal_today(), 'Letter 1', 'a reason')"],
  file_accounting: ['chua', "file_accounting('ACC-1900-0001')"],
  give_delegation: [
    'chua',
    "sec.give_delegation('trustee', 'T-0042', 1, '{ask}', legal_today(), legal_today(), 'a long reason')",
  ],
  give_role: ['ocampo', "sec.give_role(1, 'auditor', 'a reason')"],
  lift_legal_hold: ['lim', "lift_legal_hold('L-1', 'a reason that is long enough')"],
  lift_restriction: ['chua', "lift_restriction(1, 'a reason')"],
  open_correction: ['dizon', "open_correction('RQ-9', 'contact')"],
  open_erasure: ['chua', "open_erasure('E-1')"],
  open_reveal: ['dizon', "open_reveal('V-1', 'name')"],
  record_approval: ['chua', "record_approval('D-1900-0001', 1, 'x', 'approve', '{health}', null, 'a reason', null)"],
  record_case_party: ['chua', "record_case_party('0:00-cr-00001', 'defendant', 1)"],
  record_payment: ['tan', "record_payment('D-1900-0001', 'P-1', legal_today(), 'x', 1, 0)"],
  record_payment_return: ['tan', "record_payment_return('P-1', 'PR-1', 'AC01', legal_today(), 'x', 0, 0)"],
  record_term_delivery: ['chua', "sec.record_term_delivery(1, legal_today(), 'the successor')"],
  record_term_notice: ['chua', "sec.record_term_notice(1, legal_today(), 'by post')"],
  restrict_record: ['chua', "restrict_record('trust', 'T-0042', 'a reason', legal_today() + 9, '{}')"],
  reverse_journal_entry: ['tan', "reverse_journal_entry(1, legal_today(), 'x', 'correction', 'x', null)"],
  review_reveal: ['lim', "review_reveal('V-1', 'in_order', 'a note')"],
  review_role: ['lim', "sec.review_role(1, 'confirmed', 'a reason')"],
  seat_court: ['ocampo', "sec.seat_court(1, '0:00-cr-00001', 'a reason')"],
  stop_payout_account: ['chua', 'sec.stop_payout_account(1)'],
  take_access_file: ['dizon', "take_access_file('RQ-1', 'html', '2026')"],
  take_copy: ['lim', "take_copy('trail.exported', 'trail', 'all', null, null, '{}')"],
  withdraw_approval: ['chua', "withdraw_approval('D-2027-0002', 'a reason')"],
};
/** Part of those above, which nobody calls alone. */
const INNER = ['demand_administrator', 'lock_appointment', 'lock_delegation', 'lock_term', 'open_payout_account'];
/** Triggers: each is asked in refused-writes.ts; the last of them below as well, of what no other trigger asks for. */
const TRIGGERS = ['demand_fresh_factor_of_writer', 'refuse_replacing'];

interface Asking {
  name: string;
  asApplication: boolean;
  asVault: boolean;
}

let world: ViewedWorld;
let asking: Asking[];
beforeAll(async () => {
  world = await openViewedWorld();
  // A correction that was agreed to and is not made yet.
  await world.rows(`with r as (
      insert into rights_request (reference, kind, beneficiary_id, asker, proof, received_on, due_on, item, statement, recorded_by)
        select 'RQ-9', 'rectification', beneficiary_id, asker, proof, received_on, due_on, 'contact', 'planted by a test', recorded_by
          from rights_request where reference = 'RQ-1' returning id)
    insert into rights_decision (request_id, decided_by, decision, reason) select r.id, d.decided_by, 'agreed', 'planted' from r, rights_decision d`);
  // Whatever asks for a factor just shown, itself or by what it calls.
  asking = await world.rows<Asking>(
    `with recursive f as (
       select oid, proname, prosrc from pg_proc where pronamespace in ('public'::regnamespace, 'sec'::regnamespace, 'vault'::regnamespace)),
     asks as (
       select * from f where prosrc like '%demand_fresh_factor%'
       union select f.* from f join asks on f.prosrc ~ ('\\m' || asks.proname || '\\('))
     select proname as name, has_function_privilege('tutela_app', oid, 'execute') as "asApplication",
            has_function_privilege('tutela_vault', oid, 'execute') as "asVault" from asks order by 1`,
  );
});
afterAll(() => world.close());

async function sessionOf(who: string, minutes: number): Promise<string> {
  const [row] = await world.rows<{ id: string }>('select id from person where email = $1', [`${who}@cast.example`]);
  const token = await openSession(world.db, Number(row?.id));
  await world.rows(
    'update sec.session set factor_at = clock_timestamp() - make_interval(mins => $2) where token_sha256 = sha256($1::text::bytea)',
    [token, minutes],
  );
  return token;
}

/** What is answered to a statement under a role, by a session that showed its factor some minutes ago; it is taken back. */
async function answered(who: string, minutes: number, role: string, ...texts: string[]): Promise<string> {
  const token = await sessionOf(who, minutes);
  const { superuser } = world;
  await superuser.query('begin');
  try {
    await superuser.query('select sec.enter($1, $2)', [token, 'stale']);
    if (role) await superuser.query(`set local role ${role}`);
    for (const text of texts) await superuser.query(text);
    return 'taken';
  } catch (error) {
    return (error as pg.DatabaseError).code ?? String(error);
  } finally {
    await superuser.query('rollback');
  }
}

describe('a factor shown six minutes ago', () => {
  it('is asked about by these and no others', () => {
    const open = asking.filter(({ asApplication, asVault }) => asApplication || asVault);
    expect(open.map(({ name }) => name)).toEqual(Object.keys(CALLS));
    const closed = asking.filter((one) => !open.includes(one));
    expect(closed.map(({ name }) => name)).toEqual([...INNER, ...TRIGGERS].sort());
  });

  it.each(Object.entries(CALLS))('is refused by %s', async (name, [who, call]) => {
    const role = asking.find((one) => one.name === name)?.asApplication ? 'tutela_app' : 'tutela_vault';
    expect([name, await answered(who, 6, role, `select ${call}`)]).toEqual([name, 'SI002']);
    // By its age alone: shown just now it is not what they are refused for, and what was called is there.
    const fresh = await answered(who, 0, role, `select ${call}`);
    expect([name, fresh, ['SI002', '42883', '42501', '42601', '22P02'].includes(fresh)]).toEqual([name, fresh, false]);
  });

  it('is refused where a value of the vault is written over, also one of no payee', async () => {
    const texts = [
      "insert into vault.subject (kind, record_id) values ('beneficiary', 987654)",
      `insert into vault.field (subject_id, field, version, data_key_id, sealed, kept_by)
        select id, 'contact', 1, 1, 'x', 1 from vault.subject where record_id = 987654`,
      'update vault.field set version = version + 1',
    ];
    expect(await answered('dizon', 6, '', ...texts)).toBe('SI002');
    expect(await answered('dizon', 0, '', ...texts)).toBe('RV014');
  });
});
