import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { CAST, type CastId } from 'db/seed/cast';
import { BENEFICIARIES } from 'db/seed/world';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '~/access/actor';
import { fileAccounting } from '~/domain/accountings/file-accounting.server';
import { prepareAccounting } from '~/domain/accountings/prepare-accounting.server';
import { actAs, openSession } from '../support/database';
import { type Browser, browserOf } from '../support/pages';
import { lacks } from '../support/programs';
import { seatTrustee } from '../support/seat-trustee';
import { openWorld, type World } from '../support/world';

const withoutPdftotext = lacks('pdftotext');
const CODE = /\b[BP]-[34679CFHJKMQRTWX]{4}\b/g;
/** NIYOG-01 has a trust on either court’s docket here, and both accountings are filed. */
const OF_COURT: ReadonlyArray<[CastId, string[]]> = [
  ['chambersZ', ['B-7Q4X', 'B-9M3K']],
  ['chambersY', ['B-6WHT']],
];

let world: World;
const read = new Map<CastId, Map<string, string>>();

beforeAll(async () => {
  world = await openWorld();
  const trustees = await world.db.asOperator<{ id: string }>(`
    with made as (insert into trust (code, court_name, docket, opened_on, instrument_section)
                  select 'T-0045', court_name, docket, '2026-01-01', '4.2' from trust where code = 'T-0042' returning id),
      held as (insert into subaccount (trust_id, beneficiary_id)
               select made.id, b.id from made, beneficiary b where b.code = 'NIYOG-01' returning trust_id)
    select p.id from held, person p where p.email in ('alvarez@cast.example', 'chua@cast.example')`);
  for (const { id } of trustees)
    await seatTrustee(world.db.asOperator, { trust: 'T-0045', person: Number(id), from: '2026-01-01' });
  for (const [trustCode, from] of [
    ['T-0043', '2025-11-01'],
    ['T-0045', '2026-01-01'],
  ] as const)
    await fileWithCourt(trustCode, from);
  for (const [who] of OF_COURT) read.set(who, await crawl(who));
});
afterAll(() => world?.stop());

async function fileWithCourt(trustCode: string, from: string): Promise<void> {
  const as = async <T>(
    who: CastId,
    work: (q: Parameters<Parameters<typeof actAs>[2]>[0], actor: Actor) => Promise<T>,
  ) => {
    const [row] = await world.db.asOperator<{ id: string }>('select id from person where email = $1', [
      CAST[who].email,
    ]);
    const actor = { personId: Number(row?.id), name: CAST[who].name, roles: CAST[who].roles };
    return actAs(world.db, await openSession(world.db, actor.personId), (q) => work(q, actor));
  };
  const input = { key: randomUUID(), trustCode, from, through: '2026-12-31' };
  const { reference } = await as('alvarez', (q, actor) => prepareAccounting(q, actor, input, '2027-01-08'));
  await as('chua', (q, actor) =>
    fileAccounting(q, actor, { key: randomUUID(), reference, checkTexts: async () => ({ told: [], byVault: true }) }),
  );
}

/** Every page and download that a person reaches from their home by following addresses, as text. */
async function crawl(who: CastId): Promise<Map<string, string>> {
  const browser = browserOf(world.server);
  await browser.signIn(CAST[who].email);
  const found = new Map<string, string>();
  const waiting = ['/'];
  for (let to = waiting.pop(); to !== undefined; to = waiting.pop()) {
    if (found.has(to) || to.startsWith('/sign-out')) continue;
    const text = await textOf(browser, to);
    found.set(to, text);
    for (const [, next = ''] of text.matchAll(/(?:href="|action="|"location":")(\/[^"#]*)/g))
      if (!/^\/(assets|favicon)/.test(next)) waiting.push(next.replaceAll('&amp;', '&'));
  }
  return found;
}

async function textOf(browser: Browser, to: string): Promise<string> {
  const answer = await browser.get(to);
  const headers = JSON.stringify(answer.headers);
  if (!String(answer.headers['content-type']).includes('pdf')) return headers + answer.text;
  if (withoutPdftotext) return headers;
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const pdf = await fetch(world.origin + to, { headers: { cookie } });
  const input = Buffer.from(await pdf.arrayBuffer());
  return headers + input.toString('latin1') + execFileSync('pdftotext', ['-', '-'], { input }).toString();
}

describe.each(OF_COURT)('what %s reads', (who, codes) => {
  const pages = () => read.get(who) as Map<string, string>;

  it('is every page and every download of its accountings', () => {
    const documents = [...pages().keys()].filter((to) => to.includes('/document.'));
    expect(documents.map((to) => to.split('.').pop()).sort()).toEqual(
      codes.flatMap(() => ['csv', 'json', 'pdf', 'txt']).sort(),
    );
    for (const to of documents.filter((one) => one.endsWith('.pdf') && !withoutPdftotext))
      expect([to, codes.some((code) => pages().get(to)?.includes(code))]).toEqual([to, true]);
  });

  it('shows its own codes in all of them, and no other', () => {
    const shown = new Set([...pages().values()].flatMap((text) => text.match(CODE) ?? []));
    expect([...shown].sort()).toEqual([...codes].sort());
  });

  it('shows no internal code', () => {
    for (const [to, text] of pages())
      for (const { code } of BENEFICIARIES) expect([to, code, text.includes(code)]).toEqual([to, code, false]);
  });
});

it('two courts have no code in common, though a child is in both their cases', () => {
  const [first, second] = OF_COURT.map(
    ([who]) => new Set([...(read.get(who)?.values() ?? [])].flatMap((text) => text.match(CODE) ?? [])),
  );
  expect([...(first ?? [])].filter((code) => second?.has(code))).toEqual([]);
});

describe('a code that a caseworker mistyped', () => {
  it('is answered at once by a sentence; one that is another’s is not to be told from one that is nobody’s', async () => {
    const browser = browserOf(world.server);
    await browser.signIn(CAST.dizon.email);
    const slip = await browser.get('/services-delivered/new?for=KALACHUCHI-71');
    expect([slip.status, slip.text.includes('The two digits do not belong to this word')]).toEqual([200, true]);
    const own = await browser.get('/services-delivered/new?for=KALACHUCHI-17');
    expect([own.status, own.text.includes('do not belong')]).toEqual([200, false]);
    const theirs = await browser.get('/services-delivered/new?for=KAMAGONG-22');
    const nobodys = await browser.get('/services-delivered/new?for=NIPAY-91');
    expect([theirs.status, nobodys.status]).toEqual([404, 404]);
  });
});
