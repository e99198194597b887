// size: every table is asked the same, with one of each planted; apart, the list of what is never changed would stand twice.
import { seedCast } from 'db/seed/seed-cast';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cloneDatabase, enroll, openSession, type TestDatabase } from '../support/database';
import { plantAccess, plantDelegation } from '../support/plant-access';
import { plantErasures } from '../support/plant-erasures';
import { plantEvidence } from '../support/plant-evidence';
import { plantIncidents } from '../support/plant-incidents';
import { plantPeriods } from '../support/plant-periods';
import { plantReturn } from '../support/plant-return';
import { plantReveals } from '../support/plant-reveals';
import { plantRights } from '../support/plant-rights';
import { plantServiceReview } from '../support/plant-service-review';

let db: TestDatabase;
let superuser: pg.Client;
const people: Record<string, string> = {};

beforeAll(async () => {
  db = await cloneDatabase({ mode: 'none' });
  await seedCast({ ownerUrl: db.operatorUrl, webUrl: db.webUrl });
  superuser = new pg.Client({ connectionString: db.operatorUrl });
  await superuser.connect();
  const cast = await db.asOperator<{ id: string; email: string }>("select id, email from person where origin = 'cast'");
  for (const { id, email } of cast) people[email.split('@')[0] as string] = await openSession(db, Number(id));
  await plantRowsOfEmptyTables();
});
afterAll(async () => {
  await superuser.end();
  await db.drop();
});

/** A table without rows would let any UPDATE pass: these have none in the seeded world. */
async function plantRowsOfEmptyTables(): Promise<void> {
  await superuser.query(`insert into approval_signature (approval_id, trust_id, nonce, credential_id, public_key, origin, authenticator_data, client_data, signature)
    select id, trust_id, 'nonce ' || id, 'x', 'x', 'x', 'x', 'x', 'x' from approval limit 1`);
  await superuser.query(`insert into approval_withdrawal (approval_id, trust_id, disbursement_id, reason)
    select a.id, a.trust_id, a.disbursement_id, 'x' from approval a join disbursement d on d.id = a.disbursement_id where d.state = 'submitted' limit 1`);
  await plantServiceReview((text) => superuser.query(text));
  await plantPeriods((text) => superuser.query(text));
  await plantReturn((text) => superuser.query(text));
  await plantEvidence((text) => superuser.query(text));
  await plantErasures(async (text) => (await superuser.query(text)).rows);
  await plantReveals(async (text) => (await superuser.query(text)).rows);
  await plantRights(async (text) => (await superuser.query(text)).rows);
  await plantIncidents(async (text) => (await superuser.query(text)).rows);
  const { personId } = await enroll(db, { name: 'Team', roles: ['supervisor'] });
  const rows = async (text: string, values?: unknown[]) => (await superuser.query(text, values)).rows;
  await plantAccess(rows, personId);
  await plantDelegation(rows, personId);
}

/** Runs one statement in a transaction that is taken back; answers "accepted" with the rows touched, or the code. */
async function attempt(client: pg.ClientBase, text: string, before: string[] = []): Promise<string> {
  await client.query('begin');
  try {
    for (const statement of before) await client.query(statement);
    const { rowCount } = await client.query(text);
    return `accepted, ${rowCount} rows`;
  } catch (error) {
    return (error as pg.DatabaseError).code ?? 'unknown';
  } finally {
    await client.query('rollback');
  }
}

const WRITTEN_ONCE = [
  'payout_account',
  'payout_account_step',
  'journal_entry',
  'posting',
  'allocation',
  'approval',
  'approval_signature',
  'approval_withdrawal',
  'payment',
  'payment_return',
  'disbursement_version',
  'accounting',
  'accounting_filing',
  'audit_event',
  'audit_link',
  'audit_checkpoint',
  'service_delivered',
  'service_review',
  'service_withdrawal',
  'restitution_order',
  'award',
  'obligation',
  'policy',
  'account',
  'chain_link',
  'currency',
  'period_close',
  'period_reopening_request',
  'period_reopening_withdrawal',
  'period_reopening',
  'chain_anchor',
  'verification_run',
  'reveal_request',
  'reveal_decision',
  'reveal_opening',
  'reveal_closing',
  'reveal_review',
  'incident',
  'incident_subject',
  'incident_assessment',
  'incident_line',
  'legal_hold',
  'legal_hold_lifting',
  'erasure_request',
  'erasure_decision',
  'erasure',
  'rights_request',
  'rights_decision',
  'rights_answer',
  'role_grant_review',
  'delegation',
  'delegation_step',
  'trustee_term_step',
  'aggregate_publication',
  'record_restriction',
  'record_restriction_person',
  'record_restriction_lifting',
  'case_conflict',
  'case_conflict_agreement',
];
const MOVED_NOT_DELETED = [
  'record_digest',
  'subaccount',
  'lot',
  'hold',
  'disbursement',
  'disbursement_line',
  'receipt',
  'command_log',
  'chain_head',
  'account_month',
  'trust',
  'trustee_term',
  'person',
];
/** Written by functions only: the application holds no privilege but to read them. */
const BEHIND_A_DOOR = [
  'journal_entry',
  'posting',
  'account',
  'lot',
  'hold',
  'approval',
  'approval_signature',
  'approval_withdrawal',
  'payment',
  'payment_return',
  'audit_event',
  'audit_link',
  'audit_waiting',
  'audit_checkpoint',
  'audit_link',
  'audit_checkpoint',
  'accounting_filing',
  'service_review',
  'service_withdrawal',
  'chain_link',
  'chain_head',
  'account_month',
  'period_close',
  'period_reopening_request',
  'period_reopening_withdrawal',
  'period_reopening',
  'chain_anchor',
  'verification_run',
  'legal_hold',
  'legal_hold_lifting',
  'erasure_request',
  'erasure_decision',
  'erasure',
  'rights_request',
  'rights_decision',
  'rights_answer',
  'aggregate_publication',
  'trustee_term',
  'trustee_term_step',
];

/** The columns that a statement may write: an identity is the database's own. */
const columns = async (table: string): Promise<string[]> => {
  const { rows } = await superuser.query<{ name: string }>(
    `select quote_ident(column_name) as name from information_schema.columns
      where table_schema = 'public' and table_name = $1 and is_identity = 'NO' order by ordinal_position`,
    [table],
  );
  return rows.map((row) => row.name);
};
const column = async (table: string) => (await columns(table))[0] as string;
const copy = async (table: string) => {
  const list = (await columns(table)).join(', ');
  return `insert into ${table} (${list}) select ${list} from ${table} limit 1`;
};

describe('a superuser, also in replication, is refused', () => {
  for (const settings of [[], ['set local session_replication_role = replica']]) {
    const how = settings.length ? 'in replication' : 'plainly';
    it.each(WRITTEN_ONCE)(`%s ${how}: changed, deleted or emptied`, async (table) => {
      const { rows } = await superuser.query(`select 1 from ${table} limit 1`);
      expect(rows).toHaveLength(1);
      const name = await column(table);
      expect(await attempt(superuser, `update ${table} set ${name} = ${name}`, settings)).toBe('LE010');
      expect(await attempt(superuser, `delete from ${table}`, settings)).toBe('LE010');
      expect(await attempt(superuser, `truncate ${table} cascade`, settings)).toBe('LE010');
    });

    it.each(MOVED_NOT_DELETED)(`%s ${how}: deleted or emptied`, async (table) => {
      const { rows } = await superuser.query(`select 1 from ${table} limit 1`);
      expect(rows).toHaveLength(1);
      expect(await attempt(superuser, `delete from ${table}`, settings)).toBe('LE010');
      expect(await attempt(superuser, `truncate ${table} cascade`, settings)).toBe('LE010');
    });
  }

  it('a hold that changes otherwise than to end, or ends twice', async () => {
    expect(await attempt(superuser, "update hold set amount = amount + 1, ended_at = now(), ending = 'voided'")).toBe(
      'LE010',
    );
    expect(await attempt(superuser, "update hold set ending = 'voided'")).toBe('LE010');
  });
});

describe('the application’s role, in the context of each of the cast, is refused', () => {
  const CAST = ['reyes', 'alvarez', 'lim', 'dizon', 'chambers-zzz', 'ocampo'];

  async function attemptAs(who: string, text: string): Promise<string> {
    const client = await db.pool.connect();
    try {
      const enter = `select sec.enter('${people[who]}', 'r')`;
      return await attempt(client, text, [enter]);
    } finally {
      client.release();
    }
  }

  it.each(BEHIND_A_DOOR)('%s: inserted', async (table) => {
    for (const who of CAST) expect([who, await attemptAs(who, await copy(table))]).toEqual([who, '42501']);
  });

  it.each([...new Set([...WRITTEN_ONCE, ...MOVED_NOT_DELETED, ...BEHIND_A_DOOR])])(
    '%s: changed, deleted or emptied',
    async (table) => {
      const name = await column(table);
      for (const who of ['reyes', 'alvarez']) {
        expect([who, await attemptAs(who, `update ${table} set ${name} = ${name}`)]).toEqual([who, '42501']);
        expect([who, await attemptAs(who, `delete from ${table}`)]).toEqual([who, '42501']);
        expect([who, await attemptAs(who, `truncate ${table} cascade`)]).toEqual([who, '42501']);
      }
    },
  );

  it('a balance that is set by hand', async () => {
    expect(await attemptAs('reyes', 'update subaccount set posted = posted + 1')).toBe('42501');
    expect(
      await attemptAs(
        'reyes',
        'insert into subaccount (trust_id, beneficiary_id, posted) select trust_id, beneficiary_id, 1 from subaccount limit 1',
      ),
    ).toBe('42501');
  });

  it('a rule that is switched off', async () => {
    for (const statement of [
      'set local session_replication_role = replica',
      'alter table posting disable trigger written_once',
      'alter table posting disable row level security',
      'drop policy seen on posting',
      'set local role tutela_owner',
      'set local role tutela_sec',
      'set local role tutela_operator',
    ])
      expect([statement, await attemptAs('reyes', statement)]).toEqual([statement, '42501']);
  });

  it('books of reference that only the operator loads', async () => {
    for (const table of [
      'court_seat',
      'beneficiary',
      'case_assignment',
      'supervision',
      'policy',
      'provider',
      'plan_rate',
      'award',
      'obligation',
      'restitution_order',
    ]) {
      for (const who of ['reyes', 'alvarez']) {
        const copied = await attemptAs(who, await copy(table));
        // Row security answers before the row is written; what cannot be seen cannot be copied, and writes nothing.
        expect([table, who, copied === 'accepted, 0 rows' ? '42501' : copied]).toEqual([table, who, '42501']);
      }
    }
  });
});

describe('every table', () => {
  it('that records money or a decision is among these', async () => {
    const { rows } = await superuser.query<{ name: string }>(
      "select tablename as name from pg_tables where schemaname = 'public' order by tablename",
    );
    const open = rows.map((row) => row.name).filter((name) => ![...WRITTEN_ONCE, ...MOVED_NOT_DELETED].includes(name));
    // Reference rows, and the two that only the system's functions write. A new table is placed here or above.
    expect(open).toEqual([
      'audit_waiting',
      'bank_statement',
      'beneficiary',
      'care_plan',
      'case_assignment',
      'court_case',
      'court_seat',
      'defendant',
      'installation',
      'plan_item',
      'plan_rate',
      'provider',
      'role_grant',
      'service_note',
      'supervision',
      'valuation',
    ]);
  });
});
