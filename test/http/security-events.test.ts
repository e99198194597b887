import { randomBytes, randomUUID } from 'node:crypto';
import { DEMO_PASSWORD, hashPassword } from 'db/password';
import { CAST, type CastId } from 'db/seed/cast';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hashOf } from '~/http/sign-in/tries.server';
import { enroll } from '../support/database';
import { addCodeApp, type Browser, browserOf, codeOf } from '../support/pages';
import { expectRefused, type Refused } from '../support/refusals';
import type { Answer } from '../support/server';
import { openTestVault, type TestVault } from '../support/vault';
import { openWorld, type World } from '../support/world';

let world: World;
let vault: TestVault;
beforeAll(async () => {
  world = await openWorld(async (db) => {
    vault = await openTestVault(db, { identities: true });
    return vault.socket;
  });
}, 120_000);
afterAll(async () => {
  await vault?.stop();
  await world?.stop();
});

async function signedIn(who: CastId): Promise<Browser> {
  const browser = browserOf(world.server);
  await browser.signIn(CAST[who].email);
  return browser;
}
const idOf = async (email: string) =>
  Number((await world.db.asOperator<{ id: string }>('select id from person where email = $1', [email]))[0]?.id);
const tokenOf = (browser: Browser) => browser.cookies.get('sid') as string;
const made = (bytes = 32) => randomBytes(bytes).toString('base64url');
function holding(token: string): Browser {
  const browser = browserOf(world.server);
  browser.cookies.set('sid', token);
  return browser;
}
const session = (token: string, set: string) =>
  world.db.asOperator(`update sec.session set ${set} where token_sha256 = $1`, [hashOf(token)]);

const refused = (attempt: () => Promise<Answer>, wanted: Refused) => expectRefused(world, attempt, wanted);

const TO_SIGN_IN = { status: 302, to: '/sign-in?back=%2Faccount%2Fsessions', route: '/account/sessions' } as const;
const sessions = (token: string) => () => holding(token).get('/account/sessions');

describe('a cookie', () => {
  it('that was forged', () => refused(sessions(made()), { ...TO_SIGN_IN, code: 'session.unknown' }));

  it.each(['short', `${'A'.repeat(42)}.`, `${'A'.repeat(44)}`, "' or true --"])('that is none of ours: %s', (token) =>
    refused(sessions(token), { ...TO_SIGN_IN, code: 'session.malformed' }),
  );

  it('that is replayed after its person signed out', async () => {
    const browser = await signedIn('tan');
    const token = tokenOf(browser);
    await browser.post('/sign-out');
    await refused(sessions(token), { ...TO_SIGN_IN, code: 'session.ended', actor: await idOf(CAST.tan.email) });
  });

  it('that is replayed after the session went on under another token', async () => {
    const browser = await signedIn('tan');
    const before = tokenOf(browser);
    await browser.post('/confirm', { 'confirm-with': 'password', 'confirm-password': DEMO_PASSWORD });
    expect(tokenOf(browser)).not.toBe(before);
    await refused(sessions(before), { ...TO_SIGN_IN, code: 'session.replaced', actor: await idOf(CAST.tan.email) });
    expect((await browser.get('/account/sessions')).status).toBe(200);
  });

  it.each([
    ['expired', "expires_at = clock_timestamp() - interval '1 second'"],
    ['idle', "last_seen_at = clock_timestamp() - interval '16 minutes'"],
  ])('that has %s', async (reason, set) => {
    const token = tokenOf(await signedIn('tan'));
    await session(token, set);
    await refused(sessions(token), { ...TO_SIGN_IN, code: `session.${reason}`, actor: await idOf(CAST.tan.email) });
  });

  it('that is another of ours, put in the session’s place', async () => {
    const device = (await signedIn('tan')).cookies.get('device') as string;
    await refused(sessions(device), { ...TO_SIGN_IN, code: 'session.unknown' });
  });
});

describe('a person', () => {
  it('whose roles do not allow it', async () => {
    const browser = await signedIn('dizon');
    await refused(() => browser.get('/people'), {
      status: 403,
      says: 'Only administrator can do this. You are signed in as caseworker.',
      code: 'permission',
      route: '/people',
      actor: await idOf(CAST.dizon.email),
    });
  });

  it('who is to have two roles that exclude each other', async () => {
    const browser = await signedIn('ocampo');
    const person = await idOf(CAST.reyes.email);
    await refused(
      () => browser.post(`/people/${person}`, { key: randomUUID(), role: 'trustee', reason: 'both at once' }),
      {
        status: 422,
        says: 'Who approves a payment does not also record it and keep its books',
        code: 'database.RG001',
        route: '/people/:id',
        actor: await idOf(CAST.ocampo.email),
      },
    );
  });

  it('who asks for a reveal and agrees to it', async () => {
    const alvarez = await idOf(CAST.alvarez.email);
    await world.db.asOperator(
      `insert into reveal_request (reference, beneficiary_id, path, item, purpose, reason, ticket, requested_by, asked_of, expires_at)
       select 'V-900', id, 'agreed', 'name', 'care', 'planted by a test', '', $1, $2, clock_timestamp() + interval '1 day'
         from beneficiary where code = 'NIYOG-01'`,
      [alvarez, await idOf(CAST.chua.email)],
    );
    const browser = await signedIn('alvarez');
    const form = { key: randomUUID(), decision: 'agreed', reason: 'I know why' };
    await refused(() => browser.post('/reveals/V-900/agreement', form), {
      status: 422,
      says: 'You cannot agree to, ratify or review what you asked for yourself',
      code: 'database.RV001',
      route: '/reveals/:ref/agreement',
      actor: alvarez,
    });
    expect(
      await world.db.asOperator(
        "select from reveal_decision d join reveal_request r on r.id = d.request_id where r.reference = 'V-900'",
      ),
    ).toEqual([]);
  });

  it('who is guardian of a child and defendant in its case', async () => {
    const email = 'guardian@example.test';
    const { personId } = await enroll(world.db, {
      name: 'Guardian',
      roles: ['guardian_ad_litem'],
      email,
      passwordHash: await hashPassword(DEMO_PASSWORD),
    });
    await world.db.asOperator(
      `insert into case_assignment (beneficiary_id, person_id, starts_on)
       select id, $1, '2026-01-01' from beneficiary where code = 'NIYOG-01'`,
      [personId],
    );
    const browser = browserOf(world.server);
    await browser.signIn(email);
    expect((await browser.get('/beneficiaries/NIYOG-01/reveal')).status).toBe(200);
    await world.db.asOperator(
      `with party as (insert into case_conflict (person_id, case_id, kind, recorded_by)
       select $1, o.case_id, 'defendant', $1 from award a join restitution_order o on o.id = a.order_id join beneficiary b on b.id = a.beneficiary_id
        where b.code = 'NIYOG-01' limit 1 returning id)
       insert into case_conflict_agreement (conflict_id, agreed_by) select id, $1 from party`,
      [personId],
    );
    const unknown = await browser.get('/beneficiaries/NIYOG-99/reveal');
    await refused(() => browser.get('/beneficiaries/NIYOG-01/reveal'), {
      status: 404,
      code: 'not-found',
      route: '/beneficiaries/:code/reveal',
      actor: personId,
    });
    const plain = (text: string) => text.replace(/NIYOG-\d+|nonce="[^"]*"|[\da-f]{8}-[\da-f-]{27}/g, '');
    expect(plain((await browser.get('/beneficiaries/NIYOG-01/reveal')).text)).toBe(plain(unknown.text));
  });

  it('who writes a name into a note', async () => {
    const browser = await signedIn('dizon');
    const page = await browser.get('/beneficiaries/NIYOG-01/reveal');
    const form = {
      item: 'contact',
      purpose: 'care',
      path: 'agreed',
      askedOf: /<option value="(\d+)">/.exec(page.text)?.[1] ?? '',
      ticket: '',
      reason: 'Because Dalupiñas Bukaréña has to be called today.',
      key: randomUUID(),
    };
    await refused(() => browser.post('/beneficiaries/NIYOG-01/reveal', form), {
      status: 422,
      says: 'may hold the name of somebody whom the vault protects',
      code: 'text.name',
      route: '/beneficiaries/:code/reveal',
      actor: await idOf(CAST.dizon.email),
    });
    expect([...world.said, ...world.server.logged].join('')).not.toMatch(/Dalupi|Bukar/);
  });
});

describe('what signs in', () => {
  const email = 'stepper@example.test';
  let secret: Buffer;
  let personId: number;
  beforeAll(async () => {
    const passwordHash = await hashPassword(DEMO_PASSWORD);
    ({ personId } = await enroll(world.db, { name: 'Stepper', roles: ['trustee'], email, passwordHash }));
    const first = browserOf(world.server);
    await first.signIn(email);
    secret = await addCodeApp(first);
  });
  const step = (browser: Browser, code: string) => () =>
    browser.post('/sign-in/second-step', { 'confirm-with': 'code', 'confirm-code': code });
  const STEP = { status: 422, route: '/sign-in/second-step' } as const;

  it('a wrong password', () =>
    refused(() => browserOf(world.server).signIn(email, 'not this password at all'), {
      status: 422,
      says: 'Email or password is not right.',
      code: 'sign-in.refused',
      route: '/sign-in',
    }));

  it('a code that was used, and one of long ago', async () => {
    const browser = browserOf(world.server);
    await browser.signIn(email);
    const wanted = {
      ...STEP,
      says: 'That code is not right, or it was used.',
      code: 'step.refused-code',
      actor: personId,
    };
    await refused(step(browser, codeOf(secret, Date.now() - 600_000)), wanted);
    const code = codeOf(secret);
    expect((await step(browser, code)()).status).toBe(302);
    const other = browserOf(world.server);
    await other.signIn(email);
    await refused(step(other, code), wanted);
  });

  it('an assertion that is none, and one to a challenge that nobody was given', async () => {
    const browser = browserOf(world.server);
    const says = 'The passkey was not taken.';
    const send = (credential: string) => () => browser.post('/sign-in/passkey', { credential });
    const clientDataJSON = Buffer.from(JSON.stringify({ challenge: made() })).toString('base64url');
    const wanted = { status: 422, says, route: '/sign-in/passkey' };
    await refused(send('{}'), { ...wanted, code: 'sign-in.passkey-form' });
    await refused(send(JSON.stringify({ id: 'x', response: { clientDataJSON } })), {
      ...wanted,
      code: 'sign-in.passkey-challenge',
    });
  });
});

describe('a header', () => {
  const ask =
    (headers: Record<string, string>, path = '/sign-in') =>
    () =>
      world.server.ask(path, { headers });

  it('that asks under another name', () =>
    refused(ask({ Host: 'evil.example' }), {
      status: 421,
      says: 'This server does not answer under the name that was asked for.',
      code: 'gate.host',
      route: '/sign-in',
    }));

  it.each([
    ['X-Forwarded-Host', 'evil.example'],
    ['X-Forwarded-Proto', 'https'],
    ['X-Forwarded-For', '192.0.2.9'],
    ['X-Forwarded-Port', '8443'],
    ['Forwarded', 'for=192.0.2.9;host=evil.example;proto=https'],
    ['X-Real-IP', '192.0.2.9'],
    ['X-Remix-Reload-Document', 'true'],
  ])('that lies about host, scheme or client (%s) is passed over, and noted', async (name, value) => {
    await refused(ask({ [name]: value }), { status: 200, code: `header.${name.toLowerCase()}`, route: '/sign-in' });
    const answer = await ask({ [name]: value })();
    expect(answer.text).not.toMatch(/evil\.example|192\.0\.2\.9|8443/);
  });

  it('of a form that comes from elsewhere', () =>
    refused(
      () => world.server.ask('/sign-in', { method: 'POST', body: 'a=b', headers: { Origin: 'https://evil.example' } }),
      {
        status: 403,
        says: 'This form was not sent from a page of Tutela.',
        code: 'gate.form',
        route: '/sign-in',
      },
    ));

  it.each([
    ['?_data=', ask({}, '/sign-in?_data=x'), 400, 'gate.data'],
    ['another method', () => world.server.ask('/sign-in', { method: 'DELETE' }), 405, 'gate.method'],
  ])('beside it: %s', (_, attempt, status, code) => refused(attempt, { status, code, route: '/sign-in' }));
});
