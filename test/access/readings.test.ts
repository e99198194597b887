// size: one walk through every loader, and what of it has to stand in the trail.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { LoaderFunctionArgs } from '@remix-run/node';
import { seedCast } from 'db/seed/seed-cast';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LoadContext } from '~/http/load-context';
import { createLog } from '~/http/log';
import { sessionCookie } from '~/http/session.server';
import routes from '../../app/routes';
import { makeCodeAppKeys, type TestKeys } from '../support/code-app-keys';
import { cloneDatabase, openSession, type TestDatabase } from '../support/database';
import { plantErasures } from '../support/plant-erasures';
import { plantIncidents } from '../support/plant-incidents';
import { plantReveals } from '../support/plant-reveals';
import { plantRights } from '../support/plant-rights';

/** Where a child's record stands: the plan, what was given, what was asked about the identity. */
const CHILD_TABLES =
  'care_plan|plan_item|service_delivered|service_note|service_review|service_withdrawal|reveal_request|erasure_request|legal_hold|rights_request';
const OF_A_CHILD = new RegExp(`\\b(?:from|join)\\s+"?(${CHILD_TABLES})\\b`, 'i');
/** And records beside which a child stands, or that are one of the staff: asked for as such, not for a name or a number in passing. */
const OF_SOMEBODY = new RegExp(
  `\\b(?:from|join)\\s+(?:sec\\.)?"?(${CHILD_TABLES}|incident_subject|case_assignment|care_duties|identities_kept|disbursement|(?:accounting|receipt)(?=".* where .*"reference" = )|person(?=" where))\\b`,
  'i',
);
/** Asks how many, or whether, and for no row. */
const COUNTED = /^select (?:count\(|exists)/i;
const GRANT =
  "select min(g.id)::text as ref from role_grant g join person p on p.id = g.person_id where p.origin <> 'system'";
const ORIGIN = 'http://localhost:3000';
const PEOPLE = ['alvarez', 'chua', 'reyes', 'dizon', 'aquino', 'lim', 'ocampo', 'chambers-zzz', 'ramos'];

interface Transaction {
  request: string;
  texts: string[];
  /** The tables of a child of which rows were read. */
  read: Set<string>;
}

let db: TestDatabase;
let keys: TestKeys;
const done: Transaction[] = [];
/** What each request was answered. */
const answers = new Map<string, string>();
const tokens = new Map<string, string>();
const refs: Record<string, string[]> = {};
let asking = '';

beforeAll(async () => {
  db = await cloneDatabase({ mode: 'none' });
  keys = await makeCodeAppKeys(db);
  await seedCast({ ownerUrl: db.operatorUrl, webUrl: db.webUrl });
  await plantReveals((text) => db.asOperator(text));
  await plantErasures((text) => db.asOperator(text));
  await plantRights((text) => db.asOperator(text));
  await plantIncidents((text) => db.asOperator(text));
  // Guardian ad litem, and trustee of nothing any more.
  const ramos = "(select id from person where email = 'ramos@cast.example')";
  await db.asOperator(`delete from trustee_term where person_id = ${ramos}`);
  await db.asOperator(`update role_grant set role = 'guardian_ad_litem' where person_id = ${ramos}`);
  await db.asOperator(`insert into case_assignment (beneficiary_id, person_id, starts_on)
    select id, ${ramos}, '2026-01-01' from beneficiary where code = 'KALACHUCHI-17'`);
  for (const who of PEOPLE) {
    const [row] = await db.asOperator<{ id: string }>('select id from person where email = $1', [
      `${who}@cast.example`,
    ]);
    tokens.set(who, await openSession(db, Number(row?.id)));
  }
  const list = async (text: string) => (await db.asOperator<{ ref: string }>(text)).map(({ ref }) => ref);
  Object.assign(refs, {
    'disbursements/:ref': await list('select reference as ref from disbursement'),
    'receipts/:ref': await list('select reference as ref from receipt order by id limit 3'),
    'services-delivered/:ref': await list('select reference as ref from service_delivered order by id limit 3'),
    'reveals/:ref': await list('select reference as ref from reveal_request'),
    'erasures/:ref': await list('select reference as ref from erasure_request'),
    'rights/:ref': await list('select reference as ref from rights_request'),
    'legal-holds/:ref': await list('select reference as ref from legal_hold'),
    'incidents/:ref': await list('select reference as ref from incident'),
    'people/:id': await list("select min(id)::text as ref from person where origin <> 'system'"),
    'roles/:id': await list(GRANT),
    'access-review/:id': await list(GRANT),
    'aggregates/:quarter': ['2026-q1'],
    'restrictions/:id': ['1'],
    'delegations/:id': ['1'],
    'trustee-terms/:id': ['1'],
    'assignments/:id': ['1'],
    'supervisions/:id': ['1'],
    'court-seats/:id': ['1'],
    'parties/:id': ['1'],
    'providers/:code': ['Provider 03'],
    'payout-accounts/:id': ['1'],
    'accountings/:ref': await list('select reference as ref from accounting'),
    'beneficiaries/:code': await list('select code as ref from beneficiary'),
    'trusts/:code': await list('select code as ref from trust'),
    'entries/:id': await list('select min(id)::text as ref from journal_entry'),
    'periods/:id': ['1'],
    'account/:id': ['1'],
  });
  watch(db);
});
afterAll(async () => {
  keys?.remove();
  await db?.drop();
});

/** An incident of no child whose code is shown tells of none. */
const named = (row: unknown) =>
  !(row && typeof row === 'object' && 'codes' in row && (row.codes as unknown[]).length === 0);

/** Notes each transaction of the application: what it asked, and whether rows of a child came back. */
function watch({ pool }: TestDatabase): void {
  pool.on('acquire', (client) => {
    const watched = client as typeof client & { watched?: Transaction };
    if ('watched' in client) return;
    const query = client.query.bind(client) as (...args: unknown[]) => Promise<{ rows?: unknown[] }>;
    let open: Transaction = { request: asking, texts: [], read: new Set() };
    watched.watched = open;
    client.query = (async (...args: unknown[]) => {
      const [asked] = args;
      const text = typeof asked === 'string' ? asked : (asked as { text: string }).text;
      if (/^begin/.test(text)) open = { request: asking, texts: [], read: new Set() };
      const result = typeof args.at(-1) === 'function' ? await query(...args) : await query(...args);
      open.texts.push(text);
      const table = COUNTED.test(text) ? undefined : OF_SOMEBODY.exec(text)?.[1];
      if (table && result?.rows?.some(named)) open.read.add(table);
      if (text === 'commit') done.push(open);
      return result;
    }) as typeof client.query;
  });
}

interface Flat {
  path: string;
  file: string;
}
const flat: Flat[] = (routes as unknown as { path?: string; file: string }[]).map(({ path: at, file }) => ({
  path: at ?? '',
  file,
}));

/** Every address of a pattern, with the references of the seeded world. */
function addresses(pattern: string): string[] {
  const [, before = '', name = '', after = ''] = /^(.*?)(:\w+)(.*)$/.exec(pattern) ?? [];
  if (!name) return [pattern];
  const [room = ''] = before.split('/');
  const found = refs[`${room}/${name}`];
  if (!found) throw new Error(`${pattern}: say in this test which records there are`);
  return found.map((ref) => `${before}${ref}${after}`);
}
/** What some screens ask beside their path, to show more. */
const QUERIES: Record<string, string[]> = {
  'services-delivered': ['', '?for=NIYOG-01'],
  'services-delivered/new': ['', '?for=NIYOG-01'],
  'disbursements/new': ['', '?trust=T-0043', '?trust=T-0044'],
};

async function ask(who: string, { path: pattern, file }: Flat): Promise<void> {
  const { loader } = (await import(/* @vite-ignore */ path.resolve('app', file))) as {
    loader?: (args: LoaderFunctionArgs) => Promise<unknown>;
  };
  if (!loader) return;
  for (const address of addresses(pattern)) {
    for (const query of QUERIES[pattern] ?? ['']) {
      asking = `${who} /${address}${query}`;
      const value = Object.fromEntries(
        pattern
          .split('/')
          .flatMap((part, at) => (part.startsWith(':') ? [[part.slice(1), address.split('/')[at]]] : [])),
      );
      const cookie = sessionCookie(tokens.get(who), ORIGIN).split(';')[0] as string;
      const request = new Request(`${ORIGIN}/${address}${query}`, { headers: { Cookie: cookie } });
      const context: LoadContext = {
        cspNonce: 'n',
        requestId: asking,
        address: '192.0.2.7',
        pool: db.pool,
        vaultSocket: '',
        publicOrigin: ORIGIN,
        signOn: null,
        codeAppKeys: keys.codeAppKeys,
        demo: true,
        clock: () => new Date('2027-01-08T15:00:00Z'),
        log: createLog({ write: () => {} }),
        auditCopy: null,
      };
      const answer = await loader({ request, params: value, context } as unknown as LoaderFunctionArgs).catch(
        (thrown: unknown) => {
          // A refusal, and what is not there for this person, are answers; a fault is not.
          if (thrown instanceof Error) throw new Error(`${asking}: ${thrown.message}`, { cause: thrown });
        },
      );
      answers.set(asking, answer instanceof Response ? await answer.text() : JSON.stringify(answer ?? null));
    }
  }
}

/** Puts the first record of the world into an address, and into what is said of it. */
function firstOf(address: string): (text: string) => string {
  const [, room, name] = /^\/([\w-]+)\/(:\w+)/.exec(address) ?? [];
  return (text) => (name ? text.replace(name, refs[`${room}/${name}`]?.[0] ?? '') : text);
}

/** On which record a reader of the trail finds its readings, and whether only their own. */
const HISTORIES: [who: string, address: string, did: string, own: boolean][] = [
  ['lim', '/accountings/ACC-2027-0001', 'read accounting', false],
  ['chua', '/entries/:id', 'read entry', false],
  ['lim', '/incidents/B-1', 'read incident', false],
  ['chua', '/incidents/B-1', 'read incident', true],
  ['ocampo', '/people/:id', 'opened the record of person', true],
  ['alvarez', '/trustee-terms/1/end', 'read a trustee’s term:', false],
  ['ocampo', '/trustee-terms/1/end', 'read a trustee’s term:', true],
  ['lim', '/providers/:code', 'read the record of provider', false],
  ['reyes', '/providers/:code', 'read the record of provider', true],
  ['aquino', '/services-delivered/:ref/review', 'read service', false],
];

/** The trail's own pages name children as records of acts: that the trail was read is in it. */
const OTHERWISE = [/ \/audit/];

/** One record opened, or a list that names a child, and what says so: `:ref` is the first there is. */
const READ: [who: string, address: string, event: string][] = [
  ['ocampo', '/care-duties', 'beneficiary.listed NIYOG-01'],
  ['ocampo', '/assignments/1/end', 'assignment.read 1'],
  ['ocampo', '/supervisions/1/end', 'supervision.read 1'],
  ['ocampo', '/court-seats/1/end', 'court-seat.read 1'],
  ['ocampo', '/people/:id', 'person.read :id'],
  ['ocampo', '/roles/:id/end', 'person.read'],
  ['lim', '/access-review/:id', 'person.read'],
  ['ocampo', '/trustee-terms/1/end', 'trustee-term.read 1'],
  ['lim', '/incidents', 'beneficiary.listed NIYOG-01'],
  ['lim', '/incidents/B-1', 'incident.read B-1'],
  ['ocampo', '/incidents/B-1', 'incident.read B-1'],
  ['lim', '/retention', 'beneficiary.listed NIYOG-01'],
  ['lim', '/legal-holds/new', 'beneficiary.listed NIYOG-01'],
  ['lim', '/', 'beneficiary.listed'],
  ['reyes', '/disbursements', 'beneficiary.listed NIYOG-01'],
  ['reyes', '/disbursements/new?trust=T-0043', 'beneficiary.listed NIYOG-01'],
  ['reyes', '/disbursements/D-2027-0002', 'disbursement.read D-2027-0002'],
  ['chua', '/disbursements/D-2027-0002/approval', 'disbursement.read D-2027-0002'],
  ['chua', '/disbursements/D-2027-0002/withdrawal', 'disbursement.read D-2027-0002'],
  ['reyes', '/disbursements/D-2027-0002/payment', 'disbursement.read D-2027-0002'],
  ['reyes', '/disbursements/D-2027-0002/return', 'disbursement.read D-2027-0002'],
  ['lim', '/receipts/:ref', 'receipt.read :ref'],
  ['chua', '/trusts', 'beneficiary.listed NIYOG-01'],
  ['chua', '/trusts/T-0042', 'trust.read T-0042'],
  ['chua', '/trusts/T-0042/ledger', 'beneficiary.listed'],
  ['chua', '/entries/1', 'entry.read 1'],
  ['chambers-zzz', '/accountings/ACC-2027-0001', 'accounting.read ACC-2027-0001'],
  ['lim', '/accountings/ACC-2027-0001', 'accounting.read ACC-2027-0001'],
  ['chua', '/providers/:code', 'provider.read :code'],
  ['dizon', '/services-delivered/:ref', 'service.read :ref'],
  ['ramos', '/appointments', 'beneficiary.listed KALACHUCHI-17'],
  ['ramos', '/beneficiaries/KALACHUCHI-17/care', 'care-plan.read KALACHUCHI-17'],
  ['ramos', '/beneficiaries/KALACHUCHI-17/care', 'services.read KALACHUCHI-17'],
  ['ramos', '/beneficiaries/KALACHUCHI-17/books', 'books-summary.read KALACHUCHI-17'],
];

describe('every loader, as each of the cast', () => {
  it('that reads a child’s record leaves an event of it in the same transaction', async () => {
    for (const route of flat) for (const who of PEOPLE) await ask(who, route);
    const silent = done
      .filter(({ read, texts }) => read.size > 0 && !texts.some((text) => /record_readings\(|take_copy\(/.test(text)))
      .map(({ request, read }) => `${request} reads ${[...read].join(', ')}`);
    expect(silent).toEqual([]);
    // That the watch sees anything at all.
    const seen = new Set(done.filter(({ read }) => read.size > 0).map(({ request }) => request));
    for (const request of [
      'dizon /beneficiaries',
      'dizon /services-delivered/new?for=NIYOG-01',
      'dizon /reveals',
      'chua /trusts/T-0042',
      'chua /disbursements/D-2027-0002/approval',
      'reyes /disbursements/new?trust=T-0043',
      'lim /reveals',
      'lim /erasures',
      'lim /rights',
      'alvarez /rights/RQ-1',
    ])
      expect([request, seen.has(request)]).toEqual([request, true]);
  }, 120_000);

  it('records each record once a request, however often it is looked at', async () => {
    const twice = await db.asOperator(
      `select request_id, action, record_ref from audit_event where action like '%.read' group by 1, 2, 3 having count(*) > 1`,
    );
    expect(twice).toEqual([]);
    const [opened] = await db.asOperator<{ refs: string[] }>(
      `select array_agg(distinct record_ref order by record_ref) as refs from audit_event
        where action = 'beneficiary.read' and request_id like 'dizon /beneficiaries/%'`,
    );
    expect(opened?.refs).toEqual(['KALACHUCHI-17', 'NIYOG-01']);
  });

  it('names no child whose reading is not in the trail', async () => {
    const codes = await db.asOperator<{ code: string }>('select code from beneficiary');
    const read = await db.asOperator<{ request: string; code: string }>(
      'select distinct e.request_id as request, b.code from audit_event e join beneficiary b on b.id = e.beneficiary_id',
    );
    const recorded = new Set(read.map(({ request, code }) => `${request} ${code}`));
    const named = [...answers].flatMap(([request, text]) =>
      codes.filter(({ code }) => text.includes(code)).map(({ code }) => `${request} ${code}`),
    );
    expect(named.length).toBeGreaterThan(100);
    expect(named.filter((name) => !recorded.has(name) && !OTHERWISE.some((way) => way.test(name)))).toEqual([]);
  });

  it.each(READ)('%s %s leaves %s', async (who, address, event) => {
    const first = firstOf(address);
    const found = await db.asOperator<{ action: string; said: string }>(
      "select action, action || ' ' || record_ref as said from audit_event where request_id = $1",
      [`${who} ${first(address)}`],
    );
    expect(found.flatMap(({ action, said }) => [action, said])).toContain(first(event));
  });

  it.each(HISTORIES)('%s is told on %s who %s (their own acts alone: %s)', (who, address, did, own) => {
    const asked = `${who} ${firstOf(address)(address)}`;
    const { history } = JSON.parse(answers.get(asked) ?? '{}') as {
      history?: { own: boolean; events: { did: string; person: string }[] };
    };
    expect([asked, history?.own, history?.events.map((event) => event.did).includes(did)]).toEqual([asked, own, true]);
    const people = new Set(history?.events.map(({ person }) => person));
    if (own) expect([asked, people.size]).toEqual([asked, 1]);
  });

  it('and a history is not shown to who may not read the trail: a caseworker is told of what they did', () => {
    const account = JSON.parse(answers.get('chambers-zzz /accountings/ACC-2027-0001') ?? '{}');
    expect([account.account.reference, account.history]).toEqual(['ACC-2027-0001', null]);
    const saved = JSON.parse(
      answers.get(`dizon ${firstOf('/services-delivered/:ref')('/services-delivered/:ref')}`) ?? '{}',
    );
    expect(saved.acts.map(({ did }: { did: string }) => did)).toContain('read service');
  });

  it('and a document that leaves is recorded, with its format', async () => {
    const formats = await db.asOperator<{ format: string }>(
      `select distinct facts ->> 'format' as format from audit_event where action = 'accounting.exported' order by 1`,
    );
    expect(formats.map(({ format }) => format)).toEqual(['csv', 'json', 'pdf', 'txt']);
  });
});

describe('whatever in the code asks for rows of a child', () => {
  /** They ask after the record was opened, in the same transaction, or all they ask goes through what records it. */
  const OPENED_BEFORE: Record<string, string> = {
    'app/domain/services-delivered/log-service.server.ts': 'getBeneficiary(',
    'app/domain/services-delivered/find-reviews.server.ts': 'readServices(',
    'app/domain/services-delivered/get-service.server.ts': 'readServices(',
    'app/domain/services-delivered/read-care.server.ts': 'readServices(',
  };

  it('records it, or is named here', () => {
    const files = readdirSync('app', { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.tsx?$/.test(file))
      .map((file) => `app/${file}`);
    const asking = files.filter((file) => {
      const source = readFileSync(file, 'utf8');
      return (
        OF_A_CHILD.test(source) ||
        /from 'db\/schema\/(care-plans|services-delivered|reveals|erasures|rights)'/.test(source)
      );
    });
    expect(asking.length).toBeGreaterThanOrEqual(5);
    for (const file of asking) {
      const how = OPENED_BEFORE[file] ?? 'recordReadings(';
      expect([file, readFileSync(file, 'utf8').includes(how)]).toEqual([file, true]);
    }
  });
});
