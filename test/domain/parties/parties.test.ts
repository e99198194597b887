import { randomUUID } from 'node:crypto';
import { sqlState } from 'db/client';
import type { CastId } from 'db/seed/cast';
import { IDENTITIES } from 'db/seed/identities';
import { DOCKET_Z } from 'db/seed/world';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { takeInChildren } from '~/domain/beneficiaries/take-in-children.server';
import { agreeToParty } from '~/domain/parties/agree-to-party.server';
import { findParties } from '~/domain/parties/find-parties.server';
import { nameParty } from '~/domain/parties/name-party.server';
import { decideReveal } from '~/domain/reveals/decide-reveal.server';
import { openReveal } from '~/domain/reveals/open-reveal.server';
import { requestReveal } from '~/domain/reveals/request-reveal.server';
import { actAs, openSession, operatorToken } from '../../support/database';
import { openTestVault, type TestVault } from '../../support/vault';
import { type CastWorld, castWorld, type Member } from '../receipts/cast-world';

let world: CastWorld;
let vault: TestVault;
beforeAll(async () => {
  world = await castWorld();
  vault = await openTestVault(world.db, { identities: true });
});
afterAll(async () => {
  await vault?.stop();
  await world?.db.drop();
});

const member = (who: CastId) => world.member(who);
const refusal = (work: Promise<unknown>) =>
  work.then(
    () => 'taken',
    (error) => sqlState(error) ?? (error as { code: string }).code,
  );
const named = (who: Member, name: string, docket = DOCKET_Z) =>
  nameParty(vault.socket, who, { token: who.token, requestId: 'test', docket, kind: 'defendant', person: null, name });
const recorded = (who: Member, person: number, { docket = DOCKET_Z, name = `Sinuman ${person}kaw Iba` } = {}) =>
  nameParty(vault.socket, who, { token: who.token, requestId: 'test', docket, kind: 'alleged_offender', person, name });
const agree = async (who: Member, to: { personId: number }) => {
  const [row] = await world.db.asOperator<{ id: string }>('select id from case_conflict where person_id = $1', [
    to.personId,
  ]);
  return actAs(world.db, who.token, (tx) => agreeToParty(tx, who, { key: randomUUID(), party: Number(row?.id) }));
};
const keep = (who: Member, code: string, guardian: string) =>
  vault.ask({ ask: 'keep', token: who.token, requestId: 'test', kind: 'beneficiary', code, values: { guardian } });
const guardianOf = (code: string) => IDENTITIES.find((one) => one.code === code)?.values.guardian as string;

let alvarez: Member;
beforeEach(async () => {
  alvarez = await member('alvarez');
});

describe('a party who is known by name', () => {
  it('is found where a guardian bears the name, however it is written; the child’s history says so', async () => {
    const name = guardianOf('KALACHUCHI-17')
      .toUpperCase()
      .replace(/^(\S+) (.*)$/, '$2, $1');
    expect(await named(alvarez, name)).toEqual({ codes: ['KALACHUCHI-17'], others: 0, payees: [] });
    const trail = await world.db.asOperator<{ action: string; ref: string; facts: object }>(
      "select action, record_ref as ref, facts from audit_event where action like 'party.%' order by id",
    );
    expect(trail).toEqual([
      {
        action: 'party.recorded',
        ref: expect.stringContaining('Case'),
        facts: { kind: 'defendant' },
      },
      { action: 'party.found', ref: 'KALACHUCHI-17', facts: {} },
    ]);
    const [kept] = await world.db.asOperator<{ sealed: string }>(
      "select encode(f.sealed, 'escape') as sealed from vault.field f join vault.subject s on s.id = f.subject_id where s.kind = 'party'",
    );
    expect(kept?.sealed).not.toContain('Maryolina');
    expect(await refusal(named(alvarez, name))).toBe('CP003');
  });

  it('is never kept as a guardian or a payee from then on, of any child, by a sentence that says nothing of it', async () => {
    const dizon = await member('dizon');
    await named(alvarez, 'Halimawan Pangahas');
    const refused = await keep(dizon, 'KALACHUCHI-17', 'Pangahas, HALIMAWAN').catch((error) => error);
    expect(refused).toMatchObject({ code: 'vault.party', field: 'guardian' });
    expect(refused.message).not.toMatch(/party|case|defendant|Halimawan/i);
    expect(await refusal(keep(dizon, 'KALACHUCHI-17', 'Wala Iba; Halimawan Pangahas'))).toBe('vault.party');
    const contact = vault.ask({
      ...{ ask: 'keep', token: dizon.token, requestId: 'test', kind: 'beneficiary', code: 'KALACHUCHI-17' },
      values: { contact: 'Tita Wala, 000 555 0100; Tito Halimawan Pangahas (ama) 000 555 0199' },
    });
    expect(await refusal(contact)).toBe('vault.party');
    // It is no party's name; what stands there is not written over all the same.
    expect(await refusal(keep(dizon, 'KALACHUCHI-17', 'Wala Iba; Pangahas, Halimawan Dos'))).toBe('RV014');
    const tan = await member('tan');
    const payee = vault.ask({
      ...{ ask: 'payout-account', token: tan.token, requestId: 'test', provider: 'Provider 01', reason: 'first' },
      values: { payee_name: 'halimawan pangahas', account_number: 'TEST-0000-5550-0101' },
    });
    expect(await refusal(payee)).toBe('vault.party');
    const logged = await world.db.asOperator<{ outcome: string }>(
      "select outcome from vault.read_log where act = 'keep' and outcome <> 'done'",
    );
    expect(logged.map(({ outcome }) => outcome)).toEqual([
      'CP003',
      ...Array(3).fill('vault.party'),
      'RV014',
      'vault.party',
    ]);
  });

  it('is told of where a reveal opens a guardian kept before', async () => {
    const [dizon, ana] = [await member('dizon'), alvarez];
    const asked = {
      key: randomUUID(),
      code: 'NIYOG-01',
      path: 'agreed',
      item: 'guardian',
      purpose: 'care',
    } as const;
    const opened = async () => {
      const { reference } = await actAs(world.db, dizon.token, (tx) =>
        requestReveal(tx, dizon, { ...asked, reason: 'The school asks who signs.', ticket: '', askedOf: ana.personId }),
      );
      await actAs(world.db, ana.token, (tx) =>
        decideReveal(tx, ana, { key: randomUUID(), reference, decision: 'agreed', reason: 'For the school.' }),
      );
      return openReveal(vault.socket, dizon, { token: dizon.token, requestId: 'test', reference, item: 'guardian' });
    };
    expect(await opened()).toMatchObject({ isParty: false });
    await named(ana, guardianOf('NIYOG-01'));
    const [reveal] = await world.db.asOperator<{ reference: string }>(
      'select reference from reveal_request order by id desc limit 1',
    );
    const again = {
      token: dizon.token,
      requestId: 'test',
      reference: reveal?.reference ?? '',
      item: 'guardian',
    } as const;
    expect(await openReveal(vault.socket, dizon, again)).toMatchObject({ isParty: true });
  });

  it('goes on being found after the root key was turned', async () => {
    const token = await operatorToken(world.db);
    expect(await vault.ask({ ask: 'rotate', token, requestId: 'test', what: 'root' })).toMatchObject({ version: 2 });
    expect(await refusal(keep(await member('dizon'), 'KALACHUCHI-17', 'Halimawan Pangahas'))).toBe('vault.party');
  });

  it('is recorded only by a trustee in office of the case, with a factor shown lately, and names no one by an empty line', async () => {
    for (const who of ['dizon', 'reyes', 'lim', 'ocampo', 'chambersZ'] as const) {
      const actor = await member(who);
      expect([who, await refusal(named(actor, 'Wala Pangahas'))]).toEqual([who, 'permission']);
      const straight = vault.ask({
        ...{
          ask: 'party',
          token: actor.token,
          requestId: 'test',
          docket: DOCKET_Z,
          kind: 'defendant',
          person: null,
          name: 'Wala Pangahas',
        },
      } as const);
      expect([who, await refusal(straight)]).toEqual([who, 'TU002']);
    }
    expect(await refusal(named(alvarez, 'Wala Pangahas', 'no such docket'))).toBe('CP001');
    expect(await refusal(named(alvarez, '  '))).toBe('vault.value');
    const stale = { ...alvarez, token: await openSession(world.db, alvarez.personId) };
    await world.db.asOperator(
      "update sec.session set factor_at = factor_at - interval '6 minutes' where person_id = $1",
      [alvarez.personId],
    );
    expect(await refusal(named(stale, 'Wala Pangahas'))).toBe('SI002');
    expect(await world.db.asOperator("select count(*)::int as n from vault.subject where kind = 'party'")).toEqual([
      { n: 3 },
    ]);
  });
});

describe('a party who has an account here', () => {
  const seen = (who: Member) =>
    actAs(world.db, who.token, async (tx) => (await findParties(tx)).map(({ name }) => name));

  it('sees nothing of the case once a second person agreed, and no record of it; its trustees and the auditor do', async () => {
    const [chua, santos] = [await member('chua'), await member('santos')];
    await recorded(alvarez, chua.personId, { name: 'Lubos Na Iba' });
    expect(await seen(chua)).toHaveLength(4);
    for (const who of [alvarez, chua]) expect(await refusal(agree(who, chua))).toBe('CP005');
    await agree(santos, chua);
    expect(await seen(chua)).toEqual([]);
    expect((await seen(alvarez))[0]).toBe(chua.name);
    expect(await seen(await member('lim'))).toHaveLength(4);
    expect(await seen(await member('dizon'))).toEqual([]);
    expect(await refusal(agree(santos, chua))).toBe('CP003');
    expect(await refusal(keep(await member('dizon'), 'KALACHUCHI-17', 'Lubos Na Iba'))).toBe('vault.party');
    const trail = await world.db.asOperator<{ person: string }>(
      "select facts ->> 'person' as person from audit_event where action in ('party.recorded', 'party.agreed') and facts ? 'person'",
    );
    expect(trail).toEqual(Array(2).fill({ person: String(chua.personId) }));
  });

  it('who is the auditor reads the trail no more, but what they did', async () => {
    const lim = await member('lim');
    const others = async () =>
      (
        await actAs(world.db, lim.token, (tx) =>
          tx.execute(`select from audit_event where trust_id is not null and person_id <> ${lim.personId}`),
        )
      ).rowCount;
    const links = async () => (await actAs(world.db, lim.token, (tx) => tx.execute('select from audit_link'))).rowCount;
    expect(await others()).toBeGreaterThan(0);
    await recorded(alvarez, lim.personId);
    expect(await others()).toBeGreaterThan(0);
    await agree(await member('santos'), lim);
    expect([await others(), await links()]).toEqual([0, 0]);
  });

  it('is not oneself, not a court, not recorded twice, not in a case of others, and nobody who is not there', async () => {
    const reyes = await member('reyes');
    expect(await refusal(recorded(alvarez, alvarez.personId))).toBe('CP002');
    expect(await refusal(recorded(alvarez, (await member('chambersZ')).personId))).toBe('CP004');
    await recorded(alvarez, reyes.personId);
    expect(await refusal(recorded(alvarez, reyes.personId))).toBe('CP003');
    expect(await refusal(recorded(alvarez, 999_999))).toBe('CP001');
    expect(await refusal(recorded(await member('ramos'), reyes.personId))).toBe('CP001');
    expect(await refusal(recorded(alvarez, reyes.personId, { docket: 'no such docket' }))).toBe('CP001');
    for (const who of ['dizon', 'ocampo', 'tan'] as const) {
      expect([who, await refusal(recorded(await member(who), reyes.personId))]).toEqual([who, 'permission']);
      expect([who, await refusal(agree(await member(who), reyes))]).toEqual([who, 'permission']);
    }
    expect(await refusal(agree(await member('ramos'), reyes))).toBe('CP001');
    const santos = await member('santos');
    const plain = `insert into case_conflict (person_id, case_id, kind, recorded_by) select ${reyes.personId}, id, 'defendant', ${santos.personId} from court_case`;
    expect(await refusal(actAs(world.db, santos.token, (tx) => tx.execute(plain)))).toBe('42501');
    const agreed = `insert into case_conflict_agreement (conflict_id, agreed_by) select id, ${santos.personId} from case_conflict`;
    expect(await refusal(actAs(world.db, santos.token, (tx) => tx.execute(agreed)))).toBe('42501');
  });
});

describe('guessing', () => {
  it('who is a party is refused after some tries in an hour, and an intake that is refused was a look for its name', async () => {
    const flores = await member('flores');
    await named(alvarez, 'Kilala Na Siya');
    const most = 30;
    const [policy] = await world.db.asOperator<{ n: string }>(
      "select policy_value('VF-1', 'most_an_hour', legal_today()) as n",
    );
    expect(Number(policy?.n)).toBeLessThanOrEqual(most);
    const take = () =>
      takeInChildren(vault.socket, flores, {
        ...{ token: flores.token, requestId: 'test', key: randomUUID() },
        children: [
          {
            values: {
              name: `Hinuha ${'abcdefghij'[Math.floor(Math.random() * 10)]}`,
              birth_date: '2015-01-02',
              guardian: 'Kilala Na Siya',
            },
            apart: false,
          },
        ],
      });
    const answers: string[] = [];
    for (let tries = 0; tries <= most; tries += 1) answers.push(await refusal(take()));
    expect(answers.slice(0, Number(policy?.n))).toEqual(Array(Number(policy?.n)).fill('vault.party'));
    expect(answers.at(-1)).toBe('vault.searched');
    expect(await refusal(keep(flores, 'MAKOPA-38', 'Kilala Na Siya'))).toBe('vault.searched');
  });
});
