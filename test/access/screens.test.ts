import { randomUUID } from 'node:crypto';
import { pathToFileURL } from 'node:url';
import type { ServerBuild } from '@remix-run/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Permission, rolesWith } from '~/access/permissions';
import { ROLES } from '~/access/roles';
import { guardOf } from '~/http/guard-brand';
import { openWorld, type World } from '../support/world';
import { openablePages } from './openable-pages';
import { enrolScreenPeople, type ScreenPerson } from './screen-people';
import { FORMS, findScreenRecords, QUERIES, RECORDS } from './screen-visits';

/** One loader or action of app/routes.ts. */
interface Door {
  method: 'GET' | 'POST';
  pattern: string;
  address: string;
  handler: unknown;
}

const pages = openablePages();
let world: World;
let people: ScreenPerson[];
let doors: Door[];
let records: Record<string, string>;
let visits = 0;
/** What each person was answered at each door, in the order of the people. */
const cells = new Map<Door, string[]>();

beforeAll(async () => {
  world = await openWorld(undefined, ['loopback'], undefined, pages.file);
  people = await enrolScreenPeople(world);
  records = await findScreenRecords(world);
  doors = await findDoors();
  const tokens = await Promise.all(people.map((person) => person.session()));
  for (const door of doors.filter((item) => item.method === 'GET'))
    cells.set(door, await Promise.all(tokens.map((token) => visit(door, token))));
  // What a form does changes what the next one is answered: whoever may send it does so in turn, in the order of the people.
  for (const door of doors.filter((item) => item.method === 'POST')) {
    const send = async (person: ScreenPerson) => visit(door, await person.session());
    const row = await Promise.all(people.map((person) => (holds(person, permissionOf(door)) ? '' : send(person))));
    for (const [index, person] of people.entries()) row[index] ||= await send(person);
    cells.set(door, row);
  }
}, 300_000);
afterAll(async () => {
  await world.stop();
  pages.remove();
});

async function findDoors(): Promise<Door[]> {
  const build = (await import(/* @vite-ignore */ pathToFileURL(pages.file).href)) as ServerBuild;
  return Object.values(build.routes).flatMap((route) => {
    if (!route || route.id === 'root') return [];
    const pattern = route.path ?? '';
    const { loader, action } = route.module;
    const door = (method: Door['method'], handler: unknown): Door[] =>
      handler ? [{ method, pattern, address: addressOf(pattern), handler }] : [];
    return [...door('GET', loader), ...door('POST', action)];
  });
}

function addressOf(pattern: string): string {
  const filled = pattern.replace('*', 'no-such-page').replace(/:\w+/, () => {
    const record = RECORDS.find(([start]) => pattern.startsWith(start))?.[1];
    if (!record) throw new Error(`${pattern} is a new address: say in screen-visits.ts which record it is asked for`);
    return encodeURIComponent(records[record] as string);
  });
  return `/${filled}${QUERIES[pattern] ?? ''}`;
}

interface Sent {
  fields?: Record<string, string>;
  /** Asks for what the loader or action alone answers, as the framework's own script does; not for the whole page. */
  alone?: boolean;
}

async function visit(door: Door, token: string, { fields, alone }: Sent = {}): Promise<string> {
  const { origin } = world.server;
  const sent = fields ?? { key: randomUUID(), ...FORMS[door.pattern]?.(records) };
  const form = {
    method: 'POST',
    body: new URLSearchParams(sent).toString(),
    headers: { 'Content-Type': 'application/x-www-form-urlencoded', Origin: origin },
  };
  visits += 1;
  // A thousand pages from each address, so that nobody is told to wait.
  const from = { 'X-Forwarded-For': `192.0.2.${Math.floor(visits / 1000)}`, Cookie: token ? `sid=${token}` : '' };
  const address = alone ? door.address.replace(/(\?|$)/, '.data$1') : door.address;
  const answer = await world.server.ask(address, {
    ...(door.method === 'POST' ? form : {}),
    headers: { ...(door.method === 'POST' ? form.headers : {}), ...from },
  });
  return cellOf(answer.status, String(answer.headers.location ?? ''));
}

/** yes: the page, or the form was taken and leads on. no: the role may not. 404: unknown or out of scope. 422: refused. */
function cellOf(status: number, location: string): string {
  if (status === 200) return 'yes';
  if (status === 302) return /^\/sign-in\b/.test(location) ? 'sign in' : 'leads on';
  return status === 403 ? 'no' : String(status);
}

function permissionOf(door: Door): Permission | 'public' {
  const guard = guardOf(door.handler);
  if (!guard) throw new Error(`${door.method} /${door.pattern} did not come out of the guard`);
  return guard.permission;
}

const ROLE_OF: Record<string, string> = { worker: 'caseworker', guardian: 'guardian_ad_litem', admin: 'administrator' };

/** Whether a person's role holds the permission. The operator's session is of the command line: no page takes it. */
function holds({ role, relation }: ScreenPerson, permission: Permission | 'public'): boolean {
  if (permission === 'public') return true;
  if (relation === 'role ended' || role === 'operator') return false;
  const holders: readonly string[] = rolesWith(permission);
  return holders.includes(ROLE_OF[role] ?? role);
}

function matrix(): string {
  const columns = [
    { heads: ['', 'screen'], body: doors.map((door) => `${door.method.padEnd(4)} /${door.pattern}`) },
    { heads: ['', 'asks for'], body: doors.map(permissionOf) },
    ...people.map((person, index) => ({
      heads: [person.role, person.relation],
      body: doors.map((door) => cells.get(door)?.[index] as string),
    })),
  ];
  const widths = columns.map(({ heads, body }) => Math.max(...[...heads, ...body].map((text) => text.length)));
  const line = (pick: (column: (typeof columns)[number]) => string) =>
    columns
      .map((column, index) => pick(column).padEnd(widths[index] as number))
      .join(' | ')
      .trimEnd();
  return [
    'Who is answered what at each screen and each form, when its record is of T-0042 and KALACHUCHI-17',
    '(a receipt: shared to T-0043, whose court and trustees are others).',
    'Above each column: the role, and how the person stands to that record.',
    'yes: the page is shown, or what was sent is answered on it. leads on: sent to another page. no: 403, the role may not.',
    '404: unknown, or not theirs to see. 422 and 409: refused with a sentence, by the verb or for what the form says.',
    '',
    line((column) => column.heads[0] as string),
    line((column) => column.heads[1] as string),
    line((column) => column.heads[1] as string).replace(/[^|]/g, '-'),
    ...doors.map((_, row) => line((column) => column.body[row] as string)),
    '',
  ].join('\n');
}

describe('screens and forms', () => {
  it('answer each person as the reviewed matrix says', async () => {
    await expect(matrix()).toMatchFileSnapshot('screens.txt');
  });

  it('refuse whoever does not hold the permission, and a form as its page', () => {
    for (const door of doors) {
      const permission = permissionOf(door);
      if (permission === 'public') continue;
      for (const [index, person] of people.entries()) {
        const refused = ['nobody', 'operator'].includes(person.role) ? 'sign in' : 'no';
        const cell = cells.get(door)?.[index];
        const where = [door.method, door.pattern, person.role, person.relation];
        expect([...where, cell === refused]).toEqual([...where, !holds(person, permission)]);
      }
    }
  });

  it('end with nothing that is a fault of ours', () => {
    for (const [door, row] of cells)
      expect([door.pattern, row.filter((cell) => cell.startsWith('5'))]).toEqual([door.pattern, []]);
  });

  it('are opened by every role there is', () => {
    const roles = new Set(people.map((person) => ROLE_OF[person.role] ?? person.role));
    expect([...ROLES].filter((role) => !roles.has(role))).toEqual([]);
  });
});

describe('a guard that is taken away', () => {
  it('changes what somebody in its row is answered, so that the matrix notices', async () => {
    const unnoticed: string[] = [];
    for (const door of doors) {
      const asked = guardOf(door.handler) as { permission: Permission | 'public' };
      const { permission } = asked;
      if (permission === 'public') continue;
      const row = cells.get(door) as string[];
      // Somebody with a role who is told no; where every role may, nobody at all.
      const refused = row.findIndex((cell, index) => cell === 'no' && people[index]?.relation !== 'role ended');
      const person = people[refused === -1 ? row.indexOf('sign in') : refused] as ScreenPerson;
      // A form that says nothing: behind the guard it is the form that refuses it, and not the verb.
      const ask = async () => visit(door, await person.session(), { fields: {}, alone: door.method === 'POST' });
      const guarded = await ask();
      asked.permission = refused === -1 ? 'public' : 'account.keep';
      try {
        if ((await ask()) !== guarded) continue;
        // The verb asks for it as well, before anything else can be told: it is taken away there too.
        if ((await pages.without(permission, ask)) === guarded) unnoticed.push(`${door.method} /${door.pattern}`);
      } finally {
        asked.permission = permission;
      }
    }
    expect(unnoticed).toEqual([]);
  });
});
