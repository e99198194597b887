// size: one list of ways to fail, and one run through it
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { sqlState } from 'db/client';
import { DOCKET_Z } from 'db/seed/world';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { watchLines } from '~/cli/watch-log';
import { createLog, faultFields } from '~/http/log';
import { checkTextsBy } from '~/vault/check-texts.server';
import { FORMS } from '../access/screen-visits';
import { CANARIES, type Canary, canariesIn } from '../support/canaries';
import { openSession, operatorToken, testCluster } from '../support/database';
import { type Browser, browserOf } from '../support/pages';
import type { Answer } from '../support/server';
import { type CanaryWorld, openCanaryWorld } from './canary-world';

let world: CanaryWorld;
let printed: string[];
beforeAll(async () => {
  world = await openCanaryWorld();
  printed = [];
  const print = (...parts: unknown[]) => void printed.push(parts.map(String).join(' '));
  for (const way of ['error', 'warn', 'info', 'debug'] as const) vi.spyOn(console, way).mockImplementation(print);
}, 240_000);
afterAll(async () => {
  vi.restoreAllMocks();
  await world?.stop();
});

const rows = (text: string) => world.db.asOperator(text);

/** Every insert into the books is a fault of the database that repeats the whole row, as an error of a server may. */
async function breakInserts(): Promise<void> {
  await rows(`create function public.fault_of_row() returns trigger language plpgsql as $$ begin
    raise exception 'no room for %', new::text using detail = new::text, hint = new::text, errcode = 'XX000'; end $$`);
  await rows(`do $$ declare t regclass; begin
    for t in select c.oid from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind = 'r' and not c.relispartition and (n.nspname = 'public' and c.relname !~ '^(audit|service_note)' or n.nspname = 'sec' and c.relname = 'try_count'
         or n.nspname = 'vault' and c.relname = 'field')
    loop execute format('create trigger aa_fault before insert on %s for each row execute function public.fault_of_row()', t); end loop; end $$`);
}

/** Nothing is found in a text any more: a form's words go on to the books, and the vault has a fault with them at hand. */
const breakScans = () => rows('alter table vault.scan_token rename to scan_token_away');
const mendScans = () => rows('alter table vault.scan_token_away rename to scan_token');

/** What the database's own errors may carry, and what errors of ours and of the network may: all that was asked. */
const FAULTS: Record<string, (asked: string) => unknown> = {
  'a row that is there': (asked) =>
    Object.assign(new Error(`duplicate key: ${asked}`), { code: '23505', detail: asked, where: asked, hint: asked }),
  'a value that does not fit': (asked) =>
    Object.assign(new Error(`invalid input syntax: "${asked}"`), {
      code: '22P02',
      internalQuery: asked,
      routine: asked,
    }),
  'a table that is away': (asked) => Object.assign(new Error(`no relation, in ${asked}`), { code: '42P01' }),
  'a statement too long': (asked) => Object.assign(new Error(`canceled: ${asked}`), { code: '57014', where: asked }),
  'an error of ours': (asked) => new TypeError(`cannot read ${asked}`, { cause: new RangeError(asked) }),
  'a line that broke': (asked) => Object.assign(new Error(`read ECONNRESET ${asked}`), { code: 'ECONNRESET' }),
  'what is no error': (asked) => asked,
};

/** Until it is taken back, each statement of a page fails in a way, once the session has been found. */
function poison(fault: (asked: string) => unknown, at: string): () => void {
  const { pool } = world.db;
  const connect = pool.connect.bind(pool) as (...given: unknown[]) => Promise<pg.PoolClient>;
  const own = async (...given: unknown[]) => {
    const client = await connect(...given);
    if (given.length > 0) return client;
    const query = client.query.bind(client) as (...asked: unknown[]) => unknown;
    const failing = (...asked: unknown[]) => {
      const [first, values] = asked as [string | { text: string; values?: unknown[] }, unknown[] | undefined];
      const text = typeof first === 'string' ? first : first.text;
      if (/^(begin|commit|rollback|select sec\.enter)/.test(text)) return query(...asked);
      return Promise.reject(fault(`${at} ${text} ${JSON.stringify(values ?? (first as { values?: unknown }).values)}`));
    };
    const release = client.release.bind(client);
    Object.assign(client, {
      query: failing,
      release: (...how: [boolean?]) => {
        Object.assign(client, { query, release });
        release(...how);
      },
    });
    return client;
  };
  Object.assign(pool, { connect: own });
  return () => Object.assign(pool, { connect });
}

type Sent = Record<string, string>;
interface Form {
  role: string;
  to: (of: Canary, at: number) => string;
  fields: (of: Canary) => Sent;
}
const onto =
  (pattern: string, more: (name: string) => Sent): Form['fields'] =>
  ({ values: { name } }) => ({ key: randomUUID(), ...FORMS[pattern]?.(RECORDS), ...more(name) });
const RECORDS = { child: 'KALACHUCHI-17', trust: 'T-0042', secondPerson: '', worker: '', delegate: '' };
const to = (address: string) => () => address;

/** Forms whose words reach a statement: of each role that writes, into the books and into the vault. */
const FORMS_SENT: readonly Form[] = [
  {
    role: 'guardian',
    to: to('/incidents/new'),
    fields: onto('incidents/new', (name) => ({ what: `Seen with ${name}.` })),
  },
  { role: 'court', to: to('/incidents/new'), fields: onto('incidents/new', (name) => ({ what: `Asked of ${name}.` })) },
  {
    role: 'auditor',
    to: to('/incidents/B-1/line'),
    fields: onto('incidents/:ref/line', (name) => ({ what: `Told ${name}.` })),
  },
  {
    role: 'trustee',
    to: to('/legal-holds/new'),
    fields: onto('legal-holds/new', (name) => ({ matter: name, reason: `Because of ${name}.` })),
  },
  {
    role: 'worker',
    to: to('/beneficiaries/KALACHUCHI-17/erasure'),
    fields: onto('beneficiaries/:code/erasure', (name) => ({ reason: `Asked by ${name}.` })),
  },
  {
    role: 'trustee',
    to: to('/restrictions/new'),
    fields: onto('restrictions/new', (name) => ({ reason: `${name} asked for it.` })),
  },
  {
    role: 'trustee',
    to: to('/parties/new'),
    fields: ({ party }) => ({
      docket: DOCKET_Z,
      kind: 'defendant',
      who: 'nobody',
      secretValue: `${party.party_name} II`,
    }),
  },
  {
    role: 'finance',
    to: to('/providers/Provider%2003/account'),
    fields: ({ account }) => ({
      reason: 'bank_changed',
      secretName: account.payee_name,
      secretNumber: account.account_number,
    }),
  },
  {
    role: 'worker',
    to: to('/beneficiaries/new'),
    fields: ({ values: { birth_date, ...values } }) => ({
      key: randomUUID(),
      ...values,
      name: `${values.name} II`,
      birth_date,
      apart: 'yes',
    }),
  },
  {
    role: 'nobody',
    to: to('/sign-in'),
    fields: ({ values: { name, guardian } }) => ({ email: `${name}@example.test`, password: guardian }),
  },
];

/** Pages that are asked for with an identity in the address, each by who may open it. */
const PAGES: readonly [role: string, address: (name: string) => string][] = [
  ['trustee', (name) => `/trusts/T-0042/ledger?account=${name}&kind=${name}&from=${name}`],
  ['trustee', (name) => `/trusts/T-0042?by=${name}`],
  ['trustee', (name) => `/accountings?trust=${name}`],
  ['court', (name) => `/accountings/${name}/document.pdf`],
  ['worker', (name) => `/beneficiaries/${name}/reveal`],
  ['worker', (name) => `/services-delivered/new?for=${name}`],
  ['supervisor', (name) => `/team?after=${name}`],
  ['finance', (name) => `/providers/${name}`],
  ['finance', (name) => `/disbursements?show=${name}`],
  ['auditor', (name) => `/audit/trail.csv?who=${name}`],
  ['admin', (name) => `/trustee-terms/new?trust=${name}`],
  ['guardian', (name) => `/beneficiaries/${name}/books`],
];

/** Lines of a log that tell of a fault. */
const faultsIn = (lines: readonly string[]) =>
  lines
    .map((line) => JSON.parse(line) as { msg: string; fault?: string; code?: string })
    .filter(({ msg }) => msg === 'fault');

describe('sixty identities at hand while something fails', () => {
  it('leave no trace of 500 faults and more, of pages, of the database and of the vault', async () => {
    const browsers = new Map<string, Browser>();
    for (const [place, person] of world.people.entries())
      if (!browsers.has(person.role)) browsers.set(person.role, await world.browserAs(person, place));
    const of = (role: string) => browsers.get(role) as Browser;
    const statuses = new Map<number, number>();
    const told: string[] = [];
    const note = (where: string, { status, headers, text }: Answer) => {
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
      if (status >= 500) for (const one of canariesIn(JSON.stringify(headers) + text)) told.push(`${where}: ${one}`);
    };
    for (const id of ['secondPerson', 'worker', 'delegate'] as const)
      RECORDS[id] = String(await world.idOf(id === 'worker' ? 'flores' : id === 'delegate' ? 'ramos' : 'alvarez'));

    // Pages, whose every statement fails.
    const ways = Object.entries(FAULTS);
    for (const [at, { values }] of CANARIES.entries())
      for (let turn = 0; turn < 5; turn += 1) {
        const [way, fault] = ways[(at + turn) % ways.length] as (typeof ways)[number];
        const [role, address] = PAGES[(at * 5 + turn) % PAGES.length] as (typeof PAGES)[number];
        const asked = address(encodeURIComponent(values.name));
        const mend = poison(fault, `${values.name} ${asked}`);
        note(`${way} ${role} ${address('…')}`, await of(role).get(asked));
        mend();
      }

    // Forms, whose words come as far as the database.
    await breakInserts();
    await breakScans();
    for (const [at, canary] of CANARIES.entries())
      for (let turn = 0; turn < 5; turn += 1) {
        const form = FORMS_SENT[(at * 5 + turn) % FORMS_SENT.length] as Form;
        note(`${form.role} ${form.to(canary, at)}`, await of(form.role).post(form.to(canary, at), form.fields(canary)));
      }
    // The vault itself, asked for what it cannot keep.
    const finance = await openSession(world.db, await world.idOf('tan'));
    const answers: string[] = [];
    for (const [at, { values, shelter }] of CANARIES.entries()) {
      const asked = { token: finance, requestId: `fault-${at}` };
      const keep = { ask: 'keep', ...asked, kind: 'provider', code: `Provider ${100 + at}`, values: shelter };
      answers.push(await world.vault.keeper.answer(JSON.stringify(keep)));
      const scan = { ask: 'scan', ...asked, texts: Object.values(values) };
      answers.push(await world.vault.keeper.answer(JSON.stringify(scan)));
    }
    await mendScans();
    // The database alone, past every door.
    const states = new Map<string, number>();
    for (const { values, account } of CANARIES)
      for (const [text, value] of [
        ['select $1::bigint', values.name],
        ["select set_config('lock_timeout', $1, true)", values.contact],
        ['select $1::date', account.account_number],
      ] as const) {
        const state = await world.db.pool.query(text, [value]).then(() => 'taken', sqlState);
        states.set(String(state), (states.get(String(state)) ?? 0) + 1);
      }

    const said = [...world.said, ...world.server.logged];
    const ofPages = faultsIn(said);
    const vaultLines: string[] = [];
    const log = createLog({ write: (line) => void vaultLines.push(line) });
    for (const fault of world.vault.faults) log.error('fault', faultFields(fault));
    const codes = new Map<string, number>();
    for (const { code, fault } of ofPages) codes.set(code ?? fault ?? '', (codes.get(code ?? fault ?? '') ?? 0) + 1);
    vi.mocked(console.info).mockRestore();
    console.info(
      `${ofPages.length} faults of pages (${[...codes].map((one) => one.join(': ')).join(', ')}), ${vaultLines.length} of the vault, ` +
        `answered ${[...statuses].map((one) => one.join(': ')).join(', ')}; ${[...states].map((one) => one.join(': ')).join(', ')} of the database alone`,
    );
    expect([...states.keys()].sort()).toEqual(['22007', '22023', '22P02']);
    const failed = [...statuses].filter(([status]) => status >= 500).reduce((sum, [, count]) => sum + count, 0);
    expect(failed).toBeGreaterThanOrEqual(400);
    // Whatever was answered by a fault is in the log, once.
    expect(ofPages.length).toBeGreaterThanOrEqual(failed);
    expect(ofPages.length + vaultLines.length).toBeGreaterThanOrEqual(500);

    expect(told, 'the answers').toEqual([]);
    expect(canariesIn(said.join('')), 'the log of the pages').toEqual([]);
    expect(canariesIn(vaultLines.join('')), 'the log of the vault').toEqual([]);
    expect(canariesIn(answers.join('')), 'the answers of the vault').toEqual([]);
    expect(canariesIn(printed.join('\n')), 'what was printed').toEqual([]);
    const server = readFileSync(testCluster().log, 'utf8');
    expect(server).toContain('database system is ready');
    expect(canariesIn(server), 'the log of the database server').toEqual([]);
    // The vault itself looks too, as `tutela vault watch` does: it knows all whom it keeps, and not sixty alone.
    const asking = { token: await operatorToken(world.db), requestId: 'watch' };
    const watched = await watchLines(checkTextsBy(world.vault.socket, asking), [...said, ...server.split('\n')]);
    expect(watched).toMatchObject({ byVault: true, telling: [] });
  }, 240_000);

  it('would be seen in each place that is looked at', async () => {
    const [{ values, account }] = CANARIES as [Canary];
    const lines = [
      JSON.stringify({ msg: 'fault', fault: values.name }),
      JSON.stringify({ msg: 'fault', code: account.account_number }),
    ];
    for (const line of lines) expect(canariesIn(line)).not.toEqual([]);
    const asking = { token: await operatorToken(world.db), requestId: 'watch' };
    const watched = await watchLines(checkTextsBy(world.vault.socket, asking), lines);
    expect(watched).toMatchObject({ byVault: true, telling: [{ line: 1 }, { line: 2 }] });
    const browser = browserOf(world.server);
    expect((await browser.get(`/sign-in?back=${encodeURIComponent(`//${values.name}`)}`)).status).toBe(200);
  });
});
