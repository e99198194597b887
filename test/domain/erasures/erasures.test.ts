import { sqlState } from 'db/client';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Refusal } from '~/access/refusal';
import { erasureState } from '~/domain/erasures/erasure';
import { findErasures } from '~/domain/erasures/find-erasures.server';
import { actAs, operatorToken } from '../../support/database';
import type { Person } from '../reveals/reveal-world';
import { type ErasureWorld, type Leaver, openErasureWorld } from './erasure-world';

let world: ErasureWorld;
let auditor: Person;
beforeAll(async () => {
  world = await openErasureWorld();
  auditor = await world.person('auditor');
});
afterAll(() => world?.stop());

const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'accepted',
    (error) => sqlState(error) ?? (error instanceof Refusal ? error.code : String(error)),
  );
/** As a person would try it who goes around the pages: the database's own door, in their session. */
const bySql = (who: Person, call: string) =>
  codeOf(actAs(world.db, who.token, (q) => q.execute(sql.raw(`select ${call}`))));
const decideSql = (reference: string) => `decide_erasure('${reference}', 'agreed', 'I have read the letter.')`;
const requestSql = (code: string) => `request_erasure('${code}', 'own_request', 'Of age, and asked for it.', '')`;
const stateOf = async (who: Person, reference: string) => {
  const found = (await actAs(world.db, who.token, findErasures)).find((item) => item.reference === reference);
  return found && erasureState(found, found.now);
};
const kept = async (child: Leaver) => {
  const [row] = await world.db.asOperator<{ keys: number; fields: number; tokens: number }>(
    `select (select count(*)::int from vault.data_key where subject_id = s.id) as keys, (select count(*)::int from vault.field where subject_id = s.id) as fields,
            (select count(*)::int from vault.blind_index where subject_id = s.id) as tokens from vault.subject s where kind = 'beneficiary' and record_id = $1`,
    [child.id],
  );
  return row;
};

describe('an erasure', () => {
  it('is asked by one, agreed by two others, done by the vault, and known afterwards', async () => {
    const child = await world.leaver();
    await world.db.asOperator("update beneficiary set majority_on = '2016-04-05' where id = $1", [child.id]);
    const reference = await world.request(child.worker, child.code);
    expect(await codeOf(world.erase(child.worker, reference))).toBe('ER008');
    await world.agree(child.first, reference);
    expect(await codeOf(world.erase(child.worker, reference))).toBe('ER008');
    expect(await stateOf(child.second, reference)).toBe('waiting');
    await world.agree(child.second, reference);
    expect(await stateOf(auditor, reference)).toBe('agreed');
    expect(await kept(child)).toEqual({ keys: 1, fields: 4, tokens: 2 });

    expect((await world.erase(child.first, reference)).line).toBeGreaterThan(1);
    expect(await kept(child)).toEqual({ keys: 0, fields: 0, tokens: 0 });
    expect(await world.db.asOperator('select majority_on from beneficiary where id = $1', [child.id])).toEqual([
      { majority_on: null },
    ]);
    expect(await stateOf(child.worker, reference)).toBe('erased');
    const trail = await world.db.asOperator<{ action: string }>(
      "select action from audit_event where record_ref = $1 and action not in ('erasure.read', 'vault.refused') order by id",
      [reference],
    );
    expect(trail.map((row) => row.action)).toEqual([
      'erasure.requested',
      'erasure.agreed',
      'erasure.agreed',
      'erasure.done',
    ]);
    expect(await codeOf(world.erase(child.worker, reference))).toBe('ER010');
    expect(await codeOf(world.request(child.worker, child.code))).toBe('ER010');
  });

  it('leaves nothing to see, to find or to keep again', async () => {
    const child = await world.leaver();
    const reveal = await world.ask(child.worker, { code: child.code, askedOf: child.first.personId });
    await world.decide(child.first, reveal);
    expect((await world.open(child.worker, reveal)).value).toBe(child.name);
    const find = () => world.vault.ask({ ask: 'find', token: child.worker.token, requestId: 'f', name: child.name });
    expect(await find()).toEqual({ codes: [child.code], others: 0 });
    await world.erase(child.worker, await world.agreed(child));
    expect(await codeOf(world.open(child.worker, reveal))).toBe('vault.nothing');
    expect(await find()).toEqual({ codes: [], others: 0 });
    const again = {
      ask: 'keep',
      token: child.worker.token,
      requestId: 'k',
      kind: 'beneficiary',
      code: child.code,
    } as const;
    expect(await codeOf(world.vault.ask({ ...again, values: { name: child.name } }))).toBe('vault.erased');
  });

  it('is refused by one, and over', async () => {
    const child = await world.leaver();
    const reference = await world.request(child.worker, child.code);
    expect(await codeOf(world.request(child.first, child.code))).toBe('ER010');
    await world.agree(child.first, reference);
    await world.agree(child.second, reference, 'refused');
    expect(await stateOf(child.worker, reference)).toBe('refused');
    expect(await codeOf(world.erase(child.worker, reference))).toBe('ER004');
    const third = await world.trustee(child.trust);
    expect(await codeOf(world.agree(third, reference))).toBe('ER004');
    expect(await codeOf(world.request(child.worker, child.code))).toBe('accepted');
  });

  it('and rotations at the same time do not bring a key or a token back', async () => {
    const children = [await world.leaver(), await world.leaver(), await world.leaver()];
    const asked = await Promise.all(children.map((child) => world.agreed(child)));
    const operator = await operatorToken(world.db);
    const rotate = async () => {
      for (const what of ['data', 'root', 'data'] as const)
        await world.vault.ask({ ask: 'rotate', token: operator, requestId: 'r', what });
    };
    await Promise.all([rotate(), ...children.map((child, at) => world.erase(child.worker, asked[at] as string))]);
    for (const child of children) expect(await kept(child)).toEqual({ keys: 0, fields: 0, tokens: 0 });
    await world.vault.restart();
    expect(world.vault.keeper.status()).toEqual({ state: 'open' });
  });

  it('lapses with its days', async () => {
    const child = await world.leaver();
    await world.db.asOperator(
      `insert into erasure_request (reference, beneficiary_id, basis, reason, ticket, requested_by, expires_at)
       values ('E-TEST-1', $1, 'own_request', 'planted by a test', '', $2, clock_timestamp() - interval '1 second')`,
      [child.id, child.worker.personId],
    );
    expect(await stateOf(child.worker, 'E-TEST-1')).toBe('lapsed');
    expect(await codeOf(world.agree(child.first, 'E-TEST-1'))).toBe('ER004');
  });
});

describe('nobody erases alone', () => {
  it('who asked does not agree; nobody agrees twice; in the verb and by SQL', async () => {
    const child = await world.leaver();
    const reference = await world.request(child.first, child.code);
    expect(await codeOf(world.agree(child.first, reference))).toBe('ER001');
    expect(await bySql(child.first, decideSql(reference))).toBe('ER001');
    await world.agree(child.second, reference);
    expect(await codeOf(world.agree(child.second, reference))).toBe('ER003');
    expect(await bySql(child.second, decideSql(reference))).toBe('ER003');
    expect(await codeOf(world.erase(child.first, reference))).toBe('ER008');
  });

  it('two agreements at once of one person are one', async () => {
    const child = await world.leaver();
    const reference = await world.request(child.worker, child.code);
    const said = await Promise.all(Array.from({ length: 4 }, () => bySql(child.first, decideSql(reference))));
    expect(said.sort()).toEqual(['ER003', 'ER003', 'ER003', 'accepted']);
  });

  it('no other role agrees, asks or erases, and no trustee of another trust', async () => {
    const child = await world.leaver();
    const reference = await world.request(child.worker, child.code);
    const others = [
      await world.trustee(),
      ...(await Promise.all(
        (['finance', 'court', 'administrator', 'caseworker'] as const).map((role) => world.person(role)),
      )),
    ];
    for (const who of [...others, auditor]) {
      const sees = who === auditor;
      expect([who.roles, await bySql(who, decideSql(reference))]).toEqual([who.roles, sees ? 'ER002' : 'ER009']);
      expect([who.roles, await bySql(who, requestSql(child.code))]).toEqual([who.roles, 'ER009']);
      expect([
        who.roles,
        await codeOf(world.vault.ask({ ask: 'erase', token: who.token, requestId: 'x', reference })),
      ]).toEqual([who.roles, 'ER009']);
      const may = who.roles.some((role) => ['trustee', 'guardian_ad_litem'].includes(role));
      expect([who.roles, await codeOf(world.agree(who, reference))]).toEqual([who.roles, may ? 'ER009' : 'permission']);
    }
    expect(await bySql(child.worker, decideSql(reference))).toBe('ER001');
    const colleague = await world.worker(child.code);
    expect(await bySql(colleague, decideSql(reference))).toBe('ER002');
    expect(await codeOf(world.agree(colleague, reference))).toBe('permission');
  });

  it('an agreement counts while its trustee is in office', async () => {
    const child = await world.leaver();
    const reference = await world.agreed(child);
    await world.db.asOperator("update trustee_term set ends_on = '2026-06-30' where person_id = $1", [
      child.second.personId,
    ]);
    expect(await codeOf(world.erase(child.worker, reference))).toBe('ER008');
    expect(await codeOf(world.erase(child.second, reference))).toBe('ER009');
  });

  it('each agreement and the erasure itself ask for a factor shown lately', async () => {
    const child = await world.leaver();
    const reference = await world.request(child.worker, child.code);
    const stale = (who: Person) =>
      world.db.asOperator(
        "update sec.session set factor_at = clock_timestamp() - interval '6 minutes' where person_id = $1",
        [who.personId],
      );
    await stale(child.first);
    expect(await bySql(child.first, decideSql(reference))).toBe('SI002');
    await world.db.asOperator('update sec.session set factor_at = clock_timestamp() where person_id = $1', [
      child.first.personId,
    ]);
    await world.agree(child.first, reference);
    await world.agree(child.second, reference);
    await stale(child.worker);
    expect(await codeOf(world.erase(child.worker, reference))).toBe('SI002');
    expect((await kept(child))?.keys).toBe(1);
  });

  it('the web’s login cannot do what the vault’s process does, nor write the rows itself', async () => {
    const child = await world.leaver();
    const reference = await world.agreed(child);
    expect(await bySql(child.worker, `open_erasure('${reference}')`)).toBe('42501');
    expect(await bySql(child.worker, `close_erasure('${reference}', 1, 1, 1, 1, '', '', '')`)).toBe('42501');
    for (const table of ['legal_hold', 'legal_hold_lifting', 'erasure_request', 'erasure_decision', 'erasure'])
      for (const text of [`insert into ${table} default values`, `delete from ${table}`])
        expect([text, await codeOf(actAs(world.db, child.worker.token, (q) => q.execute(sql.raw(text))))]).toEqual([
          text,
          '42501',
        ]);
  });
});

describe('an identity stays', () => {
  it('while the child’s money is here or asked for, and before ten years after the last of it', async () => {
    const worker = await world.worker();
    expect(await codeOf(world.request(worker, 'NIYOG-01'))).toBe('ER006');
    expect(await bySql(worker, requestSql('NIYOG-01'))).toBe('ER006');
    const late = await world.leaver({ lastMoney: '2018-01-05' });
    expect(await codeOf(world.request(late.worker, late.code))).toBe('ER007');
  });
});
