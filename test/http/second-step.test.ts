// size: one way of signing in with a second step, tried in each way it can go wrong.
import { DEMO_PASSWORD } from 'db/password';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { actAs, enroll, operatorToken } from '../support/database';
import { addCodeApp, type Browser, codeOf, keyBytes, openPages, type Pages } from '../support/pages';

let pages: Pages;
let live: Pages;
beforeAll(async () => {
  pages = await openPages();
  live = await openPages('live');
}, 60_000);
afterAll(async () => {
  await pages?.stop();
  await live?.stop();
});

/** The answer of the second step's form to a code. */
const answer = (browser: Browser, code: string) =>
  browser.post('/sign-in/second-step', { 'confirm-with': 'code', 'confirm-code': code });
const isIn = async (browser: Browser) => (await browser.get('/account')).status === 200;

/** Somebody with a code app, and a new browser in which their password was right. */
async function atSecondStep(name: string, of = pages) {
  const person = await of.enroll(name, ['trustee']);
  const first = of.browser();
  await first.signIn(person.email);
  const secret = await addCodeApp(first);
  const browser = of.browser();
  const begun = await browser.signIn(person.email);
  return { ...person, secret, browser, begun, first };
}

/** Now's code, early enough in its step that the step does not end before it is judged. */
const now = (secret: Buffer) => codeOf(secret);

describe('codes', () => {
  it.each([
    [59, '287082'],
    [1111111109, '081804'],
    [1111111111, '050471'],
    [1234567890, '005924'],
    [2000000000, '279037'],
    [20000000000, '353130'],
  ])('are those of RFC 6238, appendix B, at second %i', async (second, code) => {
    const [row] = await pages.db.asOperator<{ code: string }>('select sec.code_at($1, $2) as code', [
      Buffer.from('12345678901234567890'),
      Math.floor(second / 30),
    ]);
    expect(row?.code).toBe(code);
  });

  it('keep their key from everybody: no role of the application reads it', async () => {
    for (const table of [
      'sec.code_app',
      'sec.code_app_offer',
      'sec.code_app_key',
      'sec.recovery_code',
      'sec.passkey',
      'sec.challenge',
    ]) {
      await expect(pages.db.pool.query(`select * from ${table}`)).rejects.toMatchObject({ code: '42501' });
    }
    await expect(pages.db.pool.query("select sec.code_at('\\x00', 1)")).rejects.toMatchObject({ code: '42501' });
  });
});

describe('the second step', () => {
  it('is asked for after the password, which alone opens nothing', async () => {
    const { browser, begun, secret } = await atSecondStep('Asked');
    expect(begun).toMatchObject({ status: 302, headers: { location: '/sign-in/second-step' } });
    for (const to of ['/', '/account', '/account/sessions', '/approvals', '/confirm']) {
      expect((await browser.get(to)).headers.location).toContain('/sign-in/second-step');
    }
    const token = browser.cookies.get('sid');
    await expect(pages.db.pool.query('select sec.enter($1, $2)', [token, 'r'])).rejects.toMatchObject({
      code: 'SI001',
    });
    const page = (await browser.get('/sign-in/second-step')).text;
    expect(page).toContain('Check it is you');
    expect(page).not.toContain('Asked');
    const passed = await answer(browser, now(secret).replace(/(...)/, '$1 '));
    expect(passed).toMatchObject({ status: 302, headers: { location: '/' } });
    expect(browser.cookies.get('sid')).not.toBe(token);
    expect(await isIn(browser)).toBe(true);
  });

  it('leads on to where the person was going, and nowhere else', async () => {
    const { email, secret } = await atSecondStep('Onward');
    const browser = pages.browser();
    const begun = await browser.post('/sign-in', { email, password: DEMO_PASSWORD, back: '/approvals?page=2' });
    expect(begun.headers.location).toBe('/sign-in/second-step?back=%2Fapprovals%3Fpage%3D2');
    const shown = { 'confirm-with': 'code', 'confirm-code': now(secret) };
    const passed = await browser.post('/sign-in/second-step?back=%2F%2Fevil.example', shown);
    expect(passed.headers.location).toBe('/');
  });

  it('takes a code once: of a hundred at the same time, one', async () => {
    const { browser, secret } = await atSecondStep('Parallel');
    const code = now(secret);
    const token = browser.cookies.get('sid') as string;
    const answers = await Promise.all(
      Array.from({ length: 100 }, () => {
        const one = pages.browser();
        one.cookies.set('sid', token);
        return answer(one, code);
      }),
    );
    expect(answers.filter((one) => one.headers['set-cookie'])).toHaveLength(1);
  });

  it('takes a code once in the database too, where nothing counts the tries', async () => {
    const { browser, secret } = await atSecondStep('Raw');
    const code = now(secret);
    const passed = await Promise.all(
      Array.from({ length: 100 }, async (_, n) => {
        const { rows } = await pages.db.pool.query<{ passed: boolean }>(
          'select sec.pass_step_by_code($1, sha256($2::text::bytea), $3, $4) as passed',
          [browser.cookies.get('sid'), `new ${n}`, secret, code],
        );
        return rows[0]?.passed;
      }),
    );
    expect(passed.filter(Boolean)).toHaveLength(1);
  });

  it('refuses a code of before, of long ago, of another person, and what is none', async () => {
    const { browser, secret, first } = await atSecondStep('Wrong');
    const other = await atSecondStep('Other');
    const used = codeOf(secret, Date.now() - 30_000);
    for (const code of [used, codeOf(secret, Date.now() - 600_000), now(other.secret), '', '12345', "0' or '1'='1"]) {
      const refused = await answer(browser, code);
      expect(refused.status).toBe(422);
      expect(refused.text).toContain('That code is not right, or it was used. Enter the newest one.');
    }
    expect(await isIn(browser)).toBe(false);
    expect(await isIn(first)).toBe(true);
    expect(pages.said.join('')).toContain('"code":"step.refused-code"');
  });

  it('is not passed by the password again', async () => {
    const { browser } = await atSecondStep('Again');
    const refused = await browser.post('/sign-in/second-step', {
      'confirm-with': 'password',
      'confirm-password': DEMO_PASSWORD,
    });
    expect(refused.status).toBe(422);
    expect(await isIn(browser)).toBe(false);
  });

  it('is not passed by the application’s word for a code that the database has not seen', async () => {
    const { browser } = await atSecondStep('Word');
    for (const factor of ['code', 'recovery_code', 'password', 'sign_on']) {
      const { rows } = await pages.db.pool.query('select sec.pass_step($1, sha256($2::text::bytea), $3) as passed', [
        browser.cookies.get('sid'),
        `word ${factor}`,
        factor,
      ]);
      expect(rows, factor).toEqual([{ passed: false }]);
    }
    await expect(pages.db.pool.query("select sec.finish_step('x', '\\x00', 'code')")).rejects.toMatchObject({
      code: '42501',
    });
  });

  it('bounds guesses, and the person’s own device is still let in', async () => {
    const { email, secret, first } = await atSecondStep('Guess');
    const guesser = pages.browser();
    await guesser.signIn(email);
    const guesses = [];
    for (let n = 0; n < 15; n += 1) guesses.push(await answer(guesser, '000000'));
    expect(guesses.filter((one) => one.text.includes('Too many tries.'))).toHaveLength(5);
    const own = pages.browser();
    own.cookies.set('device', first.cookies.get('device') as string);
    await own.signIn(email);
    expect((await answer(own, now(secret))).status).toBe(302);
    expect(await isIn(own)).toBe(true);
  });
});

describe('recovery codes', () => {
  it('are shown once, and each lets in once', async () => {
    const { email, first, personId } = await atSecondStep('Recover');
    const page = await first.post('/account/recovery-codes');
    const codes = [...page.text.matchAll(/>((?:[A-Z2-7]{4}-){3}[A-Z2-7]{4})</g)].map((found) => found[1] as string);
    expect(new Set(codes).size).toBe(10);
    expect((await first.get('/account/recovery-codes')).text).not.toContain(codes[0]);
    const kept = JSON.stringify(
      await pages.db.asOperator('select code_sha256::text from sec.recovery_code where person_id = $1', [personId]),
    );
    expect(kept).not.toContain(Buffer.from((codes[0] as string).replaceAll('-', '')).toString('hex'));
    const use = async (code: string) => {
      const browser = pages.browser();
      await browser.signIn(email);
      return (await browser.post('/sign-in/recovery-code', { 'confirm-code': code })).status;
    };
    expect(await use((codes[3] as string).toLowerCase())).toBe(302);
    expect(await use(codes[3] as string)).toBe(422);
    expect(await use('AAAA-BBBB-CCCC-DDDD')).toBe(422);
    await first.post('/account/recovery-codes');
    expect(await use(codes[4] as string)).toBe(422);
  });
});

describe('live books', () => {
  it('open nothing to a password alone: a second factor is enrolled first', async () => {
    const { email } = await live.enroll('Newcomer', ['administrator']);
    const browser = live.browser();
    expect((await browser.signIn(email)).headers.location).toBe('/account');
    for (const to of ['/', '/people', '/account/sessions', '/account/recovery-codes']) {
      expect((await browser.get(to)).headers.location).toBe('/account');
    }
    const page = (await browser.get('/account')).text;
    expect(page).toContain('Before you go on, add a second factor');
    expect(page).not.toContain('href="/people"');
    const began = () =>
      live.db.asOperator<{ facts: unknown }>(
        "select e.facts from audit_event e join person p on p.id = e.person_id where e.action = 'session.began' and p.email = $1",
        [email],
      );
    expect(await began()).toEqual([]);
    await addCodeApp(browser);
    expect((await browser.get('/people')).status).toBe(200);
    expect(await began()).toEqual([{ facts: { factor: 'password' } }]);
  });

  it('enrol no code app of an offer that is over', async () => {
    const { email } = await live.enroll('Late', ['auditor']);
    const browser = live.browser();
    await browser.signIn(email);
    const page = await browser.get('/account/code-app');
    const key = /<span class="id">([A-Z2-7 ]+)<\/span>/.exec(page.text)?.[1]?.replaceAll(' ', '') ?? '';
    const late = "update sec.code_app_offer set offered_at = offered_at - interval '16 minutes'";
    await live.db.asOperator(late);
    const refused = await browser.post('/account/code-app', { code: codeOf(keyBytes(key)) });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('was shown more than 15 minutes ago');
    expect(
      await live.db.asOperator('select from sec.code_app a join person p on p.id = a.person_id where p.email = $1', [
        email,
      ]),
    ).toEqual([]);
  });

  it('give no role to who has not enrolled yet, whatever page or query they reach', async () => {
    const { email } = await live.enroll('Waiting', ['administrator']);
    const browser = live.browser();
    await browser.signIn(email);
    const client = await live.db.pool.connect();
    try {
      await client.query('begin');
      await client.query('select sec.enter($1, $2)', [browser.cookies.get('sid'), 'r']);
      const { rows } = await client.query("select sec.has_role('administrator') as held");
      expect(rows).toEqual([{ held: false }]);
    } finally {
      await client.query('rollback');
      client.release();
    }
  });

  it('make whoever waited under the same password pass the new second step', async () => {
    const { email } = await live.enroll('Twice', ['auditor']);
    const [own, other] = [live.browser(), live.browser()];
    await own.signIn(email);
    await other.signIn(email);
    await addCodeApp(own);
    expect((await other.get('/account')).headers.location).toContain('/sign-in/second-step');
  });

  it('keep a person’s last second factor', async () => {
    const { email } = await live.enroll('Last', ['auditor']);
    const browser = live.browser();
    await browser.signIn(email);
    await addCodeApp(browser);
    const refused = await browser.post('/account/code-app/removal');
    expect(refused.status).toBe(422);
    const again = live.browser();
    expect((await again.signIn(email)).headers.location).toBe('/sign-in/second-step');
  });
});

describe('who has lost everything', () => {
  it('enrols anew after the operator, and nobody else, has let them', async () => {
    const { email, browser, secret } = await atSecondStep('Lost', live);
    await answer(browser, now(secret));
    const administrator = await enroll(live.db, { name: 'Not the operator', roles: ['administrator'] });
    await live.db.asOperator('update sec.session set awaits = null where person_id = $1', [administrator.personId]);
    const forget = (token: string) => actAs(live.db, token, (q) => q.execute(sql`select sec.forget_factors(${email})`));
    await expect(forget(administrator.token)).rejects.toMatchObject({ cause: { code: 'TU002' } });
    expect(await isIn(browser)).toBe(true);
    await forget(await operatorToken(live.db));
    expect(await isIn(browser)).toBe(false);
    const anew = live.browser();
    expect((await anew.signIn(email)).headers.location).toBe('/account');
    expect((await anew.get('/people')).headers.location).toBe('/account');
    await addCodeApp(anew);
    expect(await isIn(anew)).toBe(true);
  });
});

describe('the demo world', () => {
  it('asks who has enrolled, and lets a second factor go again', async () => {
    const { first, email } = await atSecondStep('Demo');
    expect((await first.post('/account/code-app/removal')).status).toBe(302);
    expect((await pages.browser().signIn(email)).headers.location).toBe('/');
  });
});
