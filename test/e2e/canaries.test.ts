// size: one crawl, layer after layer; its parts have no other reader
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { RouteConfigEntry } from '@remix-run/route-config';
import { sqlState } from 'db/client';
import { DEMO_PASSWORD, hashPassword } from 'db/password';
import { CAST, type CastId } from 'db/seed/cast';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { watchLines } from '~/cli/watch-log';
import { publishAggregates } from '~/domain/aggregates/publish-aggregates.server';
import { createLog, faultFields } from '~/http/log';
import routes from '~/routes';
import { checkTextsBy } from '~/vault/check-texts.server';
import { launchBrowser } from '../support/browser';
import { CANARIES, canariesIn } from '../support/canaries';
import { actAs, enroll, openSession, operatorToken, testCluster } from '../support/database';
import { type Browser, browserOf } from '../support/pages';
import { lacks } from '../support/programs';
import type { Answer } from '../support/server';
import { openTestVault, type TestVault } from '../support/vault';
import { follow, openWorld, visit, type World } from '../support/world';

let world: World;
let vault: TestVault;
const GUARDIAN = 'guardian@example.test';
const folder = mkdtempSync(path.join(tmpdir(), 'tutela-canaries-'));

beforeAll(async () => {
  // Each person comes from an address of their own: a crawl is more pages than one address is given in a minute.
  world = await openWorld(
    async (db) => {
      vault = await openTestVault(db, { identities: true });
      return vault.socket;
    },
    ['127.0.0.1'],
  );
  await plantAll();
}, 240_000);
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await vault?.stop();
  await world?.stop();
});

const rows = <Row extends Record<string, unknown>>(text: string) => world.db.asOperator<Row>(text);
const column = async (text: string) => (await rows<{ value: string }>(text)).map(({ value }) => String(value));

/** Sixty children in the care of one worker, each kept by that worker over the vault's own socket. */
async function plantAll(): Promise<void> {
  const [worker] = await column(`select id as value from person where email = '${CAST.dizon.email}'`);
  const passwordHash = await hashPassword(DEMO_PASSWORD);
  const guardian = await enroll(world.db, {
    name: 'G. Mabini',
    roles: ['guardian_ad_litem'],
    email: GUARDIAN,
    passwordHash,
  });
  await actAs(world.db, await operatorToken(world.db), (tx) => publishAggregates(tx, '2026-01-01'));
  await rows(`insert into beneficiary (code) select 'BALETE-' || n from generate_series(100, 154) n`);
  await rows(`insert into case_assignment (beneficiary_id, person_id, starts_on)
    select b.id, p, '2025-11-01' from beneficiary b, unnest(array[${worker}, ${guardian.personId}]) p
     where not exists (select from case_assignment a where a.beneficiary_id = b.id and a.person_id = p)`);
  const codes = await column('select code as value from beneficiary order by id');
  expect(codes).toHaveLength(60);
  const token = await openSession(world.db, Number(worker));
  for (const [place, { values }] of CANARIES.entries())
    await vault.ask({
      ask: 'keep',
      token,
      requestId: 'plant',
      kind: 'beneficiary',
      code: codes[place] as string,
      values,
    });
}

type Who = CastId | 'guardian' | 'nobody';
const ROLES: readonly Who[] = [
  'alvarez',
  'reyes',
  'dizon',
  'chambersZ',
  'chambersY',
  'lim',
  'ocampo',
  'guardian',
  'nobody',
];

async function as(who: Who): Promise<Browser> {
  const browser = browserOf(world.server, { 'X-Forwarded-For': `10.0.0.${ROLES.indexOf(who) + 1}` });
  if (who === 'nobody') return browser;
  const answer = await browser.signIn(who === 'guardian' ? GUARDIAN : CAST[who].email);
  expect([who, answer.status, answer.headers.location]).toEqual([who, 302, '/']);
  return browser;
}

/** What each parameter of an address may be: some records of its kind. */
async function addresses(): Promise<string[]> {
  const refs: Record<string, string[]> = {
    disbursements: await column('select reference as value from disbursement'),
    receipts: await column('select reference as value from receipt order by id limit 3'),
    reveals: await column('select reference as value from reveal_request'),
    'services-delivered': await column('select reference as value from service_delivered order by id desc limit 3'),
    accountings: await column('select reference as value from accounting'),
    trusts: await column('select code as value from trust'),
    beneficiaries: ['NIYOG-01', 'BALETE-100', 'BALETE-154'],
    aggregates: ['2026-q1'],
    periods: await column('select id as value from period_close'),
    entries: await column(
      '(select id as value from journal_entry order by id limit 2) union all (select id from journal_entry order by id desc limit 1)',
    ),
  };
  const unknown = ['00000000-0000-4000-8000-000000000000'];
  return (routes as RouteConfigEntry[])
    .flatMap(({ path: pattern = '' }) => {
      const room = pattern.split('/')[0] ?? '';
      if (!/[:*]/.test(pattern)) return [`/${pattern}`];
      const values = refs[room]?.length ? refs[room] : unknown;
      return values.map((value) => `/${pattern.replace(/:\w+|\*/, value)}`);
    })
    .concat([
      '/services-delivered/new?for=NIYOG-01',
      '/trusts/T-0042/ledger?kind=fee',
      '/disbursements/new?trust=T-0043',
    ]);
}

/** An answer as text: its head, and its body; of a PDF what stands on its pages and in its properties. */
function readable({ headers, text }: Answer): string {
  const head = JSON.stringify(headers);
  return `${head}\n${text}`;
}

let visited = 0;
const found: string[] = [];
const kinds = new Set<string>();
const note = (where: string, text: string) => {
  visited += 1;
  for (const canary of canariesIn(text)) found.push(`${where}: ${canary}`);
};

async function crawl(who: Who, all: readonly string[]): Promise<void> {
  const browser = await as(who);
  for (const address of all) {
    if (address === '/sign-out') continue;
    const answer = await browser.get(address);
    expect([address, answer.status]).toEqual([address, expect.not.stringMatching('429')]);
    expect(answer.status, address).toBeLessThan(500);
    const kind = String(answer.headers['content-type']).split(';')[0] ?? '';
    if (answer.status === 200) kinds.add(kind);
    note(`${who} ${address}`, readable(answer));
    if (kind === 'text/html' && answer.status === 200 && !address.includes('?'))
      note(`${who} ${address}.data`, readable(await browser.get(`${address === '/' ? '/_root' : address}.data`)));
  }
}

async function pdfText(who: Who, reference: string): Promise<string> {
  const browser = await as(who);
  const cookies = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const answer = await fetch(`${world.origin}/accountings/${reference}/document.pdf`, { headers: { Cookie: cookies } });
  expect(answer.headers.get('content-type')).toBe('application/pdf');
  const file = path.join(folder, 'document.pdf');
  const bytes = Buffer.from(await answer.arrayBuffer());
  writeFileSync(file, bytes);
  const say = (program: string, ...args: string[]) => execFileSync(program, args, { encoding: 'utf8' });
  return [
    bytes.toString('latin1'),
    say('pdftotext', '-layout', file, '-'),
    say('pdfinfo', file),
    say('pdfinfo', '-meta', file),
  ].join('\n');
}

/** Every row of every table and view outside the vault and the server's own catalogues. */
async function dump(): Promise<string> {
  const tables =
    await column(`select c.oid::regclass::text as value from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'p', 'v', 'm') and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast', 'vault')`);
  expect(tables.length).toBeGreaterThan(50);
  const texts: string[] = [];
  for (const table of tables) texts.push(...(await column(`select t::text as value from ${table} t`)));
  return texts.join('\n');
}

const vaultLog = () => {
  const lines: string[] = [];
  const log = createLog({ write: (line) => void lines.push(line) });
  for (const fault of vault.faults) log.error('vault', faultFields(fault));
  return lines.join('');
};
const keyIn = (html: string) => /name="key" value="([^"]+)"/.exec(html)?.[1] ?? '';

describe('sixty identities in the vault', () => {
  it('are known to the finder however they are written or wrapped', () => {
    for (const { values, given, surname, nickname, initials, year } of CANARIES) {
      const ways = [
        values.name,
        `${surname}, ${given}`,
        given.toUpperCase(),
        `x${nickname.toLowerCase()}y`,
        `${initials} ${year}`,
        values.contact.replaceAll(' ', '-'),
        values.birth_date,
        encodeURIComponent(values.guardian),
        JSON.stringify(surname).replace('ñ', '\\u00f1'),
        surname.replace('ñ', '&#xF1;').normalize('NFD'),
        values.address,
      ];
      for (const way of ways) expect(canariesIn(`so ${way}, said somebody`), way).not.toEqual([]);
    }
    expect(canariesIn('Counselling for NIYOG-01, 60 minutes, Jan 8, 2027, 000 555 0104')).toEqual([]);
  });

  it('one is shown in the one answer of a reveal, and every form that holds one is refused', async () => {
    const worker = await as('dizon');
    const page = await worker.get('/beneficiaries/NIYOG-01/reveal');
    const [trustee] = await column(`select id as value from person where email = '${CAST.alvarez.email}'`);
    const ask = {
      item: 'name',
      purpose: 'care',
      path: 'agreed',
      askedOf: trustee as string,
      ticket: '',
      key: keyIn(page.text),
    };
    for (const { values } of CANARIES.slice(0, 20)) {
      const refused = await worker.post('/beneficiaries/NIYOG-01/reveal', {
        ...ask,
        reason: `Because of ${values.name}`,
      });
      expect([values.name, refused.status]).toEqual([values.name, 422]);
    }
    const asked = await worker.post('/beneficiaries/NIYOG-01/reveal', {
      ...ask,
      reason: 'The school asks whom it takes in.',
    });
    const reveal = String(asked.headers.location);
    const second = await as('alvarez');
    const decide = await second.get(`${reveal}/agreement`);
    const agreed = { key: keyIn(decide.text), decision: 'agreed', reason: 'It has to be.' };
    expect((await second.post(`${reveal}/agreement`, agreed)).status).toBe(302);
    const shown = await worker.post(`${reveal}/opening`, { item: 'name', code: 'NIYOG-01' });
    expect(canariesIn(shown.text)).not.toEqual([]);
    expect(canariesIn(JSON.stringify(shown.headers))).toEqual([]);
  });

  it('leave no trace in 500 errors that are forced at every layer', async () => {
    const worker = await as('dizon');
    const clerk = await as('reyes');
    const stranger = await as('nobody');
    const token = await openSession(
      world.db,
      Number((await column(`select id as value from person where email = '${CAST.reyes.email}'`))[0]),
    );
    const failing = (text: string, values: unknown[]) =>
      world.db.pool.query(text, values).then(() => 'taken', sqlState);
    const ways: ((name: string, at: number) => Promise<unknown>)[] = [
      (name) => worker.get(`/beneficiaries/${encodeURIComponent(name)}/reveal?for=${encodeURIComponent(name)}`),
      (name) => worker.get(`/trusts/${encodeURIComponent(name)}/ledger?account=${encodeURIComponent(name)}`),
      (name) => stranger.get(`/sign-in?back=${encodeURIComponent(`//${name}`)}`),
      (name) => clerk.post('/receipts/new', { defendantId: name, clerkReference: name, amount: name, key: name }),
      (name) =>
        stranger.send(`/disbursements/${encodeURIComponent(name)}`, JSON.stringify({ name }), 'application/json'),
      (name) =>
        clerk.send(
          '/trusts/T-0042/import',
          `--x\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${name}`,
          'multipart/form-data; boundary=x',
        ),
      (name) => failing('select $1::bigint', [name]),
      (name) => failing("select set_config('lock_timeout', $1, true)", [name]),
      (name) =>
        actAs(world.db, token, (q) =>
          q.execute(
            `do $$ begin raise exception '%', '${name.replaceAll("'", '')}' using detail = '${name.replaceAll("'", '')}'; end $$`,
          ),
        ).catch(sqlState),
      (name) =>
        vault.keeper.answer(
          JSON.stringify({ ask: 'keep', token: name, requestId: name, kind: name, values: { [name]: name } }),
        ),
      (name) => vault.keeper.answer(JSON.stringify({ ask: 'find', token: name, requestId: 'x', name })),
      (name) =>
        vault.keeper.answer(
          JSON.stringify({
            ask: 'keep',
            token,
            requestId: 'x',
            kind: 'provider',
            code: name.slice(0, 40),
            values: { payee_name: `${name}\n` },
          }),
        ),
      (name, at) =>
        at < 60
          ? stranger.post('/sign-in', { email: `${name}@example.test`, password: name })
          : stranger.get(`/${encodeURIComponent(name)}`),
    ];
    for (let at = 0; at < 500; at += 1) {
      const { name } = (CANARIES[at % CANARIES.length] as (typeof CANARIES)[number]).values;
      await (ways[at % ways.length] as (typeof ways)[number])(name, at);
    }
    const said = [...world.said, ...world.server.logged];
    expect(said.length).toBeGreaterThan(400);
    expect(canariesIn(said.join('')), 'the log of the pages').toEqual([]);
    expect(canariesIn(vaultLog()), 'the log of the vault').toEqual([]);
    const server = readFileSync(testCluster().log, 'utf8');
    expect(server).toContain('database system is ready');
    expect(canariesIn(server), 'the log of the database server').toEqual([]);
    // The vault itself looks too, as `tutela vault watch` does: it knows all whom it keeps, and not sixty alone.
    const asking = { token: await operatorToken(world.db), requestId: 'watch' };
    const watched = await watchLines(checkTextsBy(vault.socket, asking), [...said, ...server.split('\n')]);
    expect(watched).toMatchObject({ byVault: true, telling: [] });
  }, 120_000);

  it.skipIf(lacks('pdftotext') || lacks('pdfinfo'))(
    'are on no page, in no document and in no property of one, of any role',
    async () => {
      const all = await addresses();
      expect(all.length).toBeGreaterThan(90);
      for (const who of ROLES) await crawl(who, all);
      const [account] = await column('select reference as value from accounting order by id limit 1');
      for (const who of ['alvarez', 'chambersZ'] as const) note(`${who} PDF`, await pdfText(who, account as string));
      expect(kinds).toEqual(new Set(['text/html', 'application/json', 'text/csv', 'text/plain', 'application/pdf']));
      expect(visited).toBeGreaterThan(ROLES.length * 90);
      expect(found).toEqual([]);
      console.log(`${visited} answers to ${ROLES.length} roles at ${all.length} addresses hold none of 60 identities`);
    },
    240_000,
  );

  it('are in no row of any table outside the vault', async () => {
    expect(canariesIn(await dump())).toEqual([]);
  });

  it('stay in no browser: no storage, cache, cookie, title or history holds one, after a reveal too', async () => {
    const browser = await launchBrowser();
    try {
      const { page, context } = await visit(browser, world, 'dizon', { script: true });
      for (const address of [
        '/beneficiaries',
        '/services-delivered',
        '/services-delivered/new?for=NIYOG-01',
        '/reveals',
        '/',
      ])
        await page.goto(world.origin + address);
      await page.goto(`${world.origin}/reveals`);
      await follow(page, () => page.locator('a[href^="/reveals/V-"]').first().click());
      const kept = await page.evaluate(async () => ({
        local: JSON.stringify(localStorage),
        session: JSON.stringify(sessionStorage),
        caches: await caches.keys(),
        databases: await indexedDB.databases(),
        workers: (await navigator.serviceWorker.getRegistrations()).length,
        title: document.title,
        history: JSON.stringify(history.state),
      }));
      expect(kept).toMatchObject({ caches: [], databases: [], workers: 0 });
      expect(canariesIn(JSON.stringify([kept, await context.storageState()]))).toEqual([]);
    } finally {
      await browser.close();
    }
  });

  it('would be found: one that is planted in a note, and one in a trustee’s place', async () => {
    const { name } = (CANARIES[7] as (typeof CANARIES)[number]).values;
    await rows(`insert into service_note (service_delivered_id, beneficiary_id, note)
      select s.id, s.beneficiary_id, 'saw ${name}' from service_delivered s
       where not exists (select from service_note n where n.service_delivered_id = s.id) limit 1`);
    expect(canariesIn(await dump())).not.toEqual([]);
    await rows(`update person set name = '${name}' where email = '${CAST.alvarez.email}'`);
    found.length = 0;
    await crawl(
      'chambersZ',
      (await addresses()).filter((address) => address.startsWith('/accountings')),
    );
    expect(found.map((line) => line.split(': ')[0])).toContain('chambersZ /accountings');
    if (lacks('pdftotext')) return;
    const [account] = await column('select reference as value from accounting order by id limit 1');
    expect(canariesIn(await pdfText('chambersZ', account as string))).not.toEqual([]);
  });
});
