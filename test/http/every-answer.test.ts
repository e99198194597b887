// size: one world, and every kind of answer that it gives
import { execFileSync } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { homedir, hostname, tmpdir, userInfo } from 'node:os';
import path from 'node:path';
import type { RouteConfigEntry } from '@remix-run/route-config';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import routes from '~/routes';
import { enrolScreenPeople, type ScreenPerson } from '../access/screen-people';
import { findScreenRecords, QUERIES, RECORDS } from '../access/screen-visits';
import { lacks } from '../support/programs';
import { type Answer, serveBehindGates, type TestServer } from '../support/server';
import { openTestVault, type TestVault } from '../support/vault';
import { openWorld, type World } from '../support/world';

const ORIGIN = 'https://tutela.example';
const CLIENT = path.resolve('build/client');
let world: World;
let vault: TestVault;
/** The pages as behind a proxy that has https. */
let server: TestServer;
let people: ScreenPerson[];
let addresses: { pattern: string; at: string }[];

beforeAll(async () => {
  world = await openWorld(
    async (db) => {
      vault = await openTestVault(db, { identities: true });
      return vault.socket;
    },
    ['127.0.0.1'],
    ORIGIN,
  );
  server = world.server;
  people = await enrolScreenPeople(world);
  const records = await findScreenRecords(world);
  addresses = (routes as RouteConfigEntry[]).map(({ path: pattern = '' }) => {
    const record = RECORDS.find(([start]) => pattern.startsWith(start))?.[1] ?? '';
    const filled = pattern.replace(/:\w+|\*/, encodeURIComponent(records[record] ?? '0'));
    return { pattern, at: `/${filled}${QUERIES[pattern] ?? ''}` };
  });
}, 120_000);
afterAll(async () => {
  await vault?.stop();
  await world?.stop();
});

type Options = NonNullable<Parameters<TestServer['ask']>[1]>;
const tokens = new Map<string, string>();

/** As somebody of a role, own to the records; nobody, without one. */
async function ask(at: string, role = '', options: Options = {}): Promise<Answer> {
  const person = people.find((one) => one.role === role) as ScreenPerson | undefined;
  if (person && !tokens.has(role)) tokens.set(role, await person.session());
  const Cookie = person ? `__Host-sid=${tokens.get(role)}` : '';
  const place = [...tokens.keys()].indexOf(role) + 1;
  const from = { Host: 'tutela.example', 'X-Forwarded-For': `10.0.0.${place}`, Cookie };
  return server.ask(at, { ...options, headers: { ...from, ...options.headers } });
}
const post = (at: string, role = '', headers: Record<string, string> = { Origin: ORIGIN }, body = 'a=b') =>
  ask(at, role, { method: 'POST', body, headers: { 'Content-Type': 'application/x-www-form-urlencoded', ...headers } });

const WALLS = {
  'strict-transport-security': 'max-age=63072000',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': expect.stringContaining('geolocation=()'),
};
const POLICY = [
  "default-src 'none'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "object-src 'none'",
];
const nonces: string[] = [];

/** What an answer lacks of what each has to have. */
function lacking({ headers }: Answer): string[] {
  const policy = String(headers['content-security-policy']);
  const nonce = /script-src 'nonce-([\w+/=]{20,})' 'strict-dynamic'(;|$)/.exec(policy)?.[1];
  if (nonce) nonces.push(nonce);
  return [
    ...Object.entries(WALLS).flatMap(([name, value]) =>
      (typeof value === 'string' ? headers[name] === value : value.asymmetricMatch(headers[name])) ? [] : [name],
    ),
    ...POLICY.filter((part) => !policy.split(';').includes(part)),
    ...(nonce ? [] : ['a nonce']),
    ...(headers['cache-control'] === 'no-store' ? [] : ['no-store']),
    ...['server', 'x-powered-by', 'access-control-allow-origin', 'x-aspnet-version'].filter((name) => name in headers),
    ...(headers['set-cookie'] ?? []).filter(
      (cookie) =>
        !(
          /^__Host-/.test(cookie) &&
          ['Path=/', 'HttpOnly', 'Secure', 'SameSite=Lax'].every((part) => cookie.includes(part))
        ),
    ),
  ];
}

const problems: string[] = [];
const kinds = new Map<string, number>();
function look(kind: string, answer: Answer): Answer {
  kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  for (const what of lacking(answer)) problems.push(`${kind}: ${what}`);
  return answer;
}

describe('every answer', () => {
  it('has all the walls: each page, form, redirection, refusal, error, file and built file', async () => {
    for (const role of ['', 'trustee', 'worker', 'finance', 'court', 'auditor', 'admin'])
      for (const { pattern, at } of addresses.filter((one) => one.pattern !== 'sign-out')) {
        const { status, headers } = look(`GET /${pattern}`, await ask(at, role));
        const kind = String(headers['content-type']).split(';')[0];
        kinds.set(`${status} ${kind}`, (kinds.get(`${status} ${kind}`) ?? 0) + 1);
      }
    for (const { pattern, at } of addresses) look(`POST /${pattern}`, await post(at));
    look('signed in', await post('/sign-in', '', { Origin: ORIGIN }, 'email=alvarez%40cast.example&password=wrong'));
    for (const role of ['trustee', 'court']) look('data', await ask('/accountings.data', role));
    const gates: [number, Answer][] = [
      [400, await post('/sign-in?_data=x')],
      [403, await post('/sign-in', '', { Origin: 'https://evil.example' })],
      [404, await ask('/nothing/here')],
      [404, await ask('/assets/nothing.js')],
      [405, await ask('/', '', { method: 'TRACE' })],
      [405, await ask('/', '', { method: 'OPTIONS' })],
      [413, await post('/sign-in', '', { Origin: ORIGIN }, 'x'.repeat(1_100_000))],
      [421, await ask('/', '', { headers: { Host: 'evil.example' } })],
      [200, await ask('/healthz')],
      [200, await ask('/readyz')],
      [302, await ask('/', '', { method: 'HEAD' })],
    ];
    for (const [status, answer] of gates)
      expect([status, look(`gate ${status}`, answer).status]).toEqual([status, status]);
    const { pool } = world.db;
    const query = pool.query;
    Object.assign(pool, { query: () => Promise.reject(new TypeError('of a test')) });
    try {
      for (const at of ['/trusts', '/sign-in.data', '/accountings/A-1/document.pdf'])
        look(
          'fault',
          await (at === '/sign-in.data'
            ? post(at, '', { Origin: ORIGIN }, 'email=a%40b.example&password=c')
            : ask(at, 'trustee')),
        );
    } finally {
      Object.assign(pool, { query });
    }
    const built = readdirSync(path.join(CLIENT, 'assets')).map((name) => `/assets/${name}`);
    for (const at of [...built, '/favicon.ico', '/favicon.svg']) {
      expect([at, look('built file', await ask(at)).status]).toEqual([at, 200]);
    }
    console.info(JSON.stringify([...kinds].filter(([kind]) => /^\d/.test(kind) || !kind.includes('/'))));
    expect(problems).toEqual([]);
    expect([...kinds.keys()]).toEqual(
      expect.arrayContaining([
        ...['200 text/html', '200 application/pdf', '200 text/csv', '200 application/json', '200 text/plain'],
        ...['403 text/html', '404 text/html', 'fault', 'built file'],
      ]),
    );
    expect(new Set(nonces).size).toBe(nonces.length);
  }, 240_000);

  it('to too many requests from one address has them as well', async () => {
    const gates = await serveBehindGates(() => (_request, response) => void response.end('x'), undefined, [], ORIGIN);
    let last: Answer | undefined;
    for (let n = 0; n < 1201; n += 1) last = await gates.ask('/', { headers: { Host: 'tutela.example' } });
    await gates.stop(100);
    expect([last?.status, lacking(last as Answer)]).toEqual([429, []]);
  }, 60_000);
});

describe('what lies beside the pages', () => {
  const BESIDE = [
    ...[
      '/.git',
      '/.git/',
      '/.git/config',
      '/.git/HEAD',
      '/.git/index',
      '/.git/logs/HEAD',
      '/.gitignore',
      '/.svn/entries',
    ],
    ...['/.env', '/.env.local', '/.npmrc', '/.tutela', '/.tutela/vault', '/.DS_Store', '/.well-known/', '/.htaccess'],
    ...['/package.json', '/package-lock.json', '/tsconfig.json', '/biome.json', '/README.md', '/vite.config.ts'],
    ...[
      '/build',
      '/build/',
      '/build/server/index.js',
      '/build/client/',
      '/server/index.js',
      '/index.js',
      '/index.html',
    ],
    ...[
      '/app/',
      '/app/routes.ts',
      '/db/',
      '/db/schema/schema.ts',
      '/test/',
      '/node_modules/',
      '/node_modules/pg/package.json',
    ],
    ...['/assets', '/assets/', '/public/', '/backup.sql', '/dump.tar.gz', '/server-status', '/debug', '/metrics'],
    ...['/../package.json', '/..%2fpackage.json', '/%2e%2e/%2e%2e/package.json', '/assets/../../../package.json'],
    ...[
      '/assets/..%2f..%2f..%2fpackage.json',
      '/assets/%2e%2e/%2e%2e/server/index.js',
      '/assets/..%5c..%5cserver%5cindex.js',
    ],
    ...[
      '/assets/.%00/',
      '/favicon.ico/',
      '/favicon.svg/..%2f..%2fserver%2findex.js',
      '//package.json',
      '/./.git/config',
    ],
  ];

  it('is not there: no repository, no setting, no source, no build, no list of a folder', async () => {
    for (const role of ['', 'admin'])
      for (const at of BESIDE) {
        const { status, text, headers } = await ask(at, role);
        const where = [role, at];
        // An address that cannot be read is refused before anything is looked for.
        expect([...where, status]).toEqual([...where, at.includes('%00') ? expect.toBeOneOf([400, 404]) : 404]);
        expect([...where, headers.location]).toEqual([...where, undefined]);
        expect([...where, /"dependencies"|\[core\]|ref: refs|Index of|<title>listing|import /i.test(text)]).toEqual([
          ...where,
          false,
        ]);
      }
  });

  it('is no map of a script to its source, nor a script that names one', async () => {
    const files = readdirSync(path.join(CLIENT, 'assets'));
    expect(files.length).toBeGreaterThan(3);
    expect(files.filter((name) => name.endsWith('.map'))).toEqual([]);
    for (const name of files) {
      expect([name, (await ask(`/assets/${name}.map`)).status]).toEqual([name, 404]);
      expect([name, (await ask(`/assets/${name}`)).text.includes('sourceMappingURL')]).toEqual([name, false]);
    }
  });
});

describe('a file that leaves', () => {
  /** What a file could tell of where it was made. From which addresses people came is in the trail, which an auditor takes whole. */
  const TELLING = [
    hostname(),
    homedir(),
    process.cwd(),
    tmpdir(),
    'node_modules',
    'file://',
    '/usr/',
    '/home/',
    'localhost',
  ];
  const telling = (text: string) =>
    [...TELLING, ...(userInfo().username.length > 4 ? [userInfo().username] : [])].filter(
      (word) => word.length > 2 && text.includes(word),
    );

  it.skipIf(lacks('pdfinfo'))(
    'tells of itself no author, no path of a program and no host, in any format',
    async () => {
      await world.db.asOperator(`insert into rights_request (reference, kind, beneficiary_id, asker, proof, received_on, due_on, statement, recorded_by)
      select 'RQ-9', 'access', b.id, 'of_age', 'identity_paper', '2026-12-01', '2026-12-31', '', p.id from beneficiary b, person p
       where b.code = 'KALACHUCHI-17' and p.email = 'dizon@cast.example'`);
      await world.db.asOperator(`insert into rights_decision (request_id, decided_by, decision, reason)
      select r.id, p.id, 'agreed', 'planted by a test' from rights_request r, person p where r.reference = 'RQ-9' and p.email = 'alvarez@cast.example'`);
      const [accounting] = await world.db.asOperator<{ it: string }>('select min(reference) as it from accounting');
      const files: [string, string][] = [
        ...['pdf', 'json', 'csv', 'txt'].map((ending): [string, string] => [
          'court',
          `/accountings/${accounting?.it}/document.${ending}`,
        ]),
        ...['html', 'json'].map((ending): [string, string] => ['trustee', `/rights/RQ-9/file.${ending}`]),
        ['auditor', '/audit/trail.csv'],
        ['auditor', '/incidents/annual.csv'],
        ['finance', '/aggregates/2026-q1/table.csv'],
      ];
      const properties: string[] = [];
      for (const [role, at] of files) {
        const { status, headers, text } = await ask(at, role);
        expect([at, status]).toEqual([at, 200]);
        expect([at, headers['content-disposition']]).toEqual([
          at,
          expect.stringMatching(/^(attachment|inline); filename="[\w.-]+"$/),
        ]);
        expect([at, telling(JSON.stringify(headers) + text)]).toEqual([at, []]);
        if (!at.endsWith('.pdf')) continue;
        const Cookie = `__Host-sid=${tokens.get(role)}`;
        const bytes = await bytesOf(at, Cookie);
        const file = path.join(tmpdir(), `tutela-answer-${process.pid}.pdf`);
        writeFileSync(file, bytes);
        const info = execFileSync('pdfinfo', [file], { encoding: 'utf8', stdio: 'pipe' });
        const meta = execFileSync('pdfinfo', ['-meta', file], { encoding: 'utf8', stdio: 'pipe' });
        const named = [...info.matchAll(/^(\w[\w ]*):/gm), ...meta.matchAll(/<(\w+:\w+)[ >]/g)].map(
          ([, name = '']) => name,
        );
        properties.push(...named);
        expect(
          named.filter((name) =>
            /^(Author|Keywords|Subject|Company|.*:(creator|contributor|publisher|author|keywords))$/i.test(name),
          ),
        ).toEqual([]);
        expect(telling(info + meta + bytes.toString('latin1'))).toEqual([]);
      }
      expect(properties).toEqual(expect.arrayContaining(['Pages', 'xmp:CreatorTool']));
    },
  );

  async function bytesOf(at: string, Cookie: string): Promise<Buffer> {
    const { request } = await import('node:http');
    return new Promise((resolve, reject) => {
      const headers = { Host: 'tutela.example', Cookie };
      request({ host: '127.0.0.1', port: server.port, path: at, headers, agent: false }, (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('end', () => resolve(Buffer.concat(parts)));
      })
        .on('error', reject)
        .end();
    });
  }
});
