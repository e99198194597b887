import type { CastId } from 'db/seed/cast';
import { sql } from 'drizzle-orm';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApprovalSignature, signatureProblem } from '~/access/approval-signature';
import { expectNoAxe, launchBrowser } from '../support/browser';
import { actAs } from '../support/database';
import { addPasskey, type Key, overhear, plugIn, sendAgain } from '../support/passkeys';
import { follow, openWorld, type Visitor, visit, type World } from '../support/world';

let browser: Browser;
let world: World;
let chua: Visitor & { key: Key };
let alvarez: Visitor & { key: Key };

async function withPasskey(who: CastId): Promise<Visitor & { key: Key }> {
  const visitor = await visit(browser, world, who, { script: true });
  const key = await plugIn(visitor.page);
  await addPasskey(world, visitor.page);
  return { ...visitor, key };
}

beforeAll(async () => {
  browser = (await launchBrowser()) as Browser;
  world = await openWorld();
  chua = await withPasskey('chua');
  alvarez = await withPasskey('alvarez');
});
afterAll(async () => {
  await browser?.close();
  await world?.stop();
});

const WAITING = 'D-2027-0003';
const text = (page: Page) => page.locator('main').innerText();

async function decide(page: Page, reference = WAITING): Promise<void> {
  await page.goto(`${world.origin}/disbursements/${reference}/approval`);
  await page.getByLabel('Approve', { exact: true }).check();
  await page.getByLabel('Education').check();
  await page.getByLabel('Yes, considered').check();
  await page.getByLabel('Reason', { exact: true }).fill('School is in the plan, and the fee is the agreed one.');
  const judgement = page.getByLabel('About the checks that need your judgement');
  if (await judgement.count()) await judgement.fill('It fits.');
  await follow(page, () => page.getByRole('button', { name: 'Record my decision' }).click());
}

const sign = (page: Page) => page.getByRole('button', { name: 'Sign and record my approval' }).click();

interface Row {
  request_hash: string;
  person_id: string;
  nonce: string;
  credential_id: string;
  public_key: string;
  origin: string;
  authenticator_data: string;
  client_data: string;
  signature: string;
}

const recorded = () =>
  world.db.asOperator<Row>(
    `select a.request_hash, a.person_id, s.* from approval a join approval_signature s on s.approval_id = a.id order by s.signed_at`,
  );

describe('an approval of somebody with a passkey', () => {
  it('is signed over what the record says, and not recorded before', async () => {
    await decide(chua.page);
    expect(chua.page.url()).toContain(`/disbursements/${WAITING}/approval/signature`);
    const page = await text(chua.page);
    expect(page).toContain('Sign your approval');
    expect(page).toContain(`${WAITING}, version`);
    for (const width of [1280, 360]) {
      await chua.page.setViewportSize({ width, height: 800 });
      expect(await chua.page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
      await expectNoAxe(chua.page);
    }
    expect(await recorded()).toEqual([]);
  });

  it('is refused where its signature is another’s, an old one, or changed; and nothing is recorded', async () => {
    await decide(alvarez.page);
    const theirs = await overhear(alvarez.page, () => sign(alvarez.page));
    await decide(chua.page);
    const form = await overhear(chua.page, () => sign(chua.page));
    const own = new URLSearchParams(form.body);
    const with_ = (change: (fields: URLSearchParams) => void) => {
      const fields = new URLSearchParams(form.body);
      change(fields);
      return { url: form.url, body: fields.toString() };
    };
    const answer = JSON.parse(own.get('signature') ?? '') as { response: { signature: string } };
    const flipped = answer.response.signature.replace(
      /.(.{8})$/,
      (all, rest) => (all.startsWith('A') ? 'B' : 'A') + rest,
    );
    const attempts = {
      'another person’s': with_((fields) => {
        const other = new URLSearchParams(theirs.body);
        fields.set('signature', other.get('signature') ?? '');
        fields.set('nonce', other.get('nonce') ?? '');
      }),
      'with another nonce': with_((fields) => fields.set('nonce', new URLSearchParams(theirs.body).get('nonce') ?? '')),
      changed: with_((fields) =>
        fields.set('signature', JSON.stringify({ ...answer, response: { ...answer.response, signature: flipped } })),
      ),
      'not understood': with_((fields) => fields.set('signature', '{}')),
    };
    for (const [what, attempt] of Object.entries(attempts)) {
      expect((await sendAgain(world, chua.page, attempt)).status(), what).toBe(422);
    }
    const unsigned = await sendAgain(
      world,
      chua.page,
      with_((fields) => fields.delete('signature')),
    );
    expect(unsigned.status()).toBe(307);
    expect(await recorded()).toEqual([]);

    await world.db.asOperator("update sec.challenge set expires_at = clock_timestamp() where purpose = 'approve'");
    expect((await sendAgain(world, chua.page, form)).status()).toBe(422);
    expect(await recorded()).toEqual([]);
  });

  it('without a signature is refused by the database itself', async () => {
    const [row] = await world.db.asOperator<{ version: number; hash: string }>(
      `select v.version, v.request_hash as hash from disbursement d join disbursement_version v on v.disbursement_id = d.id and v.version = d.version where d.reference = '${WAITING}'`,
    );
    const { value: token } = (await chua.context.cookies()).find((cookie) => cookie.name === 'sid') as {
      value: string;
    };
    const raw = actAs(world.db, token, (q) =>
      q.execute(
        sql`select record_approval(${WAITING}, ${row?.version}::int, ${row?.hash}, 'approve', '{education}', 'considered', 'because', 'it fits')`,
      ),
    );
    await expect(raw).rejects.toMatchObject({ code: 'DI010' });
  });

  it('is recorded with its signature, which a stranger can check with nothing but the record', async () => {
    await decide(chua.page);
    const held = await overhear(chua.page, () => sign(chua.page));
    const sent = await sendAgain(world, chua.page, held);
    expect(sent.status()).toBe(302);
    const [row] = await recorded();
    const signed: ApprovalSignature = {
      nonce: row?.nonce ?? '',
      credentialId: row?.credential_id ?? '',
      publicKey: row?.public_key ?? '',
      origin: row?.origin ?? '',
      authenticatorData: row?.authenticator_data ?? '',
      clientData: row?.client_data ?? '',
      signature: row?.signature ?? '',
    };
    const approved = { requestHash: row?.request_hash ?? '', personId: Number(row?.person_id) };
    const keys = new Map([[signed.credentialId, signed.publicKey]]);
    expect(signatureProblem(approved, signed, keys)).toBeNull();
    expect(signatureProblem({ ...approved, requestHash: '0'.repeat(64) }, signed, keys)).toBe(
      'it signs something else',
    );

    // Sent a second time, as a double click does: the answer is the same, and nothing more is recorded.
    expect((await sendAgain(world, chua.page, held)).status()).toBe(302);
    expect(await recorded()).toHaveLength(1);
    await chua.page.goto(`${world.origin}/disbursements/${WAITING}`);
    expect(await text(chua.page)).toContain('Signed with the approver’s passkey.');
  });
});

describe('an approval of somebody without one', () => {
  it('is recorded, and the request says that it is not signed', async () => {
    const { page, context } = await visit(browser, world, 'santos');
    await page.goto(`${world.origin}/disbursements/D-2027-0002/approval`);
    const before = await text(page);
    expect(before).toContain('Not signed: the approver had no passkey.');
    await context.close();
  });
});

describe('an accounting', () => {
  it('says whether the approvals behind its payments are signed', async () => {
    const { page } = alvarez;
    const days = 'from-month=Nov&from-day=1&from-year=2025&through-month=Jan&through-day=8&through-year=2027';
    await page.goto(`${world.origin}/accountings/new?trust=T-0043&${days}`);
    await follow(page, () =>
      page
        .getByRole('button', { name: /Prepare/ })
        .last()
        .click(),
    );
    const rail = () => page.locator('body').innerText();
    expect(await rail()).toContain('The approvals behind its payments are not signed: the approvers had no passkey.');
    await world.db.asOperator(`insert into approval_signature (approval_id, trust_id, nonce, credential_id, public_key, origin, authenticator_data, client_data, signature)
      select a.id, a.trust_id, 'planted', 'x', 'x', 'x', 'x', 'x', 'x' from approval a join payment p on p.disbursement_id = a.disbursement_id
       where a.decision = 'approve' order by a.id limit 1`);
    // A row that was put there signs nothing: each signature is checked before it is counted.
    await page.reload();
    const said = 'The approvals behind its payments are not signed: the approvers had no passkey.';
    expect(await rail()).toContain(said);
    for (const ending of ['csv', 'json', 'txt']) {
      const file = await page.request.get(`${page.url().replace(/[?#].*/, '')}/document.${ending}`);
      expect((await file.text()).replace(/\s+/g, ' '), ending).toContain(said);
    }
  });
});
