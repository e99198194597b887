import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asWrittenBy } from './attempts';
import { narrowPolicies, open, type Policy, tried } from './opened-policies';
import { openViewedWorld, type ViewedWorld } from './viewed-world';
import { VIEWERS, type Viewer } from './whose-rows';

/** Everybody is a party to every case, as somebody agreed. */
const PARTIES = `with party as (
    insert into case_conflict (person_id, case_id, kind, recorded_by) select p.id, c.id, 'defendant', p.id from person p, court_case c
      on conflict do nothing returning id)
  insert into case_conflict_agreement (conflict_id, agreed_by) select id, (select min(id) from person) from party`;
const ACCUSATION = `insert into audit_event (person_id, action, record_type, record_ref, trust_id, facts, request_id)
  select id, 'party.recorded', 'court_case', 'planted', (select min(id) from trust), jsonb_build_object('person', id::text), 'planted'
    from person where email = 'lim@cast.example'`;
/** What the world lacks for a policy to say no to somebody. */
const PREPARED: Record<string, string> = {
  'installation sec_sets_clock': "update installation set mode = 'live', clock_offset_days = 0",
  'legal_hold unrestricted': `insert into legal_hold (reference, record_type, trust_id, matter, reason, placed_by)
    select 'L-' || code, 'trust', id, 'Matter 1', 'planted by a test', (select min(id) from person) from trust`,
  'court_case not_a_party': PARTIES,
  'defendant not_a_party': PARTIES,
  'restitution_order not_a_party': PARTIES,
  'receipt not_a_party': PARTIES,
  'legal_hold not_a_party': `${PARTIES}; insert into legal_hold (reference, record_type, case_id, matter, reason, placed_by)
    select 'L-c' || id, 'case', id, 'Matter 1', 'planted by a test', (select min(id) from person) from court_case`,
  'audit_event parties_known': ACCUSATION,
  'audit_link parties_known': `insert into case_conflict (person_id, case_id, kind, recorded_by)
      select id, (select min(id) from court_case), 'defendant', id from person where email = 'lim@cast.example';
    with e as (${ACCUSATION} returning id)
    insert into audit_link (place, event_id, said, hash) select (select max(place) + 1 from audit_link), id, 'planted', sha256('x') from e`,
};
/** Open, these show nothing more: what they say is also said by another policy, and both stand on purpose. */
const SAID_TWICE = [
  // Whoever is a party to a case sees no trust of it: a share of a receipt is hidden with its trust.
  'allocation not_a_party',
  // A row is shown with the request or hold it belongs to, and these are hidden with it.
  'erasure seen',
  'erasure_decision seen',
  'legal_hold_lifting seen',
];
/** What a row is made to say before it is written again; of the rest it says that the writer wrote it. */
const SAYING: Record<string, object> = { policy: { version: 9 } };

let world: ViewedWorld;
let policies: Policy[];
beforeAll(async () => {
  world = await openViewedWorld();
  policies = await narrowPolicies(world.superuser);
});
afterAll(() => world.close());

/** Every trust and every child is restricted, so that there is a row behind each policy that hides them. */
async function restrictEverything(): Promise<void> {
  const by = "(select id from person where email = 'chua@cast.example')";
  for (const [type, column, from] of [
    ['trust', 'trust_id', 'trust'],
    ['beneficiary', 'beneficiary_id', 'beneficiary'],
  ])
    await world.superuser.query(`insert into record_restriction (record_type, ${column}, reason, until_on, marked_by)
      select '${type}', id, 'planted by a test', legal_today() + 30, ${by} from ${from}`);
}

/** What is tried on a table: to count its rows, to write one of them again, or to change all without reading any. */
async function statementOn({ table, cmd, role }: Policy): Promise<(viewer: Viewer) => string> {
  if (cmd === 'SELECT' || cmd === 'ALL') return () => `select count(*) from ${table}`;
  const { rows } = await world.superuser.query<{ name: string; given: boolean; type: string }>(
    `select quote_ident(attname) as name, has_column_privilege($2, attrelid, attnum, $3) as given, format_type(atttypid, null) as type from pg_attribute
      where attrelid = $1::regclass and attnum > 0 and not attisdropped and attidentity = '' and attgenerated = '' order by attnum`,
    [table, role, cmd],
  );
  const columns = rows.filter(({ given }) => given);
  if (cmd === 'UPDATE') {
    const [column] = columns;
    return () => `update ${table} set ${column?.name} = null::${column?.type}`;
  }
  const names = columns.map(({ name }) => name).join(', ');
  const [row] = (await world.superuser.query<{ row: object }>(`select to_jsonb(x) as row from ${table} x limit 1`))
    .rows;
  return ({ personId }) => {
    const said = JSON.stringify({ ...row?.row, ...asWrittenBy(personId, table), ...SAYING[table] });
    return `insert into ${table} (${names}) select ${names} from jsonb_populate_record(null::${table}, ${pg.escapeLiteral(said)})`;
  };
}

/** Whether somebody is answered otherwise once it is open. */
async function isNoticed(policy: Policy): Promise<boolean> {
  const { superuser } = world;
  await superuser.query('savepoint policy');
  try {
    if (policy.restrictive) {
      await restrictEverything();
      // It stands behind those that show: they are opened first, so that it hides what it hides by itself.
      const shows = policies.filter((other) => other.table === policy.table && !other.restrictive);
      for (const other of shows.filter(({ cmd }) => cmd === 'SELECT' || cmd === 'ALL')) await open(superuser, other);
    }
    const prepared = PREPARED[`${policy.table} ${policy.name}`];
    if (prepared) await superuser.query(prepared);
    // Neither does a trigger answer before it.
    await superuser.query(`alter table ${policy.table} disable trigger user`);
    const textOf = await statementOn(policy);
    const answers = async () => {
      const all: string[] = [];
      for (const viewer of VIEWERS)
        all.push(await tried(superuser, { token: viewer.token, role: policy.role, text: textOf(viewer) }));
      return all;
    };
    const narrow = await answers();
    await open(superuser, policy);
    const wide = await answers();
    return narrow.some((answer, n) => answer !== wide[n] && (policy.cmd !== 'INSERT' || answer === '42501'));
  } finally {
    await superuser.query('rollback to policy');
  }
}

describe('a policy of row security that is opened', () => {
  it('lets somebody see or write what they could not before, each of them', async () => {
    await world.superuser.query('begin');
    const unnoticed: string[] = [];
    for (const policy of policies) if (!(await isNoticed(policy))) unnoticed.push(`${policy.table} ${policy.name}`);
    await world.superuser.query('rollback');
    expect(unnoticed).toEqual(SAID_TWICE);
    expect(policies.length).toBeGreaterThan(150);
  }, 120_000);
});
