// size: one crawl, layer after layer; its parts have no other reader
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ServerBuild } from '@remix-run/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROLES } from '~/access/roles';
import { guardOf } from '~/http/guard-brand';
import type { ScreenPerson } from '../access/screen-people';
import { launchBrowser } from '../support/browser';
import { CANARIES, canariesIn } from '../support/canaries';
import { type Browser, keyIn, loadBuild } from '../support/pages';
import { lacks } from '../support/programs';
import { fieldsOf } from '../support/schema-fields';
import { follow, visit } from '../support/world';
import { type Address, type CanaryWorld, openCanaryWorld } from './canary-world';

let world: CanaryWorld;
let build: ServerBuild;
const folder = mkdtempSync(path.join(tmpdir(), 'tutela-canaries-'));

beforeAll(async () => {
  world = await openCanaryWorld();
  build = await loadBuild();
}, 240_000);
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await world?.stop();
});

/** What was answered, and how: by pattern of address. */
interface Crawled {
  answers: number;
  found: string[];
  kinds: Set<string>;
  /** Each pattern that was answered otherwise than by 404, and whether with a page or file of its own. */
  met: Map<string, boolean>;
  /** Pages and files shown, by the role they were shown to. */
  shown: Map<string, number>;
  documents: { who: string; at: string; text: string }[];
  /** Fields that a form of some page sends in an address. */
  inAddresses: Set<string>;
}

const nothing = (): Crawled => ({
  ...{ answers: 0, found: [], documents: [] },
  ...{ kinds: new Set(), inAddresses: new Set(), met: new Map(), shown: new Map() },
});

const nameOf = ({ role, relation }: ScreenPerson) => `${role} ${relation}`.trim();

/** Several people at once, each at addresses in turn; a fault or a page too many ends it. */
async function crawl(people: readonly ScreenPerson[], addresses: readonly Address[]): Promise<Crawled> {
  const crawled = nothing();
  const waiting = [...people.entries()];
  const lane = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) await crawlAs(next[1], next[0], addresses, crawled);
  };
  await Promise.all([lane(), lane(), lane(), lane()]);
  return crawled;
}

async function crawlAs(person: ScreenPerson, place: number, addresses: readonly Address[], into: Crawled) {
  const who = nameOf(person);
  const browser = await world.browserAs(person, place);
  const note = (at: string, text: string) => {
    into.answers += 1;
    for (const canary of canariesIn(text)) into.found.push(`${who} ${at}: ${canary}`);
  };
  for (const { pattern, at } of addresses) {
    // Who signs out sees nothing more.
    if (at === '/sign-out' && person.role !== 'nobody') continue;
    const answer = at.endsWith('.pdf') ? await documentOf(browser, place, at) : await browser.get(at);
    expect([who, at, answer.status]).toEqual([who, at, expect.not.toBeOneOf([429, 500, 502, 503])]);
    const kind = String(answer.headers['content-type']).split(';')[0] ?? '';
    const shown = answer.status === 200;
    if (answer.status !== 404) into.met.set(pattern, (into.met.get(pattern) ?? false) || shown);
    note(at, `${JSON.stringify(answer.headers)}\n${answer.text}`);
    if (!shown) continue;
    into.kinds.add(kind);
    into.shown.set(person.role, (into.shown.get(person.role) ?? 0) + 1);
    if (kind === 'application/pdf') into.documents.push({ who, at, text: answer.text });
    if (kind !== 'text/html' || at.includes('?')) continue;
    for (const [form] of answer.text.matchAll(/<form(?![^>]*method="post")[\s\S]*?<\/form>/g))
      for (const [, field = ''] of form.matchAll(/name="([^"]+)"/g)) into.inAddresses.add(field);
    // What the page's data alone is, as a script would ask for it.
    const data = await browser.get(`${at === '/' ? '/_root' : at}.data`);
    note(`${at}.data`, `${JSON.stringify(data.headers)}\n${data.text}`);
  }
}

/** A PDF as text: its own bytes, what stands on its pages, and its properties. */
async function documentOf(browser: Browser, place: number, at: string) {
  const Cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const answer = await fetch(world.origin + at, {
    redirect: 'manual',
    headers: { Cookie, 'X-Forwarded-For': `10.${place}.0.1` },
  });
  const headers = Object.fromEntries(answer.headers);
  const bytes = Buffer.from(await answer.arrayBuffer());
  if (headers['content-type'] !== 'application/pdf') return { status: answer.status, headers, text: String(bytes) };
  const file = path.join(folder, `${place}.pdf`);
  writeFileSync(file, bytes);
  const say = (program: string, ...args: string[]) => execFileSync(program, args, { encoding: 'utf8', stdio: 'pipe' });
  const text = [
    bytes.toString('latin1'),
    say('pdftotext', '-layout', file, '-'),
    say('pdfinfo', file),
    say('pdfinfo', '-meta', file),
  ].join('\n');
  return { status: answer.status, headers, text };
}

/** Every row of every table and view outside the vault and the server's own catalogues. */
async function dump(): Promise<string> {
  const tables =
    await world.column(`select c.oid::regclass::text as value from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'p', 'v', 'm') and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast', 'vault')`);
  expect(tables.length).toBeGreaterThan(50);
  const texts: string[] = [];
  for (const table of tables) texts.push(...(await world.column(`select t::text as value from ${table} t`)));
  return texts.join('\n');
}

const as = (role: string, relation: string): Promise<Browser> => {
  const place = world.people.findIndex((one) => one.role === role && one.relation === relation);
  return world.browserAs(world.people[place] as ScreenPerson, place);
};

const WORDS: Record<string, string> = { caseworker: 'worker', guardian_ad_litem: 'guardian', administrator: 'admin' };
const wordOf = (role: string) => WORDS[role] ?? role;

/** All that forms send in an address, and all that pages read from one: none takes a name, an address, a number or a birth date. */
const IN_ADDRESSES = [
  'account',
  'as_of',
  'from',
  'from-day',
  'from-month',
  'from-year',
  'kind',
  'known_at',
  'person',
  'record',
  'through-day',
  'through-month',
  'through-year',
  'to',
  'to-day',
  'to-month',
  'to-year',
  'trust',
];
const READ_FROM_ADDRESSES = [
  'account',
  'after',
  'agreed',
  'as_of',
  'asked',
  'back',
  'before',
  'by',
  'for',
  'from',
  'from-day',
  'from-month',
  'from-year',
  'kind',
  'known',
  'known_at',
  'next',
  'on',
  'person',
  'posted',
  'record',
  'recorded',
  'replaces',
  'show',
  'through-day',
  'through-month',
  'through-year',
  'to',
  'to-day',
  'to-month',
  'to-year',
  'trust',
  'values',
  'year',
];

/** Addresses without a page for whoever is signed in by a session and a password alone: each leads on to another. */
const LEADS_ON = [
  'account/other-sessions/end',
  'account/passkeys/:id/removal',
  'account/sessions/:id/end',
  // The account is filed.
  'accountings/:ref/filing',
  'disbursements/:ref/approval/signature',
  'erasures/:ref/execution',
  'lock',
  'reveals/:ref/closing',
  'reveals/:ref/opening',
  'reveals/:ref/review',
  'sign-in/recovery-code',
  'sign-in/second-step',
  'sign-out',
];
let crawled = nothing();

describe('sixty identities in the vault', () => {
  it('are known to the finder however they are written or wrapped', () => {
    for (const { values, given, surname, nickname, initials, year, shelter, account, party } of CANARIES) {
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
        shelter.shelter_address,
        account.payee_name.toUpperCase(),
        account.account_number,
        account.account_number.replaceAll('-', ''),
        party.party_name,
      ];
      for (const way of ways) expect(canariesIn(`so ${way}, said somebody`), way).not.toEqual([]);
    }
    expect(canariesIn('Counselling for NIYOG-01, 60 minutes, Jan 8, 2027, 000 555 0104, account ending 5041')).toEqual(
      [],
    );
  });

  it('one is shown in the one answer of a reveal, and every form that holds one is refused', async () => {
    const worker = await as('worker', 'own');
    const page = await worker.get('/beneficiaries/NIYOG-01/reveal');
    const ask = {
      item: 'name',
      purpose: 'care',
      path: 'agreed',
      askedOf: String(await world.idOf('alvarez')),
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
    const second = await as('trustee', 'own');
    const decide = await second.get(`${reveal}/agreement`);
    const agreed = { key: keyIn(decide.text), decision: 'agreed', reason: 'It has to be.' };
    expect((await second.post(`${reveal}/agreement`, agreed)).status).toBe(302);
    const shown = await worker.post(`${reveal}/opening`, { item: 'name', code: 'NIYOG-01' });
    expect(canariesIn(shown.text)).not.toEqual([]);
    expect(canariesIn(JSON.stringify(shown.headers))).toEqual([]);
  });

  it.skipIf(lacks('pdftotext') || lacks('pdfinfo'))(
    'are on no page, in no document and in no property of one, of any role, for any record there is',
    async () => {
      const { people, addresses } = world;
      crawled = await crawl(people, addresses);
      const { answers, found, kinds, met, shown, documents } = crawled;
      expect(found).toEqual([]);
      const asked = new Set(addresses.map(({ pattern }) => pattern));
      // Nothing is there: signing on by an organisation is not set up.
      expect([...asked].filter((pattern) => !met.has(pattern))).toEqual([
        'sign-in/organisation',
        'sign-in/organisation/return',
        '*',
      ]);
      expect([...met].flatMap(([pattern, page]) => (page ? [] : [pattern])).sort()).toEqual(LEADS_ON);
      const unseen = ROLES.filter((role) => role !== 'operator' && !(shown.get(wordOf(role)) ?? 0));
      expect([unseen, shown.get('operator')]).toEqual([[], shown.get('nobody')]);
      expect(kinds).toEqual(new Set(['text/html', 'application/json', 'text/csv', 'text/plain', 'application/pdf']));
      const accountings = addresses.filter(({ pattern }) => pattern === 'accountings/:ref/document.pdf');
      expect(new Set(documents.map(({ at }) => at))).toEqual(new Set(accountings.map(({ at }) => at)));
      console.log(
        `${answers} answers to ${people.length} people of ${shown.size} roles at ${addresses.length} addresses of ${asked.size} patterns, ` +
          `${documents.length} PDFs of ${accountings.length} accountings: ${found.length} hits`,
      );
    },
    400_000,
  );

  it('stand in no address, and nothing that takes one is sent in one', () => {
    // The whole of each answer was looked through, its links and where it leads on among the rest.
    expect(crawled.answers).toBeGreaterThan(5_000);
    expect(crawled.found).toEqual([]);
    expect([...crawled.inAddresses].sort()).toEqual(IN_ADDRESSES);
    // What a loader reads behind a question mark, on any page: codes, days, kinds and numbers of people.
    const read = Object.values(build.routes).flatMap((route) => fieldsOf(guardOf(route?.module.loader)?.query));
    expect([...new Set(read)].sort()).toEqual(READ_FROM_ADDRESSES);
  });

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
    await world.db.asOperator(`insert into service_note (service_delivered_id, beneficiary_id, note)
      select s.id, s.beneficiary_id, 'saw ${name}' from service_delivered s
       where not exists (select from service_note n where n.service_delivered_id = s.id) limit 1`);
    expect(canariesIn(await dump())).not.toEqual([]);
    await world.db.asOperator(`update person set name = '${name}' where email = 'alvarez@cast.example'`);
    const court = world.people.filter(({ role, relation }) => role === 'court' && relation === 'own');
    const { found, documents } = await crawl(
      court,
      world.addresses.filter(({ at }) => at.startsWith('/accountings')),
    );
    expect(found.map((line) => line.split(': ')[0])).toContain('court own /accountings');
    expect(documents.map(({ text }) => canariesIn(text)).filter((canaries) => canaries.length > 0)).not.toEqual([]);
  });
});
