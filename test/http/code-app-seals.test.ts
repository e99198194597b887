import { chmodSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tx } from 'db/client';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { base32 } from '~/http/sign-in/base32';
import { openCodeAppKeys } from '~/http/sign-in/code-app-keys.server';
import { rotateCodeAppKeys } from '~/http/sign-in/rotate-code-app-keys.server';
import { newKey } from '~/vault/envelope.server';
import { actAs, enroll, operatorToken } from '../support/database';
import { addCodeApp, type Browser, codeOf, openPages, type Pages } from '../support/pages';

let pages: Pages;
beforeAll(async () => {
  pages = await openPages('live');
}, 60_000);
afterAll(() => pages?.stop());

const answer = (browser: Browser, code: string) =>
  browser.post('/sign-in/second-step', { 'confirm-with': 'code', 'confirm-code': code });

/** Somebody with a code app, and a new browser in which their password was right. */
async function atSecondStep(name: string) {
  const person = await pages.enroll(name, ['trustee']);
  const first = pages.browser();
  await first.signIn(person.email);
  const secret = await addCodeApp(first);
  const browser = pages.browser();
  await browser.signIn(person.email);
  return { ...person, secret, browser };
}

/** Every value of every table of the database, as a stolen copy of it holds them. */
async function copyOfEverything(): Promise<string> {
  const tables = await pages.db.asOperator<{ name: string }>(
    "select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')",
  );
  const rows = [];
  for (const { name } of tables) rows.push(await pages.db.asOperator(`select t::text from ${name} t`));
  expect(tables.length).toBeGreaterThan(60);
  return JSON.stringify(rows);
}

const rotate = async (token?: string) => {
  const acting = { token: token ?? (await operatorToken(pages.db)), requestId: 'rotate' };
  return rotateCodeAppKeys((work) => tx(pages.db.pool, acting, work), pages.keyFile);
};
const keys = (): Record<string, string> => JSON.parse(readFileSync(pages.keyFile, 'utf8'));

describe('a stolen copy of the database', () => {
  it('holds no secret of a code app, enrolled or offered, in any of its forms, nor the key', async () => {
    const { secret } = await atSecondStep('Copied');
    const offered = pages.browser();
    await offered.signIn((await pages.enroll('Offered', ['trustee'])).email);
    const page = (await offered.get('/account/code-app')).text;
    const shown = (/Or type the key:[^<]*<span[^>]*>([A-Z2-7 ]+)</.exec(page)?.[1] ?? '').replaceAll(' ', '');
    expect(shown).toHaveLength(32);
    expect((await offered.get('/account/code-app')).text.replaceAll(' ', '')).toContain(shown);
    const copy = await copyOfEverything();
    const [row] = await pages.db.asOperator<{ sealed: string }>(
      "select encode(sealed, 'hex') as sealed from sec.code_app",
    );
    expect(copy).toContain(row?.sealed);
    const [key = ''] = Object.values(keys());
    for (const kept of [secret, Buffer.from(key, 'base64')])
      for (const form of ['hex', 'base64', 'base64url'] as const) expect(copy).not.toContain(kept.toString(form));
    for (const text of [base32(secret), shown]) expect(copy).not.toContain(text);
  });
});

describe('the file of keys', () => {
  it('is made at the first start, for this account alone, with one key of 32 bytes', () => {
    expect(statSync(pages.keyFile).mode & 0o777).toBe(0o600);
    const [key = ''] = Object.values(keys());
    expect(Buffer.from(key, 'base64')).toHaveLength(32);
  });

  it('is refused where others may read it, where it is another database’s, and where it is gone; none is made in its place', async () => {
    const open = () =>
      openCodeAppKeys(pages.db.pool, pages.keyFile).then(
        () => 'opened',
        (error: Error) => error.message,
      );
    const right = readFileSync(pages.keyFile);
    expect(await open()).toBe('opened');
    chmodSync(pages.keyFile, 0o640);
    expect(await open()).toContain('can be read by others. Run: chmod 600');
    chmodSync(pages.keyFile, 0o600);
    writeFileSync(pages.keyFile, JSON.stringify({ 1: newKey().toString('base64') }));
    expect(await open()).toContain('are not those of this database');
    rmSync(pages.keyFile);
    expect(await open()).toContain('are not at');
    expect(() => statSync(pages.keyFile)).toThrow();
    writeFileSync(pages.keyFile, right, { mode: 0o600 });
    expect(await open()).toBe('opened');
  });
});

describe('a sealed secret', () => {
  const SENTENCE = 'Your code app cannot be asked now. Show it is you in another way, or ask your administrator.';

  it('of which any byte was changed lets nobody in', async () => {
    const { secret, browser, personId } = await atSecondStep('Flipped');
    const [row] = await pages.db.asOperator<{ sealed: Buffer }>(
      'select sealed from sec.code_app where person_id = $1',
      [personId],
    );
    const sealed = row?.sealed as Buffer;
    const put = (value: Buffer) =>
      pages.db.asOperator('update sec.code_app set sealed = $1 where person_id = $2', [value, personId]);
    const code = codeOf(secret);
    for (const at of [0, 4, 5, 16, 17, 32, 33, sealed.length - 1]) {
      const changed = Buffer.from(sealed);
      changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
      await put(changed);
      const refused = await answer(browser, code);
      expect([at, refused.status]).toEqual([at, 422]);
      expect(refused.text).toContain(SENTENCE);
    }
    expect(pages.said.join('')).toContain('"code":"code-app.seal"');
    await pages.db.asOperator('delete from sec.try_count');
    await put(sealed);
    expect((await answer(browser, codeOf(secret))).status).toBe(302);
  });

  it('moved into another person’s row lets neither in, with its hash and version too', async () => {
    const [thief, victim] = [await atSecondStep('Thief'), await atSecondStep('Victim')];
    await pages.db.asOperator(
      `update sec.code_app t set sealed = v.sealed, secret_sha256 = v.secret_sha256, key_version = v.key_version
         from sec.code_app v where t.person_id = $1 and v.person_id = $2`,
      [victim.personId, thief.personId],
    );
    const refused = await answer(victim.browser, codeOf(thief.secret));
    expect(refused.status).toBe(422);
    expect(refused.text).toContain(SENTENCE);
    expect((await answer(thief.browser, codeOf(thief.secret))).status).toBe(302);
  });

  it('of before does not come back: each is sealed for its own version', async () => {
    const { secret, browser, personId } = await atSecondStep('Earlier');
    const [old] = await pages.db.asOperator<{ sealed: Buffer; secret_sha256: Buffer }>(
      'select sealed, secret_sha256 from sec.code_app where person_id = $1',
      [personId],
    );
    expect((await answer(browser, codeOf(secret))).status).toBe(302);
    const anew = await addCodeApp(browser);
    await pages.db.asOperator('update sec.code_app set sealed = $1, secret_sha256 = $2 where person_id = $3', [
      old?.sealed,
      old?.secret_sha256,
      personId,
    ]);
    const again = pages.browser();
    await again.signIn('earlier@example.test');
    for (const code of [codeOf(secret), codeOf(anew)]) expect((await answer(again, code)).status).toBe(422);
  });

  it('is taken from nobody’s word: another secret with its own code is not the enrolled one', async () => {
    const { browser } = await atSecondStep('Word');
    const own = Buffer.alloc(20, 7);
    const { rows } = await pages.db.pool.query("select sec.pass_step_by_code($1, sha256('x'), $2, $3) as passed", [
      browser.cookies.get('sid'),
      own,
      codeOf(own),
    ]);
    expect(rows).toEqual([{ passed: false }]);
  });
});

describe('a new key', () => {
  it('waits where a seal does not open, and says whose', async () => {
    await pages.db.asOperator('delete from sec.code_app');
    const { personId } = await atSecondStep('Broken');
    const before = keys();
    await pages.db.asOperator("update sec.code_app set sealed = sealed || '\\x00' where person_id = $1", [personId]);
    await expect(rotate()).rejects.toThrow(`The code app of person ${personId} does not open.`);
    expect(keys()).toMatchObject(before);
    await pages.db.asOperator('delete from sec.code_app');
  });

  it('seals every secret anew while people sign in, and the old key is let go', async () => {
    const people = [];
    for (let n = 0; n < 6; n += 1) people.push(await atSecondStep(`Rotated ${n}`));
    const before = keys();
    const passing = Promise.all(people.map(({ browser, secret }) => answer(browser, codeOf(secret))));
    const done = await rotate();
    expect(done.sealed).toBeGreaterThanOrEqual(6);
    expect((await passing).map(({ status }) => status)).toEqual(people.map(() => 302));
    expect(Object.keys(keys())).toEqual([String(done.version)]);
    expect(Object.values(keys())).not.toEqual(Object.values(before));
    const versions = await pages.db.asOperator('select distinct key_version from sec.code_app');
    expect(versions).toEqual([{ key_version: done.version }]);
    const newcomer = await atSecondStep('After');
    expect((await answer(newcomer.browser, codeOf(newcomer.secret))).status).toBe(302);
  });

  it('that was interrupted at any of its steps is finished by the next', async () => {
    const { secret, browser } = await atSecondStep('Interrupted');
    const acting = { token: await operatorToken(pages.db), requestId: 'rotate' };
    for (const stop of [1, 2, 3]) {
      let step = 0;
      const cut = rotateCodeAppKeys((work) => {
        step += 1;
        if (step === stop) throw new Error('cut');
        return tx(pages.db.pool, acting, work);
      }, pages.keyFile);
      await expect(cut).rejects.toThrow('cut');
      await expect(openCodeAppKeys(pages.db.pool, pages.keyFile)).resolves.toBeDefined();
    }
    const { version } = await rotate();
    expect(Object.keys(keys())).toEqual([String(version)]);
    expect((await answer(browser, codeOf(secret))).status).toBe(302);
  });

  it('is the operator’s alone', async () => {
    const administrator = await enroll(pages.db, { name: 'Ada', roles: ['administrator'] });
    await pages.db.asOperator('update sec.session set awaits = null where person_id = $1', [administrator.personId]);
    const before = keys();
    await expect(rotate(administrator.token)).rejects.toMatchObject({ cause: { code: 'TU002' } });
    expect(Object.keys(keys())).toContain(Object.keys(before)[0]);
    const asked = await actAs(pages.db, administrator.token, (q) =>
      q.execute(sql`select * from sec.code_apps_of_earlier_keys()`),
    );
    expect(asked.rows).toEqual([]);
  });
});
