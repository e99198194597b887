import { sqlState } from 'db/client';
import { CAST, type CastId } from 'db/seed/cast';
import { sql } from 'drizzle-orm';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hashOf } from '~/http/sign-in/tries.server';
import { actAs } from '../support/database';
import { addCodeApp, type Browser, browserOf, codeOf } from '../support/pages';
import { openWorld, type World } from '../support/world';

let world: World;
beforeAll(async () => {
  world = await openWorld();
}, 60_000);
afterAll(() => world?.stop());

async function signedIn(who: CastId): Promise<Browser> {
  const browser = browserOf(world.server);
  await browser.signIn(CAST[who].email);
  return browser;
}

const minutesAgo = (browser: Browser, minutes: number) =>
  world.db.asOperator(
    `update sec.session set factor_at = clock_timestamp() - interval '${minutes} minutes' where token_sha256 = $1`,
    [hashOf(browser.cookies.get('sid') as string)],
  );

/** The hidden fields of a form on a page, but for the page's own. */
function hiddenOf(page: string, own = /^confirm-(with|credential)$/): [string, string][] {
  return [...page.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)]
    .map(([, name = '', value = '']): [string, string] => [
      name,
      value.replaceAll('&amp;', '&').replaceAll('&quot;', '"'),
    ])
    .filter(([name]) => !own.test(name));
}

async function decision(browser: Browser, to: string): Promise<[string, string][]> {
  const page = (await browser.get(to)).text;
  return [
    ...hiddenOf(page),
    ['decision', 'ask_for_changes'],
    ['standards', 'health'],
    ['standards', 'education'],
    ['reason', 'Say "which" sessions & when.'],
    ['judgement', ''],
  ];
}

const APPROVAL = '/disbursements/D-2027-0003/approval';
const CONFIRM = `/confirm?next=${encodeURIComponent(APPROVAL)}`;
const password = (value = 'kalachuchi-narra-molave') =>
  [
    ['confirm-with', 'password'],
    ['confirm-password', value],
  ] as [string, string][];

describe('a decision', () => {
  it('waits while its person shows that it is them, and is then recorded as it was written', async () => {
    const browser = await signedIn('chua');
    const form = await decision(browser, APPROVAL);
    await minutesAgo(browser, 6);
    expect(await browser.post(APPROVAL, form)).toMatchObject({ status: 307, headers: { location: CONFIRM } });

    const asked = await browser.post(CONFIRM, form);
    expect(asked.status).toBe(200);
    expect(asked.text).toContain('Next your decision on D-2027-0003 is recorded.');
    const kept = hiddenOf(asked.text);
    expect(kept.filter(([name]) => name !== 'confirm-waiting')).toEqual(form);

    const wrong = await browser.post(CONFIRM, [...kept, ...password('not this password at all')]);
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain('That is not your password.');
    expect(hiddenOf(wrong.text)).toEqual(kept);

    const token = browser.cookies.get('sid');
    const right = await browser.post(CONFIRM, [...kept, ...password()]);
    expect(right).toMatchObject({ status: 307, headers: { location: APPROVAL } });
    expect(browser.cookies.get('sid')).not.toBe(token);
    const recorded = await browser.post(APPROVAL, [...kept, ...password()]);
    expect(recorded).toMatchObject({ status: 302 });
    expect(recorded.headers.location).toContain('recorded=decision');
  });

  it('within five minutes of signing in waits for nothing', async () => {
    const browser = await signedIn('alvarez');
    await minutesAgo(browser, 4);
    const sent = await browser.post(APPROVAL, [['decision', '']]);
    expect(sent.status).toBe(422);
  });

  it('is not let through by a factor of another, nor sent on to another’s page', async () => {
    const browser = await signedIn('santos');
    await minutesAgo(browser, 6);
    for (const next of ['//evil.example', 'https://evil.example', '/\\evil.example']) {
      await minutesAgo(browser, 6);
      const answer = await browser.post(`/confirm?next=${encodeURIComponent(next)}`, [
        ['a', 'b'],
        ['confirm-waiting', 'yes'],
        ...password(),
      ]);
      expect(answer).toMatchObject({ status: 307, headers: { location: '/' } });
    }
  });

  it('of who has a second factor is not confirmed by the password', async () => {
    const browser = await signedIn('dizon');
    const secret = await addCodeApp(browser);
    await minutesAgo(browser, 6);
    expect((await browser.post('/confirm?next=%2F', password())).status).toBe(422);
    const code = [
      ['confirm-with', 'code'],
      ['confirm-code', codeOf(secret)],
    ] as [string, string][];
    expect((await browser.post('/confirm?next=%2F', code)).status).toBe(303);
    await minutesAgo(browser, 6);
    expect((await browser.post('/confirm?next=%2F', code)).status).toBe(422);
  });
});

describe('the database asks for a fresh factor itself', () => {
  const asked = async (who: CastId, minutes: number, text: ReturnType<typeof sql>) => {
    const browser = await signedIn(who);
    await minutesAgo(browser, minutes);
    return actAs(world.db, browser.cookies.get('sid') as string, (q) => q.execute(text)).then(() => 'done', sqlState);
  };

  it.each([
    [
      'chua',
      'a decision',
      sql`select record_approval('D-1900-0001', 1, 'x', 'approve', '{health}', 'considered', 'because', null)`,
      'DI009',
    ],
    ['tan', 'a payment', sql`select record_payment('D-1900-0001', 'P-1', '2027-01-08', 'x', 1, 1)`, 'DI009'],
    [
      'lim',
      'a copy that is numbered',
      sql`select take_copy('accounting.exported', 'accounting', 'ACC-1900-0001', null, null, '{"format": "pdf"}')`,
      'done',
    ],
    [
      'lim',
      'a copy that numbers itself',
      sql`select record_audit_event('accounting.exported', 'accounting', 'ACC-1900-0001', null, null, '{"copy": "X-1900-0001"}')`,
      'done',
    ],
    ['alvarez', 'an agreement to a reveal', sql`select decide_reveal('V-1900-0001', 'agreed', 'because')`, 'RV009'],
    ['chua', 'a filing', sql`select file_accounting('ACC-1900-0001')`, 'AC004'],
    [
      'ocampo',
      'giving a role',
      sql`select sec.enroll_person('X', 'fresh.grant@example.test', 'none', '{auditor}')`,
      'done',
    ],
  ] as const)('of %s for %s', async (who, _, text, otherwise) => {
    expect(await asked(who, 6, text)).toBe('SI002');
    expect(await asked(who, 4, text)).toBe(otherwise);
  });

  it('of the vault too, where it is kept to whom and where a provider is paid', async () => {
    const token = (await signedIn('chua')).cookies.get('sid') as string;
    const vault = new pg.Client({ connectionString: world.db.vaultUrl });
    await vault.connect();
    const attempt = async (minutes: number, text: string) => {
      await world.db.asOperator(
        `update sec.session set factor_at = clock_timestamp() - interval '${minutes} minutes' where token_sha256 = $1`,
        [hashOf(token)],
      );
      await vault.query('begin');
      try {
        await vault.query('select sec.enter($1, $2)', [token, 'payee']);
        await vault.query("insert into vault.subject (kind, record_id) values ('provider', 1) on conflict do nothing");
        return await vault.query(text).then(() => 'done', sqlState);
      } finally {
        await vault.query('rollback');
      }
    };
    const kept = (field: string) =>
      `insert into vault.field (subject_id, field, version, data_key_id, sealed, kept_by)
       select id, '${field}', 1, 1, '\\x00', 1 from vault.subject where kind = 'provider' limit 1`;
    expect(await attempt(6, kept('account_number'))).toBe('SI002');
    expect(await attempt(6, kept('payee_name'))).toBe('SI002');
    expect(await attempt(6, kept('shelter_address'))).toBe('done');
    expect(await attempt(4, kept('account_number'))).toBe('done');
    await vault.end();
  });

  it('and five minutes is the most a policy can allow', async () => {
    await world.db.asOperator(
      `insert into policy (key, version, title, value, authority, effective_from, approved_by)
       values ('SE-3', 2, 'x', '{"minutes": "600"}', 'x', legal_today(), 'x')`,
    );
    expect(await asked('chua', 6, sql`select file_accounting('ACC-1900-0001')`)).toBe('SI002');
  });

  it('by a time that nobody writes by hand: it stands in the signed context', async () => {
    const browser = await signedIn('chua');
    await minutesAgo(browser, 6);
    const forged = actAs(world.db, browser.cookies.get('sid') as string, async (q) => {
      await q.execute(
        sql`select set_config('app.ctx', jsonb_set(current_setting('app.ctx')::jsonb, '{f}', '99999999999')::text, true)`,
      );
      await q.execute(sql`select file_accounting('ACC-1900-0001')`);
    });
    expect(await forged.then(() => 'done', sqlState)).toBe('28000');
  });
});

describe('a file', () => {
  it.each(['pdf', 'json', 'csv', 'txt'])(
    'of an accounting in %s is handed out only by who has just shown that it is them',
    async (format) => {
      const browser = await signedIn('chambersZ');
      const [filed] = await world.db.asOperator<{ reference: string }>(
        "select a.reference from accounting a join accounting_filing f on f.accounting_id = a.id join trust t on t.id = a.trust_id where t.code = 'T-0042'",
      );
      const address = `/accountings/${filed?.reference}/document.${format}`;
      const copies = async () =>
        (await world.db.asOperator("select from audit_event where action = 'accounting.exported'")).length;
      const before = await copies();
      await minutesAgo(browser, 6);
      const confirm = `/confirm?next=${encodeURIComponent(address)}`;
      expect(await browser.get(address)).toMatchObject({ status: 302, headers: { location: confirm } });
      expect(await copies()).toBe(before);

      expect((await browser.get(confirm)).text).toContain(
        `Next a copy of ${filed?.reference} is saved under your name.`,
      );
      expect(await browser.post(confirm, password())).toMatchObject({ status: 303, headers: { location: address } });
      expect((await browser.get(address)).status).toBe(200);
      expect(await copies()).toBe(before + 1);
    },
  );

  it('is asked for anew by whoever has its address alone', async () => {
    const { reference } =
      (await world.db.asOperator<{ reference: string }>('select reference from accounting limit 1'))[0] ?? {};
    const browser = browserOf(world.server);
    expect((await browser.get(`/accountings/${reference}/document.csv`)).headers.location).toContain('/sign-in');
  });
});
