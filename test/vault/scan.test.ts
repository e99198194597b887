import { seedCast } from 'db/seed/seed-cast';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CheckTexts, checkTextsBy } from '~/vault/check-texts.server';
import { partsOfText } from '~/vault/telling-parts';
import { patternsIn } from '~/vault/text-patterns';
import { cloneDatabase, enroll, operatorToken, type TestDatabase } from '../support/database';
import { openTestVault, type TestVault } from '../support/vault';

let db: TestDatabase;
let vault: TestVault;
let worker: string;

beforeAll(async () => {
  db = await cloneDatabase({ mode: 'none' });
  await seedCast({ ownerUrl: db.operatorUrl, webUrl: db.webUrl });
  vault = await openTestVault(db, { identities: true });
  worker = (await enroll(db, { name: 'W. Oyamel', roles: ['caseworker'] })).token;
});
afterAll(async () => {
  await vault?.stop();
  await db?.drop();
});

const checkAs = (token: string): CheckTexts => checkTextsBy(vault.socket, { token, requestId: 'test' });
const kindsOf = async (text: string) => {
  const { told } = await checkAs(await operatorToken(db))([text]);
  return told.map(({ kind, sure }) => (sure ? kind : `${kind}?`)).sort();
};

/** NIYOG-01 is Dalupiñas Oyamel dela Bukaréña, of age on January 8, 2031; contact 000 555 0104. */
describe('a text that tells of an identity is known, however it is written', () => {
  it.each([
    ['Spoke with Dalupiñas Oyamel dela Bukaréña today.', ['name']],
    ['spoke with dalupinas oyamel', ['name']],
    ['BUKARENA, DALUPINAS', ['name']],
    ['De la Bukaréña, Dalupiñas: absent', ['name']],
    ['Dalupin\u0303as came with Bukare\u0301n\u0303a', ['name']],
    ['Dalupiñas came late', ['name?']],
    ['all small letters: dalupinas came late', ['name?']],
    ['The aunt is Oyamelia', ['name?']],
    ['Oyang called', ['name?']],
    ['scan_dalupinas_bukarena.pdf', ['name']],
    ['DalupinasBukarena.pdf', ['name']],
    ['D.O.B., born 2013', ['birth_date', 'name']],
    ['Client DB 2013 was there', ['name']],
    ['(2013) B. D. was there', ['name']],
    ['Call 000 555 0104', ['number', 'phone']],
    ['pay to TEST-0000-5550-7781', ['number']],
    ['They moved to Sitio Hindi Totoo', ['place']],
    ['Barangay Kathangisip, near Totoo', ['place']],
    ['Invoice of Klinika Ñamarindong Wala', ['name']],
  ])('%s: %j', async (text, kinds) => {
    const year = await db.asOperator<{ on: string }>(
      "select majority_on::text as on from beneficiary where code = 'NIYOG-01'",
    );
    const born = String(Number(year[0]?.on.slice(0, 4)) - 18);
    expect(await kindsOf(text.replaceAll('2013', born))).toEqual(kinds);
  });

  it.each([
    'Counselling for NIYOG-01 and KALACHUCHI-17, 60 minutes.',
    'Paid Provider 03 on Jan 8, 2027: 475.33 USD, invoice INV-2027-0014.',
    'Asked W. Oyamel to visit again.',
    'The child was absent on Monday. Dr. Reyes was told.',
    'Barangay hall, purok leader and the city office were closed.',
    'It was not true (hindi) that the bus was late.',
    'Restitution, Case ZZZ-0001, defendant 02, C-1301',
    'Two of the staff, AB and CD, 2026 plan',
    '',
  ])('and says nothing of: %s', async (text) => {
    expect(await kindsOf(text)).toEqual([]);
  });
});

describe('the vault never says more than the kind', () => {
  it('and answers places of the texts, not their words', async () => {
    const answer = await vault.ask({
      ask: 'scan',
      token: worker,
      requestId: 'test',
      texts: ['nothing', 'Dalupiñas Bukaréña'],
    });
    expect(answer).toEqual({ found: [{ text: 1, kind: 'name', sure: true }] });
  });

  it('keeps in its log that it was asked, and what kind was found', async () => {
    const rows = await db.asOperator<{ outcome: string; subject_id: string | null }>(
      "select outcome, subject_id from vault.read_log where act = 'scan' order by id desc limit 1",
    );
    expect(rows).toEqual([{ outcome: 'found 1 name', subject_id: null }]);
  });

  it('holds its tokens under a key: none is a hash of the word alone, and the web’s role cannot read them', async () => {
    await expect(db.pool.query('select * from vault.scan_token')).rejects.toMatchObject({ code: '42501' });
  });

  it('stops answering who finds too much, as a worker’s notes never would', async () => {
    const { token } = await enroll(db, { name: 'Guesser', roles: ['caseworker'] });
    const check = checkAs(token);
    const guesses = ['Dalupiñas', 'Oyang', 'Iñaki', 'Balansiñg', 'Taglinaoña'];
    for (let question = 0; question < 12; question += 1) expect((await check(guesses)).told).toHaveLength(5);
    await expect(check(['nothing'])).rejects.toMatchObject({ code: 'vault.scanned' });
  });
});

it('many and long texts go in several questions, and a name between two pieces is found', async () => {
  const check = checkAs(await operatorToken(db));
  const long = `${'x '.repeat(3_895)}Dalupiñas Bukaréña ${'y '.repeat(9_000)}`;
  const texts = [...Array.from({ length: 450 }, (_, i) => `row ${i} “of” the file`), long, 'Oyang'];
  const { told, byVault } = await check(texts);
  expect(byVault).toBe(true);
  expect(told.map(({ text }) => text)).toEqual(expect.arrayContaining([450, 451]));
  expect(told.some(({ text }) => text < 450)).toBe(false);
});

it('what is rotated is still known, and what is erased is known no more', async () => {
  const operator = await operatorToken(db);
  await vault.ask({ ask: 'rotate', token: operator, requestId: 'test', what: 'root' });
  expect(await kindsOf('Dalupiñas Bukaréña')).toEqual(['name']);
  const versions = await db.asOperator<{ v: number }>('select distinct kek_version as v from vault.scan_token');
  expect(versions).toEqual([{ v: 2 }]);
  await db.asOperator(`delete from vault.field where subject_id = (select s.id from vault.subject s
    join beneficiary b on b.id = s.record_id and s.kind = 'beneficiary' where b.code = 'NIYOG-01')`);
  expect(await kindsOf('Dalupiñas Bukaréña')).toEqual([]);
});

it('without the vault only shapes are looked for, and the answer says so', async () => {
  const check = checkTextsBy('', { token: 'x', requestId: 'test' });
  expect(await check(['Dalupiñas', 'mail a@b.example'])).toEqual({
    told: [{ text: 1, kind: 'email', sure: true }],
    byVault: false,
  });
});

describe('shapes', () => {
  it.each([
    ['write to tita.oyang+1@post.example', ['email']],
    ['+63 917 123 4567', ['phone']],
    ['0917-123-4567', ['phone']],
    ['(555) 010-0104', ['phone']],
    ['account no. 0012 3456 7890', ['account']],
    ['GB33 BUKB 2020 1555 5555 55', ['account']],
    ['born on 14 Feb 2013', ['birth_date']],
    ['DOB: 2013-02-14', ['birth_date']],
    ['14.59951, 120.98422', ['coordinates']],
  ])('%s', (text, kinds) => {
    expect(patternsIn(text)).toEqual(kinds);
  });

  it.each([
    'Jan 8, 2027: 475.33 USD',
    'C-1301, INV-2027-0014, WIRE 2027010800123',
    'T-0042 2026-01-01 to 2026-12-31',
    'GB33 BUKB 2020 1555 5555 56',
    '10,000.00 of face value at 99.8040',
    'A reborn plan of 3 steps',
  ])('none: %s', (text) => {
    expect(patternsIn(text)).toEqual([]);
  });

  it('are looked for in long texts as fast as in short ones, whatever stands there', () => {
    for (const text of ['A.', '0 ', 'a', '1.111', 'a-', 'born ', '+1 ', 'AB12 ']) {
      const long = `${text.repeat(100_000)}-1`;
      patternsIn(long);
      expect(partsOfText(long).length).toBeLessThan(100_001);
    }
  });
});
