import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signOnFrom } from '~/http/sign-in/sign-on.server';
import { type Organisation, openOrganisation } from '../support/organisation';
import { addCodeApp, type Browser, openPages, type Pages } from '../support/pages';

let organisation: Organisation;
let pages: Pages;
beforeAll(async () => {
  organisation = await openOrganisation({ returnAddress: () => `${pages.server.origin}/sign-in/organisation/return` });
  const signOn = signOnFrom({
    OIDC_ISSUER: organisation.issuer,
    OIDC_CLIENT_ID: organisation.clientId,
    OIDC_CLIENT_SECRET: organisation.clientSecret,
    OIDC_NAME: 'Example Care',
  });
  pages = await openPages('demo', signOn);
}, 60_000);
afterAll(async () => {
  await pages?.stop();
  await organisation?.stop();
});

const NOT_LET_IN = 'You were not let in. Begin again, or ask your administrator.';
const pathOf = (address: string) => address.replace(pages.server.origin, '');

/** As far as the organisation's answer, which the browser has not followed yet. */
async function signedOn(subject: string, email: string, browser = pages.browser(), verified = true) {
  organisation.who = { subject, email, verified };
  const begun = await browser.get('/sign-in/organisation?back=%2Faccount%2Fsessions');
  expect(begun.status).toBe(302);
  const sent = new URL(begun.headers.location ?? '');
  return { browser, sent, back: pathOf(await organisation.signOn(sent.href)) };
}

const refused = async (browser: Browser, to: string) => {
  const before = pages.said.length;
  const answer = await browser.get(to);
  const lines = pages.said.slice(before).map((line): Record<string, unknown> => JSON.parse(line));
  expect(lines.filter(({ msg }) => msg === 'refused')).toEqual([
    expect.objectContaining({
      code: expect.stringMatching(/^sign-on\.refused-(state|token|person)$/),
      route: '/sign-in/organisation/return',
      requestId: expect.any(String),
    }),
  ]);
  expect(answer.status).toBe(403);
  expect(answer.text).toContain(NOT_LET_IN);
  expect(browser.cookies.has('sid')).toBe(false);
};
const people = () => pages.db.asOperator('select from person');

describe('signing on by one’s organisation', () => {
  it('is offered by its name, asks with PKCE, state and nonce, and lets an enrolled person in', async () => {
    const { email, personId } = await pages.enroll('Sonya', ['trustee']);
    expect((await pages.server.ask('/sign-in')).text).toContain('Sign in with Example Care');
    const { browser, sent, back } = await signedOn('org-1', email);
    expect(Object.fromEntries(sent.searchParams)).toMatchObject({
      code_challenge_method: 'S256',
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      nonce: expect.stringMatching(/^[\w-]{43}$/),
      state: expect.stringMatching(/^[\w-]{43}\./),
      response_type: 'code',
    });
    expect(sent.href).not.toContain(browser.cookies.get('signon'));
    const answer = await browser.get(back);
    expect(answer).toMatchObject({ status: 302, headers: { location: '/account/sessions' } });
    expect((await browser.get('/account/sessions')).text).toContain('your organisation’s sign-on');
    expect(browser.cookies.has('signon')).toBe(false);
    expect(await pages.db.asOperator('select person_id::int, subject from sec.sign_on')).toEqual([
      { person_id: personId, subject: 'org-1' },
    ]);
  });

  it('knows a person by the organisation’s name for them, whatever becomes of the email', async () => {
    const { email } = await pages.enroll('Moved', ['trustee']);
    const first = await signedOn('org-moved', email);
    expect((await first.browser.get(first.back)).status).toBe(302);
    const renamed = await signedOn('org-moved', 'new.name@example.test');
    expect((await renamed.browser.get(renamed.back)).status).toBe(302);
    // Somebody else who is given the old address there is not the person that is enrolled here.
    const heir = await signedOn('org-heir', email);
    await refused(heir.browser, heir.back);
  });

  it('makes nobody a person, and believes no email that is not verified', async () => {
    const before = (await people()).length;
    const stranger = await signedOn('org-2', 'stranger@example.test');
    await refused(stranger.browser, stranger.back);
    const { email } = await pages.enroll('Unverified', ['trustee']);
    const claimed = await signedOn('org-3', email, pages.browser(), false);
    await refused(claimed.browser, claimed.back);
    expect((await people()).length).toBe(before + 1);
    expect(pages.said.join('')).toContain('"code":"sign-on.refused-person"');
  });

  it('is one factor: who has a second one is asked for it', async () => {
    const { email } = await pages.enroll('Stepwise', ['trustee']);
    const first = pages.browser();
    await first.signIn(email);
    await addCodeApp(first);
    const { browser, back } = await signedOn('org-4', email);
    expect((await browser.get(back)).headers.location).toContain('/sign-in/second-step');
    expect((await browser.get('/account')).headers.location).toContain('/sign-in/second-step');
  });
});

describe('an answer of the organisation', () => {
  it('is good once', async () => {
    const { email } = await pages.enroll('Once', ['trustee']);
    const { browser, back } = await signedOn('org-5', email);
    const overheard = pages.browser();
    overheard.cookies.set('signon', browser.cookies.get('signon') as string);
    expect((await browser.get(back)).status).toBe(302);
    await refused(overheard, back);
  });

  it('is of no use in another browser, nor with the secret of another', async () => {
    const { email } = await pages.enroll('Lured', ['trustee']);
    const mine = await signedOn('org-6', email);
    await refused(pages.browser(), mine.back);
    const again = await signedOn('org-6', email);
    const other = pages.browser();
    await other.get('/sign-in/organisation');
    await refused(other, again.back);
  });

  it('that is forged, changed, late, of another issuer, or an error, lets nobody in', async () => {
    const { email } = await pages.enroll('Forged', ['trustee']);
    const attempt = async (change: (answer: URLSearchParams) => void, meanwhile = async () => {}) => {
      const { browser, back } = await signedOn('org-7', email);
      const [path, query] = back.split('?');
      const answer = new URLSearchParams(query);
      change(answer);
      await meanwhile();
      await refused(browser, `${path}?${answer}`);
    };
    await attempt((answer) => answer.set('code', 'made-up'));
    await attempt((answer) => answer.set('state', `${'A'.repeat(43)}.`));
    await attempt((answer) => answer.delete('state'));
    await attempt((answer) => answer.set('iss', 'https://evil.example'));
    await attempt((answer) => {
      answer.delete('code');
      answer.set('error', 'access_denied');
    });
    await attempt(
      () => {},
      async () => void (await pages.db.asOperator('update sec.challenge set expires_at = clock_timestamp()')),
    );
  });

  it('comes back to our own address, whatever the request says of its host', async () => {
    const lying = pages.browser({ 'X-Forwarded-Host': 'evil.example', 'X-Forwarded-Proto': 'https' });
    const begun = await lying.get('/sign-in/organisation');
    expect(new URL(begun.headers.location ?? '').searchParams.get('redirect_uri')).toBe(
      `${pages.server.origin}/sign-in/organisation/return`,
    );
    const elsewhere = pages.browser({ Host: 'evil.example' });
    expect((await elsewhere.get('/sign-in/organisation')).status).toBe(421);
  });
});

describe('without an organisation', () => {
  it('there is no such way in', async () => {
    const plain = await openPages();
    try {
      expect((await plain.server.ask('/sign-in')).text).not.toContain('/sign-in/organisation');
      expect((await plain.server.ask('/sign-in/organisation')).status).toBe(404);
      expect((await plain.server.ask('/sign-in/organisation/return?code=x&state=y')).status).toBe(404);
    } finally {
      await plain.stop();
    }
  }, 60_000);

  it('that cannot be reached, the page says so', async () => {
    const signOn = signOnFrom({ OIDC_ISSUER: 'http://127.0.0.1:9', OIDC_CLIENT_ID: 'x', OIDC_NAME: 'Away' });
    const away = await openPages('demo', signOn);
    try {
      const answer = await away.server.ask('/sign-in/organisation');
      expect(answer.status).toBe(503);
      expect(answer.text).toContain('Away cannot be reached now.');
    } finally {
      await away.stop();
    }
  }, 60_000);

  it('half of one, or one without https, is said at the start', () => {
    expect(signOnFrom({})).toBeNull();
    expect(() => signOnFrom({ OIDC_ISSUER: 'https://id.example' })).toThrow('belong together');
    expect(() => signOnFrom({ OIDC_ISSUER: 'http://id.example', OIDC_CLIENT_ID: 'x' })).toThrow('https address');
  });
});
