import { sqlState } from 'db/client';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refusalFromDatabase } from '~/access/database-refusals';
import { Refusal } from '~/access/refusal';
import { findRights, getRight } from '~/domain/rights/find-rights.server';
import { daysLeft, rightState } from '~/domain/rights/right';
import { addDays } from '~/domain/trusts/legal-day';
import { actAs } from '../../support/database';
import { CHILD, type Person } from '../reveals/reveal-world';
import { openRightsWorld, type RightsWorld } from './rights-world';

let world: RightsWorld;
let worker: Person;
let trustee: Person;
let other: Person;
let guardian: Person;
let auditor: Person;
let service: string;
beforeAll(async () => {
  world = await openRightsWorld();
  worker = await world.worker();
  trustee = await world.trustee();
  other = await world.trustee();
  auditor = await world.person('auditor');
  guardian = await world.person('guardian_ad_litem');
  await world.db.asOperator(
    "insert into case_assignment (beneficiary_id, person_id, starts_on) select id, $2, '2026-01-01' from beneficiary where code = $1",
    [CHILD, guardian.personId],
  );
  const [row] = await world.db.asOperator<{ reference: string }>(
    'select reference from service_delivered s join beneficiary b on b.id = s.beneficiary_id where b.code = $1 limit 1',
    [CHILD],
  );
  service = row?.reference ?? '';
});
afterAll(() => world?.stop());

const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'accepted',
    (error) =>
      sqlState(error) ?? refusalFromDatabase(error)?.code ?? (error instanceof Refusal ? error.code : String(error)),
  );
/** As a person would try it who goes around the pages: the database's own door, in their session. */
const bySql = (who: Person, call: string) =>
  codeOf(actAs(world.db, who.token, (q) => q.execute(sql.raw(`select ${call}`))));
const stateOf = async (who: Person, reference: string) => {
  const found = (await actAs(world.db, who.token, findRights)).find((item) => item.reference === reference);
  return found && rightState(found);
};
const requestSql = (kind: string, more: string) =>
  `request_right('${kind}', '${CHILD}', 'of_age', 'identity_paper', '2026-11-02', ${more})`;
const wrong = { kind: 'rectification', statement: 'There was one session that day, not two.' } as const;
const readOnce = (reference: string) => actAs(world.db, worker.token, (q) => getRight(q, reference));

describe('a request about rights', () => {
  it('is recorded by one, agreed by a trustee, answered, and known afterwards to who may ask about the child', async () => {
    const reference = await world.record(worker);
    expect(reference).toMatch(/^RQ-20\d\d-\d{4}$/);
    expect(await stateOf(trustee, reference)).toBe('waiting');
    expect(await codeOf(world.take(trustee, reference))).toBe('database.RQ006');
    await world.settle(trustee, reference);
    expect(await stateOf(guardian, reference)).toBe('agreed');
    const { number } = await world.take(trustee, reference);
    expect(await stateOf(auditor, reference)).toBe('answered');
    const { answers } = await readOnce(reference);
    expect(answers.map(({ copy }) => copy)).toEqual([number]);
    const trail = await world.db.asOperator<{ action: string }>(
      "select action from audit_event where record_ref = $1 and action <> 'rights.read' order by id",
      [reference],
    );
    expect(trail.map(({ action }) => action)).toEqual(['rights.requested', 'rights.agreed', 'rights.exported']);
  });

  it('is due by the policy of the day it came in, and a later policy changes no clock that runs', async () => {
    const reference = await world.record(worker);
    const right = await readOnce(reference);
    expect(right.dueOn).toBe(addDays('2026-11-02', 30));
    expect(daysLeft(right.dueOn, '2026-12-02')).toBe(0);
    expect(daysLeft(right.dueOn, '2026-12-05')).toBe(-3);
    await world.db.asOperator(
      `insert into policy (key, version, title, value, authority, effective_from, approved_by)
       select key, 2, title, value || '{"answer_days": "15"}', authority, '2026-11-10', 'a test' from policy where key = 'RQ-1'`,
    );
    expect((await readOnce(reference)).dueOn).toBe(right.dueOn);
    expect((await readOnce(await world.record(worker))).dueOn).toBe(right.dueOn);
    const later = await world.record(worker, { receivedOn: '2026-11-12' });
    expect((await readOnce(later)).dueOn).toBe('2026-11-27');
  });

  it('that is refused rests on a ground of the law, and what was said stays', async () => {
    const reference = await world.record(worker, { ...wrong, record: service });
    await world.settle(trustee, reference, 'rights_of_others');
    expect(await stateOf(worker, reference)).toBe('refused');
    const right = await readOnce(reference);
    expect(right).toMatchObject({ statement: wrong.statement, decision: { ground: 'rights_of_others' } });
    expect(await codeOf(world.note(worker, reference))).toBe('RQ006');
    const open = await world.record(worker);
    const bare = (decision: string, ground: string) =>
      bySql(trustee, `decide_right('${open}', '${decision}', ${ground}, 'Because.')`);
    expect(await bare('refused', 'null')).toBe('23514');
    expect(await bare('agreed', "'proceedings'")).toBe('23514');
    expect(await bare('refused', "'no_time'")).toBe('23514');
  });
});

describe('nobody decides alone', () => {
  it('who recorded it does not decide, nobody decides twice; in the verb and by SQL', async () => {
    const reference = await world.record(trustee);
    expect(await codeOf(world.settle(trustee, reference))).toBe('RQ001');
    expect(await bySql(trustee, `decide_right('${reference}', 'agreed', null, 'Because.')`)).toBe('RQ001');
    await world.settle(other, reference);
    expect(await codeOf(world.settle(other, reference))).toBe('RQ003');
  });

  it('nor who is no trustee in office for the child; and not without a factor just shown', async () => {
    const reference = await world.record(worker);
    const decide = `decide_right('${reference}', 'agreed', null, 'Because.')`;
    expect(await bySql(guardian, decide)).toBe('RQ002');
    expect(await bySql(auditor, decide)).toBe('RQ002');
    expect(await bySql(await world.worker(), decide)).toBe('RQ002');
    for (const stranger of [
      await world.trustee('T-0044'),
      await world.person('finance'),
      await world.worker('MAKOPA-38'),
    ])
      expect(await bySql(stranger, decide)).toBe('RQ009');
    expect(await codeOf(world.settle(guardian, reference))).toBe('permission');
    const late = await world.trustee();
    await world.db.asOperator(
      "update sec.session set factor_at = clock_timestamp() - interval '6 minutes' where person_id = $1",
      [late.personId],
    );
    expect(await codeOf(world.settle(late, reference))).toBe('SI002');
  });

  it('of two at the same time one decides', async () => {
    const reference = await world.record(worker);
    const said = await Promise.all(
      [trustee, other].map((who) => codeOf(world.settle(who, reference, who === other ? 'proceedings' : null))),
    );
    expect(said.sort()).toEqual(['RQ003', 'accepted']);
  });
});

describe('a request is refused', () => {
  it('for a child that is not one’s own, and for who may not record one', async () => {
    expect(await codeOf(world.record(worker, { code: 'MAKOPA-38' }))).toBe('RQ009');
    expect(await codeOf(world.record(await world.worker('MAKOPA-38')))).toBe('RQ009');
    expect(await codeOf(world.record(auditor))).toBe('permission');
    expect(await bySql(auditor, requestSql('access', "null, null, ''"))).toBe('RQ009');
    expect(await bySql(await world.person('finance'), requestSql('access', "null, null, ''"))).toBe('RQ009');
  });

  it('for a day that lies ahead, or before there was a rule', async () => {
    expect(await codeOf(world.record(worker, { receivedOn: '2099-01-01' }))).toBe('RQ004');
    expect(await codeOf(world.record(worker, { receivedOn: '1999-12-31' }))).toBe('RQ004');
  });

  it('for a record that is another child’s, is none, or is not the recorder’s to see', async () => {
    const [foreign] = await world.db.asOperator<{ reference: string }>(
      'select reference from service_delivered s join beneficiary b on b.id = s.beneficiary_id where b.code <> $1 limit 1',
      [CHILD],
    );
    const [payment] = await world.db.asOperator<{ reference: string }>(
      'select d.reference from disbursement d join beneficiary b on b.id = d.beneficiary_id where b.code = $1 limit 1',
      [CHILD],
    );
    const ask = (who: Person, record = '') => codeOf(world.record(who, { ...wrong, record }));
    expect(await ask(worker, foreign?.reference)).toBe('RQ005');
    expect(await ask(worker, 'S-1900-0001')).toBe('RQ005');
    expect(await ask(worker, payment?.reference)).toBe('RQ005');
    expect(await ask(trustee, payment?.reference)).toBe('accepted');
    expect(await ask(worker, service)).toBe('accepted');
  });

  it('where it names two things, none, or says nothing of what is wrong', async () => {
    expect(await bySql(worker, requestSql('rectification', `'name', '${service}', 'Ten letters and more.'`))).toBe(
      '23514',
    );
    expect(await bySql(worker, requestSql('rectification', "null, null, 'Ten letters and more.'"))).toBe('23514');
    expect(await bySql(worker, requestSql('rectification', "'name', null, 'short'"))).toBe('23514');
    expect(await bySql(worker, requestSql('access', "'name', null, ''"))).toBe('23514');
  });
});

describe('a rectification', () => {
  const agreed = async (input: { item?: 'contact' | 'name'; record?: string }) => {
    const reference = await world.record(worker, { ...wrong, ...input });
    await world.settle(trustee, reference);
    return reference;
  };
  const contacts = () =>
    world.db.asOperator<{ version: number }>(
      `select f.version from vault.field f join vault.subject s on s.id = f.subject_id join beneficiary b on b.id = s.record_id
        where s.kind = 'beneficiary' and b.code = $1 and f.field = 'contact'`,
      [CHILD],
    );

  it('of an item is a new version in the vault, and its value stands nowhere else', async () => {
    const value = 'Tiyahin Dalisay Mapagmahal, 000 555 0177';
    const [before] = await contacts();
    const reference = await agreed({ item: 'contact' });
    expect(await world.correct(worker, reference, value)).toEqual({ version: (before?.version ?? 0) + 1 });
    expect(await contacts()).toEqual([{ version: (before?.version ?? 0) + 1 }]);
    expect((await readOnce(reference)).answers).toMatchObject([{ version: (before?.version ?? 0) + 1, note: null }]);
    const reveal = await world.ask(worker, { item: 'contact', purpose: 'rights', askedOf: trustee.personId });
    await world.decide(trustee, reveal);
    expect((await world.open(worker, reveal, 'contact')).value).toBe(value);
    const everything = await world.db.asOperator<{ said: string }>(
      `select string_agg(row_to_json(x)::text, ' ') as said from (select to_jsonb(e) as row from audit_event e
         union all select to_jsonb(r) from rights_request r union all select to_jsonb(a) from rights_answer a
         union all select to_jsonb(c) from command_log c) x`,
    );
    expect(/Dalisay|Mapagmahal|555 0177/.test(everything[0]?.said ?? 'Dalisay')).toBe(false);
    expect(await codeOf(world.correct(worker, reference, value))).toBe('RQ003');
  });

  it('is typed by the child’s caseworker alone, of the item that was agreed, with a factor just shown', async () => {
    const reference = await agreed({ item: 'contact' });
    const ask = (who: Person, item: 'name' | 'contact') =>
      codeOf(
        world.vault.ask({ ask: 'correct', token: who.token, requestId: 'c', reference, item, value: 'Somebody Else' }),
      );
    expect(await ask(trustee, 'contact')).toBe('RV012');
    expect(await ask(guardian, 'contact')).toBe('RV012');
    expect(await ask(auditor, 'contact')).toBe('RQ010');
    expect(await ask(await world.worker('MAKOPA-38'), 'contact')).toBe('RQ009');
    expect(await ask(worker, 'name')).toBe('RQ006');
    const waiting = await world.record(worker, { ...wrong, item: 'contact' });
    expect(await codeOf(world.correct(worker, waiting, 'Somebody Else'))).toBe('RQ006');
    expect(await bySql(worker, `open_correction('${reference}', 'contact')`)).toBe('42501');
    expect(await bySql(worker, `close_correction('${reference}', 'contact', 9)`)).toBe('42501');
    const late = await world.worker();
    await world.db.asOperator(
      "update sec.session set factor_at = clock_timestamp() - interval '6 minutes' where person_id = $1",
      [late.personId],
    );
    expect(await ask(late, 'contact')).toBe('SI002');
    expect(await codeOf(world.note(worker, reference))).toBe('RQ006');
  });

  it('of another record is a note beside it, once', async () => {
    const reference = await agreed({ record: service });
    expect(await bySql(auditor, `note_correction('${reference}', 'It was one session.')`)).toBe('RQ010');
    await world.note(worker, reference);
    expect(await codeOf(world.note(trustee, reference))).toBe('RQ003');
    const { file } = await world.take(
      trustee,
      await (async () => {
        const access = await world.record(worker);
        await world.settle(trustee, access);
        return access;
      })(),
    );
    const corrections = file.parts.find(({ key }) => key === 'corrections');
    expect(corrections?.rows.map((row) => row.join(' | ')).join('\n')).toContain('It was one session, not two.');
  });
});
