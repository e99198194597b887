import { existsSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ServerBuild } from '@remix-run/node';
import { DEMO_PASSWORD, hashPassword } from 'db/password';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createLog } from '~/http/log';
import { remixPages } from '~/http/server';
import { makeCodeAppKeys, type TestKeys } from '../support/code-app-keys';
import { cloneDatabase, enroll, type TestDatabase } from '../support/database';
import { type Answer, serveBehindGates, type TestServer } from '../support/server';

const build = path.resolve('build/server/index.js');

let db: TestDatabase;
let server: TestServer;
let keys: TestKeys;

beforeAll(async () => {
  if (!existsSync(build)) throw new Error('There are no built pages to sign in to: npm run build makes them.');
  db = await cloneDatabase();
  const passwordHash = await hashPassword(DEMO_PASSWORD);
  await enroll(db, {
    name: 'Tess Trustee',
    roles: ['trustee'],
    email: 'tess@example.test',
    origin: 'cast',
    passwordHash,
  });
  const pages = (await import(/* @vite-ignore */ pathToFileURL(build).href)) as ServerBuild;
  keys = await makeCodeAppKeys(db);
  const { codeAppKeys } = keys;
  const given = {
    pool: db.pool,
    codeAppKeys,
    demo: true,
    clock: () => new Date(),
    log: createLog({ write: () => {} }),
  };
  server = await serveBehindGates((origins) => remixPages(pages, { ...given, origins }));
}, 60_000);
afterAll(async () => {
  await server?.stop(500);
  keys?.remove();
  await db?.drop();
});

const post = (to: string, body: Record<string, string>, headers: Record<string, string> = {}): Promise<Answer> =>
  server.ask(to, {
    method: 'POST',
    body: new URLSearchParams(body).toString(),
    headers: { 'Content-Type': 'application/x-www-form-urlencoded', Origin: server.origin, ...headers },
  });
const signIn = (body: Record<string, string> = {}) =>
  post('/sign-in', { email: 'Tess@Example.test ', password: DEMO_PASSWORD, ...body });
const cookieOf = (answer: Answer) => answer.headers['set-cookie']?.[0]?.split(';')[0] ?? '';

describe('signing in', () => {
  it('shows the cast of the demo world, and works by a plain form', async () => {
    const page = await server.ask('/sign-in');
    expect(page.text).toContain('Tess Trustee');
    expect(page.text).not.toContain('<script');
    const answer = await signIn({ back: '/approvals' });
    expect(answer).toMatchObject({ status: 302, headers: { location: '/approvals' } });
    expect(answer.headers['set-cookie']?.[0]).toMatch(
      /^sid=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=43200$/,
    );
  });

  it('leads nowhere but to a page of ours', async () => {
    expect((await signIn({ back: 'https://evil.example' })).headers.location).toBe('/');
    expect((await signIn({ back: '//evil.example' })).headers.location).toBe('/');
  });

  it('says the same of a wrong password and of nobody', async () => {
    const wrong = await signIn({ password: 'not this one, surely' });
    const nobody = await post('/sign-in', { email: 'nobody@example.test', password: 'not this one, surely' });
    expect([wrong.status, nobody.status]).toEqual([422, 422]);
    for (const { text } of [wrong, nobody]) expect(text).toContain('Email or password is not right.');
    expect(wrong.headers['set-cookie']).toBeUndefined();
  });

  it('makes a new session each time and ends the one before', async () => {
    const first = cookieOf(await signIn());
    const second = cookieOf(
      await post('/sign-in', { email: 'tess@example.test', password: DEMO_PASSWORD }, { Cookie: first }),
    );
    expect(second).not.toBe(first);
    const live = await db.asOperator(
      'select from sec.session where revoked_at is null and token_sha256 = sha256($1::text::bytea)',
      [first.replace('sid=', '')],
    );
    expect(live).toEqual([]);
  });

  it('from elsewhere runs nothing', async () => {
    const before = (await db.asOperator('select from sec.session')).length;
    const answers = await Promise.all(
      ['/sign-in', '/sign-in.data', '/sign-out', '/lock'].map((to) =>
        post(to, { email: 'tess@example.test', password: DEMO_PASSWORD }, { Origin: 'https://evil.example' }),
      ),
    );
    expect(answers.map((answer) => answer.status)).toEqual([403, 403, 403, 403]);
    expect((await db.asOperator('select from sec.session')).length).toBe(before);
  });
});

describe('locking and leaving', () => {
  it('hides everything until the password is given again', async () => {
    const Cookie = cookieOf(await signIn());
    expect((await post('/lock', {}, { Cookie })).headers.location).toBe('/lock');
    const hidden = await server.ask('/lock', { headers: { Cookie } });
    expect(hidden.text).not.toContain('Tess');
    expect((await post('/lock', { password: 'wrong' }, { Cookie })).status).toBe(422);
    expect((await post('/lock', { password: DEMO_PASSWORD, back: '/approvals' }, { Cookie })).headers.location).toBe(
      '/approvals',
    );
  });

  it('ends the session on the server, not only in the browser', async () => {
    const Cookie = cookieOf(await signIn());
    const left = await post('/sign-out', {}, { Cookie });
    expect(left.headers.location).toBe('/sign-in');
    expect(left.headers['set-cookie']?.[0]).toContain('Max-Age=0');
    expect((await server.ask('/lock', { headers: { Cookie } })).headers.location).toBe('/sign-in');
  });
});

describe('the built pages', () => {
  it('answer an unknown address with 404, say nothing of it aloud, and have no manifest to ask for', async () => {
    const said = vi.spyOn(console, 'warn');
    expect((await server.ask('/nothing-here')).status).toBe(404);
    expect((await server.ask('/__manifest?p=/sign-in')).status).toBe(404);
    expect(said).not.toHaveBeenCalled();
  });
});
