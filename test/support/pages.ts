import { createHmac } from 'node:crypto';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ServerBuild } from '@remix-run/node';
import { DEMO_PASSWORD, hashPassword } from 'db/password';
import type { Role } from '~/access/roles';
import { createLog } from '~/http/log';
import { remixPages } from '~/http/server';
import type { SignOn } from '~/http/sign-in/sign-on.server';
import { makeCodeAppKeys } from './code-app-keys';
import { cloneDatabase, enroll, type TestDatabase } from './database';
import { type Answer, serveBehindGates, type TestServer } from './server';

/** The built pages behind the real gates, on a database of their own, for tests that need no browser. */
export interface Pages {
  db: TestDatabase;
  server: TestServer;
  /** What the pages logged. */
  said: string[];
  /** Where the keys of code apps stand. */
  keyFile: string;
  /** Enrolls a person who signs in with DEMO_PASSWORD. */
  enroll(name: string, roles: readonly Role[]): Promise<{ personId: number; email: string }>;
  browser(headers?: Record<string, string>): Browser;
  stop(): Promise<void>;
}

/** Keeps cookies as a browser does, and follows nothing by itself. */
export interface Browser {
  cookies: Map<string, string>;
  get(to: string): Promise<Answer>;
  post(to: string, body?: Record<string, string> | [string, string][]): Promise<Answer>;
  /** A form of another kind: with files. */
  send(to: string, body: string, contentType: string): Promise<Answer>;
  signIn(email: string, password?: string): Promise<Answer>;
}

const build = path.resolve('build/server/index.js');

/** The pages as they were built, with every route's own modules. */
export const loadBuild = async () => (await import(/* @vite-ignore */ pathToFileURL(build).href)) as ServerBuild;

/** `trustedProxies` may say that their clients come from many addresses, where a test asks as many people would. */
export async function openPages(
  mode: 'demo' | 'live' = 'demo',
  signOn: SignOn | null = null,
  trustedProxies?: readonly string[],
): Promise<Pages> {
  if (!existsSync(build)) throw new Error('There are no built pages: npm run build makes them.');
  const db = await cloneDatabase({ mode });
  const passwordHash = await hashPassword(DEMO_PASSWORD);
  const pages = await loadBuild();
  const said: string[] = [];
  const log = createLog({ write: (line) => void said.push(line) });
  const { codeAppKeys, file: keyFile, remove } = await makeCodeAppKeys(db);
  const given = { pool: db.pool, signOn, codeAppKeys, demo: mode === 'demo', clock: () => new Date(), log };
  const server = await serveBehindGates(
    (origins) => remixPages(pages, { ...given, origins }),
    undefined,
    trustedProxies,
  );
  return {
    db,
    server,
    said,
    keyFile,
    enroll: async (name, roles) => {
      const email = `${name.toLowerCase().replace(/\W+/g, '.')}@example.test`;
      return { ...(await enroll(db, { name, roles, email, passwordHash })), email };
    },
    browser: (headers) => browserOf(server, headers),
    stop: async () => {
      await server.stop(500);
      await db.drop();
      remove();
    },
  };
}

export function browserOf(server: TestServer, headers: Record<string, string> = {}): Browser {
  const cookies = new Map<string, string>();
  const ask = async (to: string, options: { method?: string; body?: string; headers?: Record<string, string> }) => {
    const Cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await server.ask(to, { ...options, headers: { ...headers, ...options.headers, Cookie } });
    for (const line of answer.headers['set-cookie'] ?? []) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value) cookies.set(name, value);
      else cookies.delete(name);
    }
    return answer;
  };
  const send: Browser['send'] = (to, body, contentType) =>
    ask(to, { method: 'POST', body, headers: { 'Content-Type': contentType, Origin: server.origin } });
  const post: Browser['post'] = (to, body = {}) =>
    send(to, new URLSearchParams(body).toString(), 'application/x-www-form-urlencoded');
  return {
    cookies,
    get: (to) => ask(to, {}),
    post,
    send,
    signIn: (email, password = DEMO_PASSWORD) => post('/sign-in', { email, password }),
  };
}

/** What a code app shows, by its own reckoning: RFC 6238 with SHA-1, 30 seconds, six digits. */
export function codeOf(secret: Buffer, at = Date.now()): string {
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)));
  const hash = createHmac('sha1', secret).update(step).digest();
  const place = (hash[19] as number) & 15;
  return String((hash.readUInt32BE(place) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

/** The bytes of a key as a person types it into their app. */
export function keyBytes(base32: string): Buffer {
  const bits = [...base32.replace(/\s/g, '')].map((letter) =>
    'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0'),
  );
  return Buffer.from((bits.join('').match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}

/** Adds a code app through its page, and answers its key. The code used is of the step before now, so that now's is free. */
export async function addCodeApp(browser: Browser): Promise<Buffer> {
  const page = await browser.get('/account/code-app');
  const shown = /Or type the key:[^<]*<span[^>]*>([A-Z2-7 ]+)</.exec(page.text)?.[1];
  if (!shown) throw new Error(`no key on the page: ${page.status}`);
  const secret = keyBytes(shown);
  const answer = await browser.post('/account/code-app', { code: codeOf(secret, Date.now() - 30_000) });
  if (answer.status !== 302) throw new Error(`the code was not taken: ${answer.status}`);
  return secret;
}

/** The key of a page's form. */
export const keyIn = (html: string): string => /name="key" value="([^"]+)"/.exec(html)?.[1] ?? '';
