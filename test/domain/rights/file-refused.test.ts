import { sqlState } from 'db/client';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refusalFromDatabase } from '~/access/database-refusals';
import { Refusal } from '~/access/refusal';
import { actAs } from '../../support/database';
import { seatTrustee } from '../../support/seat-trustee';
import { CHILD, type Person } from '../reveals/reveal-world';
import { openRightsWorld, type RightsWorld } from './rights-world';

const OF_THREE = 'MAKOPA-38';
const TRUST = 'T-0044';

let world: RightsWorld;
let worker: Person;
let trustee: Person;
let reference: string;

const rows = <R extends Record<string, unknown>>(text: string, values: unknown[] = []) =>
  world.db.asOperator<R>(text, values);
const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'accepted',
    (error) =>
      error instanceof Refusal ? error.code : (sqlState(error) ?? refusalFromDatabase(error)?.code ?? String(error)),
  );
const partRows = async (who: Person, key: string) =>
  (await world.take(who, reference)).file.parts.find((part) => part.key === key)?.rows;

beforeAll(async () => {
  world = await openRightsWorld();
  worker = await world.worker(OF_THREE);
  trustee = await world.trustee(TRUST);
  reference = await world.record(worker, { code: OF_THREE });
  await world.settle(trustee, reference);
});
afterAll(() => world?.stop());

describe('the file is not taken', () => {
  it('by who reads only, by a stranger, or without a factor just shown', async () => {
    const auditor = await world.person('auditor');
    const bySql = (who: Person) =>
      codeOf(actAs(world.db, who.token, (q) => q.execute(sql`select take_access_file(${reference}, 'json', null)`)));
    expect(await codeOf(world.take(auditor, reference))).toBe('permission');
    expect(await bySql(auditor)).toBe('RQ010');
    expect(await bySql(await world.worker(CHILD))).toBe('RQ009');
    expect(await bySql(await world.trustee('T-0042'))).toBe('RQ009');
    expect(await bySql(await world.person('finance'))).toBe('RQ009');
    for (const door of ['vault', 'recipients', 'restrictions', 'trusts_unseen'])
      expect([
        door,
        await codeOf(
          actAs(world.db, auditor.token, (q) =>
            q.execute(sql.raw(`select * from access_file_${door}('${reference}')`)),
          ),
        ),
      ]).toEqual([door, 'RQ010']);
    const late = await world.trustee(TRUST);
    await rows("update sec.session set factor_at = clock_timestamp() - interval '6 minutes' where person_id = $1", [
      late.personId,
    ]);
    expect(await bySql(late)).toBe('SI002');
  });

  it('before it is agreed, nor where something else was asked; and the trail is told to trustees alone', async () => {
    const waiting = await world.record(worker, { code: OF_THREE });
    expect(await codeOf(world.take(trustee, waiting))).toBe('database.RQ006');
    await world.settle(trustee, waiting, 'proceedings');
    expect(await codeOf(world.take(trustee, waiting))).toBe('database.RQ006');
    for (const who of [worker, await world.person('auditor')]) {
      const told = await actAs(world.db, who.token, (q) =>
        q.execute(sql`select * from access_file_trail(${reference})`),
      );
      expect(told.rows).toEqual([]);
    }
  });

  it('past the copies of a day', async () => {
    const greedy = await world.trustee(TRUST);
    await rows(
      `insert into policy (key, version, title, value, authority, effective_from, approved_by)
       select key, 2, title, '{"most_a_day": "1"}', authority, effective_from, 'a test' from policy where key = 'EX-1'`,
    );
    expect(await codeOf(world.take(greedy, reference))).toBe('accepted');
    expect(await codeOf(world.take(greedy, reference))).toBe('database.EX001');
    await rows(
      `insert into policy (key, version, title, value, authority, effective_from, approved_by)
       select key, 3, title, '{"most_a_day": "60"}', authority, effective_from, 'a test' from policy where key = 'EX-1' and version = 1`,
    );
  });

  it('where a part is longer than a file, and no copy is counted', async () => {
    const copies = async () =>
      (await rows<{ n: string }>('select count(*) as n from rights_answer where copy is not null'))[0]?.n;
    const before = await copies();
    await rows(
      `insert into policy (key, version, title, value, authority, effective_from, approved_by)
       select key, 2, title, value || '{"most_lines": "3"}', authority, effective_from, 'a test' from policy where key = 'RQ-1'`,
    );
    expect(await codeOf(world.take(trustee, reference))).toBe('rights.large');
    expect(await copies()).toBe(before);
    await rows(
      `insert into policy (key, version, title, value, authority, effective_from, approved_by)
       select key, 3, title, value, authority, effective_from, 'a test' from policy where key = 'RQ-1' and version = 1`,
    );
  });

  it('in half: by who is not named where the child is restricted, and by a party to a case of one of the trusts', async () => {
    const named = await world.trustee(TRUST);
    const ofBoth = await world.trustee(TRUST);
    await seatTrustee(rows, { trust: 'T-0042', person: ofBoth.personId, from: '2026-01-01' });
    await rows(
      "insert into subaccount (trust_id, beneficiary_id) select t.id, b.id from trust t, beneficiary b where t.code = 'T-0042' and b.code = $1",
      [OF_THREE],
    );
    expect((await world.take(trustee, reference)).file.elsewhere).toEqual([
      'Trusts of others that hold money of this child too: 1. Their trustees take a copy with that part.',
    ]);
    expect(await partRows(ofBoth, 'trusts')).toHaveLength(2);
    for (const [type, code, said] of [
      ['beneficiary', OF_THREE, ['not-found', 'not-found', 'not-found']],
      // Who is in office sees a restricted trust, named or not.
      ['trust', TRUST, ['accepted', 'accepted', 'accepted']],
    ] as const) {
      const [made] = await rows<{ id: string }>(
        `insert into record_restriction (record_type, ${type}_id, reason, until_on, marked_by)
         select $1, id, 'planted by a test', '2099-01-01', $3 from ${type} where code = $2 returning id`,
        [type, code, named.personId],
      );
      await rows('insert into record_restriction_person (restriction_id, person_id) values ($1, $2)', [
        made?.id,
        named.personId,
      ]);
      const answers = [];
      for (const who of [trustee, ofBoth, worker]) answers.push(await codeOf(world.take(who, reference)));
      expect([code, answers]).toEqual([code, said]);
      await rows(
        "insert into record_restriction_lifting (restriction_id, reason, lifted_by) values ($1, 'lifted by a test', $2)",
        [made?.id, named.personId],
      );
    }
    expect(await partRows(trustee, 'restrictions')).toHaveLength(2);
    // Of T-0042, and of another child: half of what there is of this one would be a wrong answer.
    await rows(
      `with found as (insert into court_case (docket, court_name, short_name) values ('0:00-cr-9', 'C', 'C') returning id),
            ordered as (insert into restitution_order (case_id, version, entered_on) select id, 1, '2024-01-01' from found returning id),
            awarded as (insert into award (reference, order_id, beneficiary_id, trust_id, basis, loss_found)
                        select 'A-9', ordered.id, b.id, t.id, 'x', 100 from ordered, beneficiary b, trust t where b.code = 'KALACHUCHI-17' and t.code = 'T-0042'),
            party as (insert into case_conflict (person_id, case_id, kind, recorded_by) select $1, id, 'defendant', $2 from found returning id)
       insert into case_conflict_agreement (conflict_id, agreed_by) select id, $2 from party`,
      [ofBoth.personId, named.personId],
    );
    expect([await codeOf(world.take(trustee, reference)), await codeOf(world.take(ofBoth, reference))]).toEqual([
      'accepted',
      'database.RQ007',
    ]);
  });

  it('while the vault is away, since nobody can say whom a text names', async () => {
    expect(await codeOf(world.take(trustee, reference, { socket: '' }))).toBe('rights.unchecked');
  });
});
