import { randomUUID } from 'node:crypto';
import { sqlState } from 'db/client';
import { CAST, type CastId } from 'db/seed/cast';
import { IDENTITIES } from 'db/seed/identities';
import { DOCKET_Y, DOCKET_Z } from 'db/seed/world';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '~/access/actor';
import { findCaseChoices } from '~/domain/awards/find-open-awards.server';
import { agreeToParty } from '~/domain/parties/agree-to-party.server';
import { nameParty } from '~/domain/parties/name-party.server';
import { findReceipts } from '~/domain/receipts/get-receipt.server';
import { recordReceipt } from '~/domain/receipts/record-receipt.server';
import { amount } from '~/money/amount';
import { actAs, enroll, openSession } from '../../support/database';
import { openTestVault, type TestVault } from '../../support/vault';
import { type CastWorld, castWorld } from '../receipts/cast-world';

type Member = Actor & { token: string };
let world: CastWorld;
let vault: TestVault;
let alvarez: Member;
beforeAll(async () => {
  world = await castWorld();
  vault = await openTestVault(world.db, { identities: true });
  alvarez = await member('alvarez');
});
afterAll(async () => {
  await vault?.stop();
  await world?.db.drop();
});

const member = async (who: CastId): Promise<Member> => {
  const { email, name, roles } = CAST[who];
  const [row] = await world.db.asOperator<{ id: string }>('select id from person where email = $1', [email]);
  const personId = Number(row?.id);
  return { personId, name, roles, token: await openSession(world.db, personId) };
};
const newcomer = async (role: 'finance' | 'auditor'): Promise<Member> => {
  const name = `${role} ${randomUUID().slice(0, 4)}`;
  return { ...(await enroll(world.db, { name, roles: [role] })), name, roles: [role] };
};
const refusal = (work: Promise<unknown>) =>
  work.then(
    () => 'taken',
    (error) => sqlState(error) ?? (error as { code: string }).code,
  );
const names = (who: Member, name: string, person: number | null = null, docket = DOCKET_Z) =>
  nameParty(vault.socket, who, { token: who.token, requestId: 'test', docket, kind: 'defendant', person, name });
/** Recorded by alvarez, and agreed to by santos. */
const isParty = async (who: Member) => {
  await names(alvarez, `Walang ${who.personId} Iba`, who.personId);
  const [row] = await world.db.asOperator<{ id: string }>('select max(id) as id from case_conflict');
  const santos = await member('santos');
  await actAs(world.db, santos.token, (tx) => agreeToParty(tx, santos, { key: randomUUID(), party: Number(row?.id) }));
};
const rows = (who: Member, from: string) =>
  actAs(world.db, who.token, async (tx) => (await tx.execute(sql.raw(`select 1 as seen from ${from}`))).rows);
const take = (who: Member, defendantId: number) =>
  actAs(world.db, who.token, (tx) =>
    recordReceipt(
      tx,
      who,
      {
        ...{ key: randomUUID(), defendantId, clerkReference: `P-${randomUUID().slice(0, 6)}`, paidOn: '2027-01-06' },
        ...{ amount: amount('12.00'), component: 'principal' },
      },
      '2027-01-08',
    ),
  );

describe('a party who keeps the money or audits it', () => {
  it('sees no case, defendant, order or receipt of theirs, and records nothing for it; of other cases all', async () => {
    const choices = await actAs(world.db, alvarez.token, findCaseChoices);
    const mine = choices.find((choice) => choice.docket === DOCKET_Z)?.defendantId ?? 0;
    await take(await member('tan'), mine);
    for (const role of ['finance', 'auditor'] as const) {
      const who = await newcomer(role);
      const sight = async () => {
        const seen = await Promise.all(
          ['court_case', 'defendant', 'restitution_order', 'receipt'].map((table) => rows(who, table)),
        );
        return seen.map((found) => found.length);
      };
      const receipts = (await actAs(world.db, who.token, findReceipts)).length;
      const before = await sight();
      expect(Math.min(...before, receipts)).toBeGreaterThan(0);
      await isParty(who);
      const after = await sight();
      expect(await rows(who, `court_case where docket = '${DOCKET_Z}'`)).toEqual([]);
      expect(await rows(who, `court_case where docket = '${DOCKET_Y}'`)).toHaveLength(1);
      for (const [at, seen] of after.entries()) expect(seen).toBeLessThan(before[at] ?? 0);
      const [hidden] = await world.db.asOperator<{ n: number }>(
        'select count(*)::int as n from receipt r join court_case c on c.id = r.case_id where c.docket = $1',
        [DOCKET_Z],
      );
      expect(after[3]).toBe((before[3] ?? 0) - (hidden?.n ?? 0));
      if (role === 'auditor') continue;
      expect(await refusal(take(who, mine))).toBe('receipt.unknown-defendant');
      const straight = `insert into receipt (reference, case_id, defendant_id, clerk_reference, paid_on, amount, component, recorded_by)
        select 'R-X', c.id, ${mine}, 'X', '2027-01-06', 1, 'principal', ${who.personId} from (values (${Number(
          (await world.db.asOperator<{ id: string }>('select id from court_case where docket = $1', [DOCKET_Z]))[0]?.id,
        )})) c(id)`;
      expect(await refusal(actAs(world.db, who.token, (tx) => tx.execute(sql.raw(straight))))).toBe('42501');
    }
  });
});

describe('the trail', () => {
  const PARTIES = "audit_event where action like 'party.%'";
  it('tells of parties to the trustees of the case and to auditors, never to whom it names nor to who keeps the money', async () => {
    const [reyes, lim, dizon] = [await member('reyes'), await member('lim'), await member('dizon')];
    const [accused, watcher] = [await newcomer('finance'), await newcomer('auditor')];
    await names(alvarez, 'Halimawan Una', accused.personId);
    await names(alvarez, 'Halimawan Dalawa', watcher.personId);
    for (const who of [reyes, accused, dizon]) expect([who.name, await rows(who, PARTIES)]).toEqual([who.name, []]);
    const naming = (who: Member) => `${PARTIES} and facts ->> 'person' = '${who.personId}'`;
    for (const who of [alvarez, await member('chua'), lim])
      for (const named of [accused, watcher]) expect(await rows(who, naming(named))).toHaveLength(1);
    expect(await rows(watcher, naming(accused))).toHaveLength(1);
    expect(await rows(watcher, naming(watcher))).toEqual([]);
    expect(await rows(watcher, `audit_link where said like '%"person","${watcher.personId}"%'`)).toEqual([]);
  });

  it('shows who recorded a party no code of a child that is not theirs', async () => {
    const guardian = IDENTITIES.find((one) => one.code === 'KAMAGONG-22')?.values.guardian as string;
    expect(await names(alvarez, guardian)).toEqual({ codes: [], others: 1, payees: [] });
    const found = (who: Member) => rows(who, "audit_event where action = 'party.found' and record_ref = 'KAMAGONG-22'");
    expect(await found(alvarez)).toEqual([]);
    expect(await found(await member('chua'))).toHaveLength(1);
    expect(await found(await member('lim'))).toHaveLength(1);
  });
});

describe('naming parties', () => {
  it('is looking for names, and is refused after as many in an hour as the policy allows, also many at once', async () => {
    const [policy] = await world.db.asOperator<{ n: string }>(
      "select policy_value('VF-1', 'most_an_hour', legal_today()) as n",
    );
    const most = Number(policy?.n);
    const chua = await member('chua');
    const letters = 'abcdefghijklmnopqrstuvwxyz';
    const name = (n: number) => `Hula ${letters[n % 26]}${letters[Math.floor(n / 26)]}nongPangalan`;
    for (let n = 0; n < most - 2; n += 1) await names(chua, name(n));
    // One that is recorded already tells as much as one that is not, and counts.
    expect(await refusal(names(chua, name(0)))).toBe('CP003');
    const last = await Promise.all([1, 2, 3, 4].map((n) => refusal(names(chua, name(100 + n)))));
    expect(last.sort()).toEqual(['taken', 'vault.searched', 'vault.searched', 'vault.searched']);
    expect(await refusal(names(alvarez, 'Iba Pa Siya'))).toBe('taken');
  });
});
