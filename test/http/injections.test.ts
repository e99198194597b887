import { randomUUID } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import type { ServerBuild } from '@remix-run/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rolesWith } from '~/access/permissions';
import { guardOf } from '~/http/guard-brand';
import { enrolScreenPeople, type ScreenPerson } from '../access/screen-people';
import { FORMS, findScreenRecords, QUERIES, RECORDS } from '../access/screen-visits';
import { type Browser, browserOf, loadBuild } from '../support/pages';
import { fieldsOf } from '../support/schema-fields';
import { openWorld, type World } from '../support/world';

let world: World;
let people: ScreenPerson[];
let records: Record<string, string>;
let build: ServerBuild;
beforeAll(async () => {
  world = await openWorld(undefined, ['127.0.0.1']);
  people = await enrolScreenPeople(world);
  records = await findScreenRecords(world);
  build = await loadBuild();
}, 120_000);
afterAll(() => world?.stop());

/** Each would change a statement that it became a part of: more rows, another table, a table made, a wait of eight seconds. */
const HOSTILE = [
  "' OR '1'='1' --",
  '1 OR 1=1 OR 2=2',
  "') OR ('a'='a",
  "'; create table public.pwned (x int); --",
  '1; select pg_sleep(8); --',
  "' UNION ALL SELECT email, name, email, name FROM person --",
  '$$; drop table person cascade; create table pwned (x int); $$',
  '1) or (sec.person() is not null) or (1=1',
  "\\'; truncate audit_event; --",
];

interface Door {
  pattern: string;
  address: string;
  asked: NonNullable<ReturnType<typeof guardOf>>;
}

function doors(of: 'loader' | 'action'): Door[] {
  return Object.values(build.routes).flatMap((route) => {
    const handler = route?.module[of];
    const pattern = route?.path ?? '';
    if (!handler || route?.id === 'root' || pattern === '*') return [];
    const record = RECORDS.find(([start]) => pattern.startsWith(start))?.[1] ?? '';
    const address = `/${pattern.replace(/:\w+/, encodeURIComponent(records[record] ?? '0'))}`;
    return [{ pattern, address, asked: guardOf(handler) as Door['asked'] }];
  });
}

const WORDS: Record<string, string> = { caseworker: 'worker', guardian_ad_litem: 'guardian', administrator: 'admin' };
let asked = 0;

/** Who may ask, nearest to the records, newly signed in and at an address of their own for each thousand pages. */
async function whoMay({ permission }: Door['asked']): Promise<Browser> {
  const roles = permission === 'public' ? ['trustee'] : rolesWith(permission).map((role) => WORDS[role] ?? role);
  const person = people.find(({ role }) => roles.includes(role)) as ScreenPerson;
  asked += 1;
  const browser = browserOf(world.server, { 'X-Forwarded-For': `10.1.${Math.floor(asked / 250)}.7` });
  browser.cookies.set('sid', await person.session());
  return browser;
}

const CODE = /\b[A-Z]{1,12}-\d{2,6}\b|[\w.-]+@[\w-]+\.example/g;
/** But not the number of a copy, which is another each time. */
const codesIn = (text: string) => new Set((text.match(CODE) ?? []).filter((code) => !code.startsWith('X-')));
let slowest = 0;
const faults: string[] = [];
const told: string[] = [];

async function timed<T>(work: () => Promise<T>): Promise<T> {
  const began = performance.now();
  const answer = await work();
  slowest = Math.max(slowest, performance.now() - began);
  return answer;
}

/** Several at once, as they come. */
async function inLanes<T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  const waiting = [...all];
  const lane = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await work(next);
  };
  await Promise.all([lane(), lane(), lane(), lane()]);
}

/** So long that a filter of sixteen letters is not taken at all, and the page is shown as it is without one. */
const LONG = 16;

/**
 * Asks with a harmless value, then with each hostile one: none is a fault, and none is answered with a code or an address of a person
 * that the harmless was not; a long one also not with more than `without` any.
 */
async function compare(
  where: string,
  ask: (value: string) => Promise<{ status: number; text: string }>,
  without: ReadonlySet<string> = new Set(),
): Promise<void> {
  const known = codesIn((await ask('zzz zzz zzz')).text);
  for (const value of HOSTILE) {
    const { status, text } = await timed(() => ask(value));
    if (status >= 500) faults.push(`${where} ${value}: ${status}`);
    for (const code of codesIn(text))
      if (!known.has(code) && !(value.length > LONG && without.has(code))) told.push(`${where} ${value}: ${code}`);
  }
}

describe('what looks like a part of a statement', () => {
  it('in any field of any form changes no statement: no fault, no other row, no wait', async () => {
    const sent: [Door, string][] = doors('action').flatMap((door): [Door, string][] =>
      [...new Set([...fieldsOf(door.asked.form), ...Object.keys(FORMS[door.pattern]?.(records) ?? {})])].map(
        (field) => [door, field],
      ),
    );
    expect(new Set(sent.map(([{ pattern }]) => pattern)).size).toBeGreaterThan(60);
    await inLanes(sent, async ([door, field]) => {
      const browser = await whoMay(door.asked);
      await compare(`POST ${door.pattern} ${field}`, async (value) => {
        const fields = { key: randomUUID(), ...FORMS[door.pattern]?.(records), [field]: value };
        const answer = await browser.post(`${door.address}.data${QUERIES[door.pattern] ?? ''}`, fields);
        // Its form ended the session, as it should.
        if (/sign-in/.test(answer.text))
          browser.cookies.set('sid', (await whoMay(door.asked)).cookies.get('sid') as string);
        return answer;
      });
    });
    console.info(`${sent.length} fields of forms, each with ${HOSTILE.length} texts`);
    expect([faults, told]).toEqual([[], []]);
  }, 240_000);

  it('in any part of an address leads nowhere, and behind its question mark shows nothing more', async () => {
    const pages = doors('loader');
    const params = pages.flatMap((door): [Door, string][] => fieldsOf(door.asked.query).map((field) => [door, field]));
    expect(params.length).toBeGreaterThan(20);
    await inLanes(params, async ([door, field]) => {
      const browser = await whoMay(door.asked);
      const without = codesIn((await browser.get(door.address)).text);
      const ask = (value: string) => browser.get(`${door.address}?${new URLSearchParams({ [field]: value })}`);
      await compare(`GET ${door.pattern}?${field}`, ask, without);
    });
    const parted = pages.filter(({ pattern }) => pattern.includes(':'));
    const opened: string[] = [];
    await inLanes(parted, async (door) => {
      const browser = await whoMay(door.asked);
      const at = (value: string) => `/${door.pattern.replace(/:\w+/, encodeURIComponent(value))}`;
      await compare(`GET ${door.pattern}`, async (value) => {
        const answer = await browser.get(at(value));
        if (answer.status === 200 && value !== 'zzz zzz zzz') opened.push(`${door.pattern} ${value}`);
        return answer;
      });
    });
    console.info(
      `${params.length} parameters and ${parted.length} parts of addresses, each with ${HOSTILE.length} texts`,
    );
    expect([faults, told, opened]).toEqual([[], [], []]);
  }, 240_000);

  it('was kept as it was typed where a text is kept, and nothing it says was done', async () => {
    const rows = (text: string) => world.db.asOperator<Record<string, unknown>>(text);
    for (const value of HOSTILE.filter(({ length }) => length >= 10))
      expect(
        await rows(`select 1 as kept from incident where what = '${value.replaceAll("'", "''")}' limit 1`),
      ).toHaveLength(1);
    expect(await rows("select to_regclass('public.pwned') as pwned")).toEqual([{ pwned: null }]);
    expect(Number((await rows('select count(*) as n from person'))[0]?.['n'])).toBeGreaterThan(20);
    expect(Number((await rows('select count(*) as n from audit_event'))[0]?.['n'])).toBeGreaterThan(100);
    expect(slowest).toBeLessThan(8_000);
  });
});
