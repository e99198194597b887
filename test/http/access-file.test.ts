import { CAST, type CastId } from 'db/seed/cast';
import { IDENTITIES } from 'db/seed/identities';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hashOf } from '~/http/sign-in/tries.server';
import { type Browser, browserOf } from '../support/pages';
import { plantRights } from '../support/plant-rights';
import { openTestVault, type TestVault } from '../support/vault';
import { openWorld, type World } from '../support/world';

let world: World;
let vault: TestVault;
beforeAll(async () => {
  world = await openWorld(async (db) => {
    vault = await openTestVault(db, { identities: true });
    return vault.socket;
  });
  await plantRights((text) => world.db.asOperator(text));
}, 60_000);
afterAll(async () => {
  await vault?.stop();
  await world?.stop();
});

const signedIn = async (who: CastId): Promise<Browser> => {
  const browser = browserOf(world.server);
  await browser.signIn(CAST[who].email);
  return browser;
};
const minutesAgo = (browser: Browser, minutes: number) =>
  world.db.asOperator(
    `update sec.session set factor_at = clock_timestamp() - interval '${minutes} minutes' where token_sha256 = $1`,
    [hashOf(browser.cookies.get('sid') as string)],
  );
const copies = async () =>
  (
    await world.db.asOperator<{ copy: string }>("select copy from rights_answer where copy like 'X-20%' order by id")
  ).map(({ copy }) => copy);

describe('an access file', () => {
  it.each(['html', 'json'])('in %s is handed out only by who has just shown that it is them', async (format) => {
    const browser = await signedIn('alvarez');
    const address = `/rights/RQ-1/file.${format}`;
    const before = await copies();
    await minutesAgo(browser, 6);
    const confirm = `/confirm?next=${encodeURIComponent(address)}`;
    expect(await browser.get(address)).toMatchObject({ status: 302, headers: { location: confirm } });
    expect(await copies()).toEqual(before);
    expect((await browser.get(confirm)).text).toContain(
      'Next a copy of the access file of RQ-1 is saved under your name.',
    );
    const password: [string, string][] = [
      ['confirm-with', 'password'],
      ['confirm-password', 'kalachuchi-narra-molave'],
    ];
    expect(await browser.post(confirm, password)).toMatchObject({ status: 303, headers: { location: address } });

    const answer = await browser.get(address);
    const [number = ''] = (await copies()).filter((copy) => !before.includes(copy));
    expect(answer.status).toBe(200);
    expect(answer.headers['content-disposition']).toBe(`attachment; filename="access-RQ-1-${number}.${format}"`);
    expect(answer.headers['cache-control']).toContain('no-store');
    expect(answer.text).toContain(`Copy ${number}, taken by ${CAST.alvarez.name} on `);
    const other = await browser.get(address);
    expect(other.headers['content-disposition']).not.toContain(number);
    for (const { values } of IDENTITIES)
      for (const value of Object.values(values)) expect(answer.text.includes(value)).toBe(false);
  });

  it('of one year is named in the trail, and a year that is none is not there', async () => {
    const browser = await signedIn('alvarez');
    expect((await browser.get('/rights/RQ-1/file.json?year=2026')).text).toContain('are those of 2026');
    const [event] = await world.db.asOperator<{ facts: unknown }>(
      "select facts from audit_event where action = 'rights.exported' order by id desc limit 1",
    );
    expect(event?.facts).toMatchObject({ year: '2026', format: 'json' });
    for (const year of ['26', '1850', "2026'", '20266']) {
      const { status } = await browser.get(`/rights/RQ-1/file.json?year=${encodeURIComponent(year)}`);
      expect([year, status]).toEqual([year, 404]);
    }
  });

  it('is refused with a sentence before it is agreed, and past the copies of a day', async () => {
    const worker = await signedIn('flores');
    const refused = await worker.get('/rights/RQ-2/file.html');
    expect(refused.status).toBe(409);
    expect(refused.text).toContain('Nobody has agreed to this');
    const browser = await signedIn('chua');
    await world.db.asOperator(
      `insert into policy (key, version, title, value, authority, effective_from, approved_by)
       select key, 2, title, '{"most_a_day": "1"}', authority, effective_from, 'a test' from policy where key = 'EX-1'`,
    );
    expect((await browser.get('/rights/RQ-1/file.json')).status).toBe(200);
    expect((await browser.get('/rights/RQ-1/file.json')).status).toBe(409);
  });
});

describe('the right value of an item', () => {
  it('comes back in no answer, and waits in no page while its person confirms', async () => {
    const [row] = await world.db.asOperator<{ reference: string }>(
      `insert into rights_request (reference, kind, beneficiary_id, asker, proof, received_on, due_on, item, statement, recorded_by)
       select 'RQ-3', 'rectification', b.id, 'of_age', 'identity_paper', '2026-12-01', '2026-12-31', 'birth_date', 'The day is another.', p.id
         from beneficiary b, person p where b.code = 'NIYOG-01' and p.email = '${CAST.dizon.email}' returning reference`,
    );
    await world.db.asOperator(
      `insert into rights_decision (request_id, decided_by, decision, reason)
       select r.id, p.id, 'agreed', 'planted' from rights_request r, person p where r.reference = 'RQ-3' and p.email = '${CAST.alvarez.email}'`,
    );
    const browser = await signedIn('dizon');
    const address = `/rights/${row?.reference}/correction`;
    const typed = 'Lunes ng Mayo 2011';
    const refused = await browser.post(address, { secretValue: typed });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('The birth date has to be a day');
    expect(refused.text).not.toContain('Mayo');
    await minutesAgo(browser, 6);
    const waiting = await browser.post(address, { secretValue: typed });
    expect(waiting.status).toBe(307);
    const confirm = await browser.post(`/confirm?next=${encodeURIComponent(address)}`, { secretValue: typed });
    expect(confirm.status).toBe(200);
    expect(confirm.text).not.toContain('Mayo');
    expect(world.said.join('\n')).not.toContain('Mayo');
    await minutesAgo(browser, 0);
    const done = await browser.post(address, { secretValue: '2011-05-02' });
    expect(done).toMatchObject({ status: 302, headers: { location: '/rights/RQ-3' } });
    expect((await browser.get('/rights/RQ-3')).text).toContain('kept in the vault');
  });
});
