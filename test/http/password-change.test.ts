import { sqlState } from 'db/client';
import { DEMO_PASSWORD, hashPassword } from 'db/password';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hashOf } from '~/http/sign-in/tries.server';
import { actAs, enroll } from '../support/database';
import { addCodeApp, type Browser, codeOf, openPages, type Pages } from '../support/pages';

let pages: Pages;
beforeAll(async () => {
  pages = await openPages();
}, 60_000);
afterAll(() => pages?.stop());

const NEW = 'seven umbrellas and a goat';
const change = (browser: Browser, given: Partial<Record<'current' | 'next' | 'again', string>> = {}) => {
  const { current = DEMO_PASSWORD, next = NEW, again = next } = given;
  return browser.post('/account/password', {
    'current-password': current,
    'new-password': next,
    'new-password-again': again,
  });
};
const isIn = async (browser: Browser) => (await browser.get('/account')).status === 200;
const tokenOf = (browser: Browser) => browser.cookies.get('sid') as string;

async function signedIn(name: string) {
  const person = await pages.enroll(name, ['trustee']);
  const browser = pages.browser();
  await browser.signIn(person.email);
  return { ...person, browser };
}

describe('one’s own password', () => {
  it('is changed by who knows it; every other session ends, and this one goes on under another token', async () => {
    const { email, personId, browser } = await signedIn('Changes');
    const other = pages.browser();
    await other.signIn(email);
    const before = tokenOf(browser);
    expect((await browser.get('/account')).text).toContain('It is the one you were enrolled with.');
    expect(await change(browser)).toMatchObject({ status: 302, headers: { location: '/account' } });
    expect((await browser.get('/account')).text).toContain('Last changed ');
    expect(await isIn(other)).toBe(false);
    expect(tokenOf(browser)).not.toBe(before);
    const old = pages.browser();
    old.cookies.set('sid', before);
    expect(await isIn(old)).toBe(false);
    expect((await pages.browser().signIn(email)).status).toBe(422);
    expect((await pages.browser().signIn(email, NEW)).status).toBe(302);
    const [event] = await pages.db.asOperator<{ facts: object; kept: string }>(
      `select e.facts, e::text || c::text as kept from audit_event e join sec.credential c using (person_id)
        where e.action = 'password.changed' and e.person_id = $1`,
      [personId],
    );
    // The other browser's, and the one that enrolling began.
    expect(event?.facts).toEqual({ ended: '2' });
    expect(event?.kept).not.toContain(NEW);
  });

  it.each([
    [{ current: 'not this password at all' }, 'That is not your password.'],
    [{ current: '' }, 'Enter the password you have now.'],
    [{ next: 'too short' }, 'A password has at least 15 characters.'],
    [{ next: 'Thunderbird Chevrolet' }, 'This password is one of those that are tried first.'],
    [{ next: 'x'.repeat(129) }, 'A password has at most 128 characters.'],
    [{ next: NEW, again: `${NEW}s` }, 'This differs from the new password above.'],
    [{ next: DEMO_PASSWORD }, 'This is your password already.'],
  ])('is not changed by %j, and the page says why without showing what was typed', async (given, sentence) => {
    const { email, browser } = await signedIn(`Stays ${sentence}`);
    const token = tokenOf(browser);
    const refused = await change(browser, given);
    expect(refused.status).toBe(422);
    expect(refused.text).toContain(sentence);
    for (const typed of Object.values(given).filter((text) => text.length > 3))
      expect(refused.text).not.toContain(typed);
    expect(tokenOf(browser)).toBe(token);
    expect((await pages.browser().signIn(email)).status).toBe(302);
    expect(pages.said.join('')).not.toContain(NEW);
  });

  it('is not guessed at: tries are counted as at signing in', async () => {
    const { browser } = await signedIn('Counted');
    const said = [];
    for (let n = 0; n < 11; n += 1) said.push((await change(browser, { current: 'not this password at all' })).text);
    expect(said.filter((text) => text.includes('Too many tries.'))).toHaveLength(1);
  });

  it('asks for a fresh factor, the second one where there is one, and keeps no password in a page meanwhile', async () => {
    const { email, browser } = await signedIn('Fresh');
    const secret = await addCodeApp(browser);
    const stale = () =>
      pages.db.asOperator(
        "update sec.session set factor_at = clock_timestamp() - interval '6 minutes' where token_sha256 = $1",
        [hashOf(tokenOf(browser))],
      );
    await stale();
    expect((await browser.get('/account/password')).headers.location).toBe('/confirm?next=%2Faccount%2Fpassword');
    const sent = await change(browser);
    expect(sent).toMatchObject({ status: 307, headers: { location: '/confirm?next=%2Faccount%2Fpassword' } });
    const waiting = await browser.post('/confirm?next=%2Faccount%2Fpassword', {
      'current-password': DEMO_PASSWORD,
      'new-password': NEW,
      'new-password-again': NEW,
    });
    expect(waiting.text).toContain('Next you change how you sign in.');
    expect(waiting.text).not.toContain(NEW);
    expect(waiting.text).not.toContain(DEMO_PASSWORD);
    const byPassword = { 'confirm-with': 'password', 'confirm-password': DEMO_PASSWORD };
    expect((await browser.post('/confirm?next=%2Faccount%2Fpassword', byPassword)).status).toBe(422);
    const byCode = { 'confirm-with': 'code', 'confirm-code': codeOf(secret) };
    expect((await browser.post('/confirm?next=%2Faccount%2Fpassword', byCode)).headers.location).toBe(
      '/account/password',
    );
    expect((await change(browser)).status).toBe(302);
    expect((await pages.browser().signIn(email, NEW)).headers.location).toBe('/sign-in/second-step');
  });

  it('of two changes at once is what one of them says', async () => {
    const { email, browser } = await signedIn('Twice');
    const other = pages.browser();
    await other.signIn(email);
    const answers = await Promise.all([change(browser, { next: `${NEW} one` }), change(other, { next: `${NEW} two` })]);
    // The other is refused, or finds its session ended.
    expect(answers.filter(({ headers }) => headers.location === '/account')).toHaveLength(1);
    const opened = [];
    for (const next of ['one', 'two']) opened.push((await pages.browser().signIn(email, `${NEW} ${next}`)).status);
    expect(opened.sort()).toEqual([302, 422]);
  });

  it('is changed in the database by a fresh factor and the hash before alone, and of the cast never', async () => {
    const passwordHash = await hashPassword(DEMO_PASSWORD);
    const raw = (token: string, old: string) =>
      actAs(pages.db, token, (q) =>
        q.execute<{ ended: number | null }>(
          sql`select sec.change_my_password(${old}, 'x', sha256(${token}::bytea), null) as ended`,
        ),
      ).then(({ rows }) => rows[0]?.ended, sqlState);
    const person = await enroll(pages.db, { name: 'Raw', roles: ['finance'], passwordHash });
    expect(await raw(person.token, 'another hash')).toBeNull();
    await pages.db.asOperator(
      "update sec.session set factor_at = clock_timestamp() - interval '6 minutes' where person_id = $1",
      [person.personId],
    );
    expect(await raw(person.token, passwordHash)).toBe('SI002');
    const cast = await enroll(pages.db, {
      name: 'Cast',
      roles: ['trustee'],
      email: 'c@cast.example',
      passwordHash,
      origin: 'cast',
    });
    expect(await raw(cast.token, passwordHash)).toBe('SI004');
    const browser = pages.browser();
    await browser.signIn('c@cast.example');
    expect((await change(browser)).text).toContain('The cast’s password stays');
  });
});
