import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CareWorld, newChild, openCareWorld } from '../domain/disbursements/care-world';
import { rawSql, refusedBy } from './raw-sql';

let world: CareWorld;
let superuser: pg.Client;
const as: ReturnType<typeof rawSql>['as'] = (...asked) => rawSql(world).as(...asked);
const attempt: ReturnType<typeof rawSql>['attempt'] = (...asked) => rawSql(world).attempt(...asked);
beforeAll(async () => {
  world = await openCareWorld();
  const child = await newChild(world);
  await world.rows(
    "insert into lot (trust_id, subaccount_id, holding, kind, acquired_on, description) values ($1, $2, 'X', 'security', $3, '')",
    [child.trustId, child.subaccountId, world.today],
  );
  superuser = new pg.Client({ connectionString: world.db.operatorUrl });
  await superuser.connect();
});
afterAll(async () => {
  await superuser.end();
  await world.close();
});

/** The doors: what the application's role may call of the ledger. Everything else behind them is theirs alone. */
const DOORS = [
  ...[
    'agree_to_reopen',
    'ask_to_reopen',
    'audit_reach',
    'checkpoint_is_due',
    'close_checks',
    'close_period',
    'entry_digest',
    'expire_holds',
    'hold_lots_still',
    'link_audit_events',
    'link_entries',
    'link_hash',
  ],
  ...[
    'open_lot',
    'place_hold',
    'post_journal_entries',
    'post_journal_entry',
    'posting_text',
    'record_anchors',
    'record_checkpoint',
    'record_verification',
    'reverse_journal_entry',
    'settle_hold',
  ],
  ...['unlinked_trusts', 'void_hold', 'withdraw_reopening'],
];
/** Of them, those that only the operator's commands pass; who keeps the books is refused there too. */
const OPERATORS_DOORS = ['record_anchors', 'record_checkpoint', 'record_verification'];
const TABLES = [
  ...[
    'journal_entry',
    'posting',
    'account',
    'lot',
    'hold',
    'subaccount',
    'chain_link',
    'chain_head',
    'account_month',
    'audit_event',
  ],
  ...['period_close', 'period_reopening_request', 'period_reopening_withdrawal', 'period_reopening'],
];

describe('past the doors, as who keeps the books', () => {
  it('42501: none of the ledger’s inner functions can be called', async () => {
    const functions = await world.rows<{ name: string; call: string }>(
      `select p.proname as name, format('%s(%s)', p.proname, (select string_agg(format('null::%s', format_type(t, null)), ', ') from unnest(p.proargtypes) t)) as call
         from pg_proc p where p.proowner = 'tutela_ledger'::regrole and p.pronamespace = 'public'::regnamespace and p.prorettype <> 'trigger'::regtype order by 1`,
    );
    const inner = functions.filter(({ name }) => !DOORS.includes(name));
    expect(inner.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['account_numbers', 'close_hold', 'move_all_cash', 'move_lots', 'set_hold']),
    );
    for (const { call } of inner) expect([call, await attempt('fe', `select ${call}`)]).toEqual([call, '42501']);
    const doors = functions.filter(({ name }) => DOORS.includes(name));
    expect(doors.map(({ name }) => name)).toEqual(DOORS);
    for (const { call } of doors.filter(({ name }) => !OPERATORS_DOORS.includes(name)))
      expect([call, await attempt('fe', `select ${call}`)]).not.toEqual([call, '42501']);
  });

  it.each(TABLES)('42501: %s is not copied into, altered, locked, or freed of its rules', async (table) => {
    for (const text of [
      `copy ${table} from stdin`,
      `copy ${table} from program 'true'`,
      `alter table ${table} add column more int`,
      `alter table ${table} drop column trust_id`,
      `alter table ${table} disable trigger all`,
      `alter table ${table} disable trigger user`,
      `alter table ${table} no force row level security`,
      `alter table ${table} owner to tutela_app`,
      `create trigger mine before insert on ${table} for each row execute function refuse_change()`,
      `drop trigger never_emptied on ${table}`,
      `create rule mine as on update to ${table} do instead nothing`,
      `create policy mine on ${table} using (true)`,
      `lock table ${table} in exclusive mode`,
      `select * from ${table} for update`,
      `drop table ${table}`,
    ])
      expect([text, await attempt('fe', text)]).toEqual([text, '42501']);
    expect(
      await as(
        'fe',
        `select has_table_privilege('tutela_app', '${table}', 'insert, update, delete, truncate, references, trigger')`,
      ),
    ).toBe('false');
  });

  it('42501: no role is taken, no setting changed, no function replaced', async () => {
    for (const text of [
      'set session_replication_role = replica',
      'set local session_replication_role = replica',
      'set role tutela_ledger',
      'set role tutela_owner',
      'set session authorization tutela_ledger',
      'reset session authorization; set role tutela_operator',
      'alter function move_lots(bigint[]) security invoker',
      'create or replace function share_books(p_trust bigint) returns void language sql as $$ select $$',
      'drop function move_lots(bigint[])',
      'create table public.mine (a int)',
      'create temp table posting (a int)',
      "do $$ begin execute 'alter table posting disable trigger all'; end $$",
    ])
      expect([text, await attempt('fe', text)]).toEqual([text, '42501']);
  });
});

describe('as the tables’ owner and as a superuser', () => {
  const tried = async (before: string, text: string): Promise<string> => {
    await superuser.query(`begin; ${before}`);
    try {
      const { rowCount } = await superuser.query(text);
      return `${rowCount} rows`;
    } catch (error) {
      return refusedBy(error);
    } finally {
      await superuser.query('rollback');
    }
  };
  const HALF = `insert into posting (entry_id, line, trust_id, account_id, subaccount_id, occurred_on, part, amount, currency)
    select entry_id, 99, trust_id, account_id, subaccount_id, occurred_on, part, amount, currency from posting order by entry_id desc limit 1`;

  it.each(['', 'set local session_replication_role = replica;'])(
    'LE001: a superuser adds no half entry (%s)',
    async (how) => {
      expect(await tried(how, HALF)).toBe('LE001');
    },
  );

  it('the owner writes no posting and no entry, and changes none', async () => {
    const owner = 'set local role tutela_owner;';
    const posting = "insert into posting values (1, 99, 1, 1, 1, current_date, 'principal', 1, 'USD')";
    expect(await tried(owner, posting)).toBe('42501');
    for (const table of ['journal_entry', 'posting', 'hold', 'lot'])
      for (const text of [`update ${table} set trust_id = trust_id`, `delete from ${table}`])
        expect([text, await tried(owner, text)]).toEqual([text, '0 rows']);
    for (const table of ['journal_entry', 'posting', 'hold', 'lot'])
      expect([table, await tried(owner, `truncate ${table} cascade`)]).toEqual([table, 'LE010']);
  });

  it('a balance set by a superuser stays above zero and above what is held, a lot whole', async () => {
    expect(await tried('', 'update subaccount set posted = -1')).toBe('subaccount_floor');
    expect(await tried('', 'update subaccount set held = posted + 1')).toBe('subaccount_floor');
    expect(await tried('', 'update lot set units = -1, carrying = 0')).toBe('lot_units_never_below_zero');
    expect(await tried('', 'update lot set units = 0, carrying = 1')).toBe('lot_empty_carries_nothing');
  });
});
