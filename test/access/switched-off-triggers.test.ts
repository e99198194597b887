import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { again, REFUSED } from './refused-writes';
import { openViewedWorld, type ViewedWorld } from './viewed-world';
import { VIEWERS } from './whose-rows';

interface Trigger {
  table: string;
  name: string;
  call: string;
  refuses: boolean;
}

/** These keep something and refuse nothing; so does digest_kept, which writes what the trail binds of each row. */
const KEEPERS = [
  'accounting_filing shuts_books',
  'period_close shuts_books',
  'period_reopening shuts_books',
  'sec.session few_sessions',
  'trustee_term_step term_kept',
];

let world: ViewedWorld;
let triggers: Trigger[];
beforeAll(async () => {
  world = await openViewedWorld();
  await world.rows(
    `insert into vault.read_log (person_id, act, purpose, fields, outcome, request_id) values (1, 'find', 'x', '{}', 'x', 'x')`,
  );
  await world.rows(
    `insert into vault.recipient_code (beneficiary_id, recipient, code) select min(id), 'court x', 'B-3333' from beneficiary`,
  );
  triggers = await world.rows<Trigger>(
    `select t.tgrelid::regclass::text as table, t.tgname as name, p.proname as call,
            p.prosrc ~ 'raise exception|demand_|refuse_' as refuses
       from pg_trigger t join pg_proc p on p.oid = t.tgfoid where not t.tgisinternal order by 1, 2`,
  );
  await world.superuser.query('begin');
});
afterAll(() => world.close());

/** Does what is given in turn and takes it back again: 'taken', or the code of who refused. */
async function outcome(...steps: Array<string | (() => Promise<unknown>)>): Promise<string> {
  const { superuser } = world;
  await superuser.query('savepoint attempt');
  try {
    for (const step of steps) await (typeof step === 'string' ? superuser.query(step) : step());
    return 'taken';
  } catch (error) {
    return (error as pg.DatabaseError).code ?? String(error);
  } finally {
    await superuser.query('rollback to attempt');
  }
}
const off = ({ table, name }: Trigger) => `alter table ${table} disable trigger ${name}`;
const calling = (call: string) => triggers.filter((trigger) => trigger.refuses && trigger.call === call);
/** What is refused while it stands, and what comes of the same without it. */
async function both(trigger: Trigger, before: string[], ...attempt: Parameters<typeof outcome>) {
  return [
    `${trigger.table} ${trigger.name}`,
    await outcome(...before, ...attempt),
    await outcome(...before, off(trigger), ...attempt),
  ];
}

describe('a trigger that is switched off', () => {
  it('is one that also stands where a server only repeats what another wrote', async () => {
    const { rows } = await world.superuser.query("select from pg_trigger where not tgisinternal and tgenabled <> 'A'");
    expect(rows).toHaveLength(0);
  });

  it('keeps something, is tried below by a write of its own, or by that of its kind', () => {
    expect(
      triggers
        .filter(({ refuses, name }) => !refuses && name !== 'digest_kept')
        .map(({ table, name }) => `${table} ${name}`),
    ).toEqual(KEEPERS);
    const own = triggers.filter(
      ({ refuses, call }) => refuses && !['refuse_change', 'check_within_delegation'].includes(call),
    );
    expect(own.map(({ table, name }) => `${table} ${name}`).sort()).toEqual(Object.keys(REFUSED).sort());
  });

  it('lets a row be changed or deleted that is written once', async () => {
    const tried: string[][] = [];
    for (const trigger of calling('refuse_change').filter(({ name }) => name !== 'never_emptied')) {
      const [row] = await world.rows<{ column: string }>(
        `select quote_ident(attname) as column from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped and attidentity = '' limit 1`,
        [trigger.table],
      );
      const text =
        trigger.name === 'never_deleted'
          ? `delete from ${trigger.table}`
          : `update ${trigger.table} set ${row?.column} = ${row?.column}`;
      tried.push(await both(trigger, [], text));
    }
    // A row that others name is kept by their keys all the same.
    for (const [trigger, on, without] of tried)
      expect([trigger, on, without === '23503' ? 'taken' : without]).toEqual([trigger, 'LE010', 'taken']);
  });

  it('lets a table be emptied', async () => {
    const emptied = calling('refuse_change').filter(({ name }) => name === 'never_emptied');
    // Those of the tables that are emptied with it stand off.
    const others = emptied.map(off);
    for (const trigger of emptied) {
      const on = `alter table ${trigger.table} enable always trigger ${trigger.name}`;
      expect(await both(trigger, [...others, on], `truncate ${trigger.table} cascade`)).toEqual([
        `${trigger.table} ${trigger.name}`,
        'LE010',
        'taken',
      ]);
    }
  }, 60_000);

  it('lets who stands in for another use what was not handed over', async () => {
    const standsIn = VIEWERS.find(({ name }) => name === 'stands in for 42');
    const enter = async () => world.superuser.query('select sec.enter($1, $2)', [standsIn?.token, 'off']);
    const of42 = "(select id from trust where code = 'T-0042')";
    for (const trigger of calling('check_within_delegation')) {
      const before = [
        'alter table delegation disable trigger written_once',
        "update delegation set powers = '{}'",
        // Neither does another rule of the table answer, nor its keys: this one is asked for alone.
        ...triggers.filter((other) => other.table === trigger.table && other.name !== trigger.name).map(off),
        'set local session_replication_role = replica',
      ];
      expect(await both(trigger, before, enter, again(trigger.table, { trust_id: of42 }))).toEqual([
        `${trigger.table} ${trigger.name}`,
        'DG007',
        expect.stringMatching(/^(taken|23505)$/),
      ]);
    }
  });

  it.each(Object.entries(REFUSED))(
    'lets through what it refused: %s',
    async (of, { code, before, as, text, leftOpen }) => {
      const trigger = triggers.find(({ table, name }) => `${table} ${name}` === of) as Trigger;
      const token = VIEWERS.find(({ email }) => email === `${as}@cast.example`)?.token;
      const enter = async () => as && world.superuser.query('select sec.enter($1, $2)', [token, 'off']);
      const attempt = [enter, text, leftOpen ? '' : 'set constraints all immediate'];
      expect(await both(trigger, before ?? [], ...attempt)).toEqual([of, code, 'taken']);
    },
  );
});
