import { DEMO_PASSWORD } from 'db/password';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hashOf } from '~/http/sign-in/tries.server';
import { addCodeApp, type Browser, openPages, type Pages } from '../support/pages';

let pages: Pages;
beforeAll(async () => {
  pages = await openPages();
}, 60_000);
afterAll(() => pages?.stop());

const FIREFOX = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0';
const PHONE =
  'Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36';

const isIn = async (browser: Browser) => (await browser.get('/account')).status === 200;
const tokenOf = (browser: Browser) => browser.cookies.get('sid') as string;
const set = (browser: Browser, text: string) =>
  pages.db.asOperator(`update sec.session set ${text} where token_sha256 = $1`, [hashOf(tokenOf(browser))]);
const idOf = async (browser: Browser) =>
  (
    await pages.db.asOperator<{ id: string }>('select id from sec.session where token_sha256 = $1', [
      hashOf(tokenOf(browser)),
    ])
  )[0]?.id as string;

async function signedIn(email: string, agent = FIREFOX): Promise<Browser> {
  const browser = pages.browser({ 'User-Agent': agent });
  await browser.signIn(email);
  return browser;
}

describe('one’s own sessions', () => {
  it('are listed by the words of their devices; of an address or a place there is no column', async () => {
    const { email } = await pages.enroll('Lista', ['trustee']);
    const desk = await signedIn(email);
    await signedIn(email, PHONE);
    const list = (await desk.get('/account/sessions')).text;
    expect(list).toContain('Firefox on Windows');
    expect(list).toContain('Chrome on Android');
    expect(list).toContain('This session');
    expect(list).not.toContain('rv:140');
    const columns = await pages.db.asOperator<{ name: string }>(
      "select attname as name from pg_attribute where attrelid = 'sec.session'::regclass and attnum > 0 order by attnum",
    );
    expect(columns.map((column) => column.name)).toEqual([
      'id',
      'token_sha256',
      'person_id',
      'created_at',
      'last_seen_at',
      'expires_at',
      'idle_for',
      'factor',
      'factor_at',
      'awaits',
      'locked_at',
      'revoked_at',
      'device',
      'before_sha256',
    ]);
    expect(list).not.toMatch(/127\.0\.0\.1|::1/);
  });

  it('end one by one, at once', async () => {
    const { email, personId } = await pages.enroll('Ender', ['caseworker']);
    const [here, there] = [await signedIn(email), await signedIn(email, PHONE)];
    expect(await isIn(there)).toBe(true);
    expect((await here.post(`/account/sessions/${await idOf(there)}/end`)).status).toBe(302);
    expect([await isIn(here), await isIn(there)]).toEqual([true, false]);
    expect(
      await pages.db.asOperator(
        "select record_ref from audit_event where person_id = $1 and action = 'session.ended'",
        [personId],
      ),
    ).toEqual([{ record_ref: 'Chrome on Android' }]);
  });

  it('end all but this one, and other devices are forgotten', async () => {
    const { email, personId } = await pages.enroll('Alla', ['finance']);
    const [here, there, elsewhere] = [await signedIn(email), await signedIn(email, PHONE), await signedIn(email)];
    expect((await here.post('/account/other-sessions/end')).headers.location).toBe('/account/sessions');
    expect([await isIn(here), await isIn(there), await isIn(elsewhere)]).toEqual([true, false, false]);
    expect(await pages.db.asOperator('select from sec.known_device where person_id = $1', [personId])).toHaveLength(1);
  });

  it('of another person are unknown, like a session that never was', async () => {
    const [mine, theirs] = [
      await signedIn((await pages.enroll('Mine', ['trustee'])).email),
      await signedIn((await pages.enroll('Theirs', ['administrator'])).email),
    ];
    const swapped = await mine.post(`/account/sessions/${await idOf(theirs)}/end`);
    const unknown = await mine.post('/account/sessions/3f1c7d1e-7c39-4a55-9d3c-0d8e6a1b2c3d/end');
    expect([swapped.status, unknown.status]).toEqual([404, 404]);
    expect(await isIn(theirs)).toBe(true);
    expect((await mine.get('/account/sessions')).text).not.toContain(await idOf(theirs));
  });
});

describe('more sessions than three', () => {
  it('end the one that lay unused longest; one that waits for its second step ends none', async () => {
    const { email, personId } = await pages.enroll('Many', ['caseworker']);
    const three = [await signedIn(email), await signedIn(email), await signedIn(email)] as const;
    await set(three[1], "last_seen_at = clock_timestamp() - interval '50 seconds'");
    await pages.db.pool.query("select sec.open_session($1, $2, 'infinity')", [personId, hashOf('fourth')]);
    expect(await Promise.all(three.map(isIn))).toEqual([true, false, true]);
    await pages.db.asOperator(
      "insert into sec.session (token_sha256, person_id, expires_at, idle_for, factor, awaits) values ($1, $2, 'infinity', interval '30 minutes', 'password', 'second_step')",
      [hashOf('waits'), personId],
    );
    expect(await Promise.all(three.map(isIn))).toEqual([true, false, true]);
  });
});

describe('signing out', () => {
  it('ends the session, takes its cookie back and has the browser forget what it kept', async () => {
    const browser = await signedIn((await pages.enroll('Leaver', ['caseworker'])).email);
    const again = pages.browser();
    again.cookies.set('sid', tokenOf(browser));
    const left = await browser.post('/sign-out');
    expect(left.headers['clear-site-data']).toBe('"cache", "storage"');
    expect(String(left.headers['set-cookie'])).toMatch(/sid=;.*Max-Age=0/i);
    expect(await isIn(again)).toBe(false);
  });
});

describe('a session’s limits', () => {
  it.each([
    ['trustee', 16, false],
    ['finance', 16, false],
    ['administrator', 16, false],
    ['caseworker', 16, true],
    ['court', 29, true],
    ['court', 31, false],
  ] as const)('of a %s, unused for %i minutes: %s', async (role, minutes, lives) => {
    const browser = await signedIn((await pages.enroll(`Idle ${role} ${minutes}`, [role])).email);
    await set(browser, `last_seen_at = clock_timestamp() - interval '${minutes} minutes'`);
    expect(await isIn(browser)).toBe(lives);
  });

  it('end it after twelve hours, however busy', async () => {
    const browser = await signedIn((await pages.enroll('Long', ['caseworker'])).email);
    const began = (hours: number) =>
      set(
        browser,
        `created_at = clock_timestamp() - interval '${hours} hours', last_seen_at = clock_timestamp() - interval '2 minutes'`,
      );
    await began(11);
    expect(await isIn(browser)).toBe(true);
    await began(13);
    expect(await isIn(browser)).toBe(false);
  });

  it('are a dated record: its next version counts from its day, for sessions that are open too', async () => {
    const browser = await signedIn((await pages.enroll('Dated', ['caseworker'])).email);
    const version = (version: number, minutes: number, from: string) =>
      pages.db.asOperator(
        `insert into policy (key, version, title, value, authority, effective_from, approved_by)
         values ('SE-2', $1, 'x', $2, 'x', legal_today() + $3::int, 'x')`,
        [version, { idle_minutes: String(minutes), longest_hours: '12' }, from],
      );
    await version(2, 1, '1');
    await set(browser, "last_seen_at = clock_timestamp() - interval '5 minutes'");
    expect(await isIn(browser)).toBe(true);
    await version(3, 4, '0');
    await set(browser, "last_seen_at = clock_timestamp() - interval '2 minutes'");
    expect(await isIn(browser)).toBe(true);
    await set(browser, "last_seen_at = clock_timestamp() - interval '5 minutes'");
    expect(await isIn(browser)).toBe(false);
  });
});

describe('a session’s token', () => {
  it('is another after each step, and the one before opens nothing', async () => {
    const { email } = await pages.enroll('Rota', ['trustee']);
    const browser = await signedIn(email);
    await set(browser, "factor_at = clock_timestamp() - interval '6 minutes'");
    const before = pages.browser();
    before.cookies.set('sid', tokenOf(browser));
    const asked = await browser.get('/account/code-app');
    expect(asked.headers.location).toBe('/confirm?next=%2Faccount%2Fcode-app');
    const shown = { 'confirm-with': 'password', 'confirm-password': DEMO_PASSWORD };
    const confirmed = await browser.post('/confirm?next=%2Faccount%2Fcode-app', shown);
    expect(confirmed).toMatchObject({ status: 303, headers: { location: '/account/code-app' } });
    expect([await isIn(browser), await isIn(before)]).toEqual([true, false]);
    await addCodeApp(browser);
  });

  it('that is forged, cut, or of a device cookie, opens nothing', async () => {
    const browser = await signedIn((await pages.enroll('Forge', ['trustee'])).email);
    const device = browser.cookies.get('device') as string;
    expect(device).toMatch(/^[\w-]{43}$/);
    for (const value of [device, `${tokenOf(browser).slice(0, 42)}x`, tokenOf(browser).slice(0, 42), "x' or 1=1"]) {
      const other = pages.browser();
      other.cookies.set('sid', value);
      expect((await other.get('/account')).headers.location).toBe('/sign-in?back=%2Faccount');
    }
  });
});
