// size: every form asked in the one way in which texts are looked through; apart, each half would lay the same world.
import { rmSync } from 'node:fs';
import { CAST, type CastId } from 'db/seed/cast';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { fieldsOf } from '~/http/closed-fields';
import { typedTexts } from '~/http/form-texts.server';
import { guardOf } from '~/http/guard-brand';
import { type Browser, browserOf } from '../support/pages';
import { openTestVault, type TestVault } from '../support/vault';
import { openWorld, type World } from '../support/world';

let world: World;
let vault: TestVault;

beforeAll(async () => {
  world = await openWorld(async (db) => {
    vault = await openTestVault(db, { identities: true });
    return vault.socket;
  });
});
afterAll(async () => {
  await vault?.stop();
  await world?.stop();
});

const NAME = 'Dalupiñas Bukaréña';
/** Kept in a note as a person would: nothing in it looks like a name to the rule that needs no vault. */
const SMALL = 'dalupiñas was tired, bukarena came for her';

async function signedIn(who: CastId): Promise<Browser> {
  const browser = browserOf(world.server);
  await browser.signIn(CAST[who].email);
  return browser;
}
const problemsIn = (html: string) =>
  /<div class="err-sum"[\s\S]*?<\/ul>/.exec(html)?.[0].replace(/<[^>]+>/g, ' ') ?? '';
const keyIn = (html: string) => /name="key" value="([^"]+)"/.exec(html)?.[1] ?? '';
const logged = async () =>
  world.db.asOperator<{ record_ref: string; facts: Record<string, string> }>(
    "select record_ref, facts from audit_event where action = 'text.explained' order by id",
  );

async function reveal(browser: Browser, reason: string, more: Record<string, string> = {}) {
  const page = await browser.get('/beneficiaries/NIYOG-01/reveal');
  const people = /<option value="(\d+)">/.exec(page.text)?.[1] ?? '';
  const body = { item: 'contact', purpose: 'care', path: 'agreed', askedOf: people, ticket: '', ...more };
  return browser.post('/beneficiaries/NIYOG-01/reveal', { ...body, reason, key: keyIn(page.text) });
}

describe('a form that holds a name', () => {
  it('comes back with what was written, says which field and what kind, and not which word', async () => {
    const browser = await signedIn('dizon');
    const answer = await reveal(browser, `Because ${NAME} has to be called today.`);
    expect(answer.status).toBe(422);
    expect(problemsIn(answer.text)).toContain(
      'What you wrote as reason may hold the name of somebody whom the vault protects. Use a code instead, or say below what it is.',
    );
    expect(problemsIn(answer.text)).not.toMatch(/Dalupi|Bukar/);
    expect(answer.text).toMatch(
      /<textarea[^>]*name="reason"[^>]*>Because Dalupiñas Bukaréña has to be called today\.</,
    );
    expect(answer.text).toContain('name="reason-no-name"');
    expect(await world.db.asOperator('select from reveal_request')).toEqual([]);
  });

  it('is taken with other words', async () => {
    const answer = await reveal(await signedIn('dizon'), 'Because the child has to be called today.');
    expect(answer.status).toBe(302);
    expect(await logged()).toEqual([]);
  });

  it('is taken as it is where the person says what it is; that is in the trail, without the words', async () => {
    const reason = 'Dalupiñas is also the name of the street.';
    const browser = await signedIn('dizon');
    expect((await reveal(browser, reason, { 'reason-no-name': 'because' })).status).toBe(422);
    expect((await reveal(browser, reason, { 'reason-no-name': 'place' })).status).toBe(302);
    const rows = await logged();
    expect(rows).toMatchObject([{ record_ref: 'reason', facts: { kind: 'name', reason: 'place' } }]);
    expect(JSON.stringify(rows)).not.toMatch(/street|Dalupi/);
  });

  it('says one field is none, and is still warned of the other', async () => {
    const answer = await reveal(await signedIn('dizon'), 'Dalupiñas has to be called.', {
      'reason-no-name': 'word',
      ticket: 'Order of Oyamelia',
    });
    expect(answer.status).toBe(422);
    expect(problemsIn(answer.text)).toContain('What you wrote as ticket');
  });

  it('in the field log is the note, whatever its letters', async () => {
    const browser = await signedIn('dizon');
    const page = await browser.get('/services-delivered/new?for=NIYOG-01');
    const [item] = await world.db.asOperator<{ id: string }>(
      "select i.id from plan_item i join beneficiary b on b.id = i.beneficiary_id where b.code = 'NIYOG-01' and i.unit = 'session' limit 1",
    );
    const planItemId = item?.id ?? '';
    const asOf = /name="asOf" value="([^"]+)"/.exec(page.text)?.[1] ?? '';
    const body = {
      key: keyIn(page.text),
      planItemId,
      [`amount-${planItemId}`]: '60',
      when: 'today',
      asOf,
      there: 'attended',
    };
    const warned = await browser.post('/services-delivered/new?for=NIYOG-01', { ...body, note: SMALL });
    expect(warned.status).toBe(422);
    expect(problemsIn(warned.text)).toContain('What you wrote as note may hold the name');
    expect(warned.text).toContain(SMALL);
    const told = await browser.post('/services-delivered/new?for=NIYOG-01', {
      ...body,
      note: SMALL,
      'note-no-name': 'word',
    });
    expect(told.text).toContain('Check, then save');
    expect(told.text).toContain('name="note-no-name" value="word"');
  });

  it('of a supervisor who sends a service back is the reason', async () => {
    const browser = await signedIn('aquino');
    const path = '/services-delivered/S-2027-0012/review';
    const key = keyIn((await browser.get(path)).text);
    const warned = await browser.post(path, { key, decision: 'sent_back', reason: SMALL });
    expect(warned.status).toBe(422);
    expect(problemsIn(warned.text)).toContain('What you wrote as reason may hold the name');
    expect(warned.text).toContain(SMALL);
    expect(await world.db.asOperator('select from service_review')).toEqual([]);
    const taken = await browser.post(path, { key, decision: 'sent_back', reason: SMALL, 'reason-no-name': 'word' });
    expect(taken.headers.location).toBe('/team');
  });
});

it('a file’s name is a text too', async () => {
  expect(typedTexts({ note: 'xy', key: 'k', password: 'p' }, { file: 'dalupinas.csv' })).toEqual([
    { field: 'note', text: 'xy' },
    { field: 'file', text: 'dalupinas.csv' },
  ]);
});

describe('what a form holds up to the vault', () => {
  const form = z
    .object({
      key: z.uuid(),
      decision: z.enum(['agreed', 'sent_back']),
      zone: z.literal('Asia/Manila').optional().catch(undefined),
      services: z.preprocess((sent) => [sent].flat(), z.array(z.enum(['Balansing', 'b']))),
      version: z.coerce.number().int(),
      asked: z.iso.date(),
      reason: z.string(),
    })
    .transform((sent) => sent);

  it('is not what the form says is a key, a figure, a day or an answer of its list; nor a figure or code of few digits', () => {
    const { closed } = fieldsOf(form);
    expect([...closed].sort()).toEqual(['asked', 'decision', 'key', 'services', 'version', 'zone']);
    const values = {
      key: 'k',
      decision: 'sent_back',
      zone: 'Asia/Manila',
      services: ['Balansing'],
      version: '20261231',
      asked: '2027-01-08',
      reason: '1,475.33',
      trust: 'T-0042',
      'on-day': '8',
      askedOf: '12',
    };
    expect(typedTexts(values, {}, closed)).toEqual([]);
  });

  it('is a field that takes one thing in one step of a form and words in another', () => {
    const steps = z.discriminatedUnion('step', [
      z.object({ step: z.literal('a'), what: z.enum(['x']) }),
      z.object({ step: z.literal('b'), what: z.string() }),
    ]);
    expect([...fieldsOf(steps).closed]).toEqual(['step']);
  });

  it.each([
    'a-Balansing-Uwakuwakan-San-Noyabo',
    '000-555-0104',
    '0005550104',
    '0 0 0 5 5 5 0 1 0 4',
    'D.B. 2013',
    '2013-08-01',
  ])('is a text whatever it looks like: %s', (text) => {
    expect(typedTexts({ reason: text }, {}, fieldsOf(form).closed)).toEqual([{ field: 'reason', text }]);
  });
});

it.each([
  ['a-Dalupiñas-Oyamel-dela-Bukareña', 'name'],
  ['a_dalupinas_oyamel', 'name'],
  ['DALUPINAS-1 OYAMEL-2', 'name'],
  ['Dalupi\u00adñas Oyamel', 'name'],
  ['000-555-0104', 'number'],
  ['0005550104', 'number'],
])('a name or number in the shape of a reference (%s) is warned of and not kept', async (reason) => {
  const answer = await reveal(await signedIn('dizon'), 'For the visit.', { ticket: reason });
  expect(answer.status).toBe(422);
  expect(problemsIn(answer.text)).toContain('What you wrote as ticket may hold');
});

it('a field that the form does not have leaves no name in the trail', async () => {
  const browser = await signedIn('dizon');
  const before = (await logged()).length;
  const more = { 'Dalupinas Oyamel': 'Dalupiñas', 'Dalupinas Oyamel-no-name': 'word' };
  expect((await reveal(browser, 'For the visit.', more)).status).toBe(302);
  expect((await logged()).slice(before)).toMatchObject([{ record_ref: 'another field' }]);
});

describe('books from a file', () => {
  const row = (party: string) =>
    `occurred_on,kind,amount,currency,units,holding,principal,income,party,category,reference,description\n2027-01-05,fee,45.00,USD,,,45.00,0.00,${party},wire_fee,V-${party.length}77,Outgoing wire fee\n`;
  const send = (
    browser: Browser,
    fields: Record<string, string>,
    file?: { name: string; text: string },
    field = 'file',
  ) => {
    const edge = 'edge-of-a-part';
    const parts = Object.entries(fields).map(
      ([name, value]) => `Content-Disposition: form-data; name="${name}"\r\n\r\n${value}`,
    );
    if (file)
      parts.push(
        `Content-Disposition: form-data; name="${field}"; filename="${file.name}"\r\nContent-Type: text/csv\r\n\r\n${file.text}`,
      );
    const body = `${parts.map((part) => `--${edge}\r\n${part}\r\n`).join('')}--${edge}--\r\n`;
    return browser.send('/trusts/T-0042/import', body, `multipart/form-data; boundary=${edge}`);
  };

  it('are shown with the rows that may name a child, and posted once those are explained', async () => {
    const browser = await signedIn('reyes');
    const file = { name: 'books.csv', text: row('Oyamelia Bukaréña') };
    const shown = await send(browser, { step: 'preview' }, file);
    expect(shown.status).toBe(200);
    expect(shown.text).toMatch(/Row (<!-- -->)?2(<!-- -->)?, (<!-- -->)?party/);
    const books = Buffer.from(file.text).toString('base64');
    const key = keyIn(shown.text);
    const again = await send(browser, { step: 'post', books, key });
    expect(again.status).toBe(200);
    const posted = await send(browser, { step: 'post', books, key, 'books-no-name': 'staff' });
    expect(posted.headers.location).toBe('/trusts/T-0042/import?posted=1&known=0&agreed=0');
    expect((await logged()).at(-1)).toMatchObject({ record_ref: 'row 2, party', facts: { reason: 'staff' } });
  });

  it('are posted by who has shown lately that it is them; else they wait for it with their file', async () => {
    const browser = await signedIn('reyes');
    const file = { name: 'books.csv', text: row('Custodian') };
    const key = keyIn((await send(browser, { step: 'preview' }, file)).text);
    await world.db.asOperator("update sec.session set factor_at = clock_timestamp() - interval '6 minutes'");
    expect((await send(browser, { step: 'preview' }, file)).status).toBe(200);
    const books = Buffer.from(file.text).toString('base64');
    const posted = await send(browser, { step: 'post', books, key });
    expect([posted.status, posted.headers.location]).toEqual([307, '/confirm?next=%2Ftrusts%2FT-0042%2Fimport']);
    expect(await world.db.asOperator("select from journal_entry where party = 'Custodian'")).toEqual([]);
  });

  it('with a dictionary in their texts are refused: words are counted, not questions; that some were found is in the trail', async () => {
    const browser = await signedIn('tan');
    const word = (n: number) => `hula${[...String(n)].map((digit) => 'abcdefghij'[Number(digit)]).join('')}`;
    const head = row('Bank').split('\n')[0];
    const file = (rows: number, words: number) => ({
      name: 'books.csv',
      text: `${head}\n${Array.from({ length: rows }, (_, i) => {
        const description = [
          ...Array.from({ length: words }, (__, k) => word(i * words + k)),
          ...(i === 7 ? ['oyamelia'] : []),
        ];
        return `2027-01-05,fee,1.00,USD,,,1.00,0.00,Bank,wire_fee,V-${i},"${description.join(' ')}"\n`;
      }).join('')}`,
    });
    const refused = await send(browser, { step: 'preview' }, file(300, 10));
    expect(refused.status).toBe(422);
    expect(problemsIn(refused.text)).toContain('Too many of your texts');
    expect(refused.text).not.toContain('Row');
    const found = () =>
      world.db.asOperator<{ facts: unknown; record_ref: string }>(
        "select e.record_ref, e.facts from audit_event e join person p on p.id = e.person_id where action = 'text.telling-found' and p.email = $1 order by e.id",
        [CAST.tan.email],
      );
    expect(await found()).toEqual([{ record_ref: 'texts', facts: { found: '1' } }]);
  });

  it('and market values too: refused with the row, taken once it is said what their texts are', async () => {
    const browser = await signedIn('reyes');
    const file = {
      name: 'values.csv',
      text: 'as_of,holding,units,market_value_usd,source\n2027-01-06,PHP,1.00,1.00,Told by Oyamelia Bukaréña\n',
    };
    const recorded = () => world.db.asOperator("select from valuation where as_of = '2027-01-06'");
    const refused = await send(browser, { step: 'values' }, file, 'values');
    expect(refused.status).toBe(422);
    expect(problemsIn(refused.text)).toContain('Row 2, source: this may hold the name');
    expect(refused.text).toContain('name="values-no-name"');
    expect(await recorded()).toHaveLength(0);
    const taken = await send(browser, { step: 'values', 'values-no-name': 'staff' }, file, 'values');
    expect(taken.headers.location).toBe('/trusts/T-0042/import?values=1');
    expect(await recorded()).toHaveLength(1);
    expect((await logged()).at(-1)).toMatchObject({ record_ref: 'row 2, source', facts: { reason: 'staff' } });
  });

  it('with a name in the file’s own name are warned of', async () => {
    const answer = await send(
      await signedIn('reyes'),
      { step: 'preview' },
      { name: 'oyamelia bukarena.csv', text: row('Bank') },
    );
    expect(answer.status).toBe(422);
    expect(problemsIn(answer.text)).toContain('The name of the file may hold the name');
  });
});

describe('the form that takes a child in', () => {
  const CHILD = {
    name: 'Zedlina Qorvath',
    birth_date: '2013-04-05',
    address: 'Nowhere Lane 7',
    contact: 'Aunt Qorvath 000 555 0999',
    guardian: 'Ubaldina Qorvath',
  };
  const TELLING = /Zedlina|Qorvath|Nowhere|555 0999|Ubaldina|2013-04-05/;

  it('is not warned of what it is for, and leaves it in the vault alone: no page, log line or other table has it', async () => {
    const browser = await signedIn('dizon');
    const before = world.said.length;
    const page = await browser.get('/beneficiaries/new');
    const refused = await browser.post('/beneficiaries/new', { ...CHILD, birth_date: 'soon', key: keyIn(page.text) });
    expect([refused.status, refused.headers['cache-control']]).toEqual([422, 'no-store']);
    const taken = await browser.post('/beneficiaries/new', { ...CHILD, key: keyIn(page.text) });
    expect(taken.headers.location).toMatch(/^\/beneficiaries\/[A-Z]+-\d\d\/taken-in$/);
    const shown = await browser.get(String(taken.headers.location));
    expect(shown.status).toBe(200);
    const tables = await world.db.asOperator<{ name: string }>(
      "select format('%I.%I', table_schema, table_name) as name from information_schema.tables where table_schema in ('public', 'sec') and table_type = 'BASE TABLE'",
    );
    expect(tables.length).toBeGreaterThan(50);
    for (const { name } of tables) {
      const [row] = await world.db.asOperator<{ all: string }>(
        `select coalesce(string_agg(x::text, ' '), '') as all from ${name} x`,
      );
      expect([name, TELLING.test(row?.all ?? '')]).toEqual([name, false]);
    }
    for (const text of [shown.text, JSON.stringify(taken), world.said.slice(before).join('')])
      expect(text).not.toMatch(TELLING);
  });

  it('those that bring an identity to the vault and the page where a form waits for a factor are all that are not warned', async () => {
    const free: string[] = [];
    for (const [file, load] of Object.entries(import.meta.glob('../../app/routes/**/*.{ts,tsx}'))) {
      const { action } = (await load()) as { action?: unknown };
      if (guardOf(action)?.identity) free.push(file.replace('../../app/routes/', ''));
    }
    expect(free.sort()).toEqual([
      'access/confirm.tsx',
      'beneficiaries/new.tsx',
      'parties/new.tsx',
      'providers/new-account.tsx',
      'rights/correction.tsx',
    ]);
  });
});

it('while the vault is away a note is taken, shapes are still warned of, and the log says it was not scanned', async () => {
  rmSync(vault.socket);
  const browser = await signedIn('dizon');
  const before = world.said.length;
  expect((await reveal(browser, `Because ${NAME} has to be called today.`)).status).toBe(302);
  expect((await reveal(browser, 'Because of 0917 123 4567, call there.')).status).toBe(422);
  expect(world.said.slice(before).join('')).toContain('"msg":"text not scanned"');
  expect(world.said.join('')).not.toMatch(/Dalupi|Bukar|0917/);
});
