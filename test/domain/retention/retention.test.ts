import { sqlState } from 'db/client';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findKeptIdentities, findRetentionRules } from '~/domain/retention/find-retention.server';
import { purgeExpired } from '~/domain/retention/purge-expired.server';
import { type RetentionRule, strictest } from '~/domain/retention/retention';
import { actAs, operatorToken } from '../../support/database';
import { type ErasureWorld, openErasureWorld } from '../erasures/erasure-world';
import type { Person } from '../reveals/reveal-world';

const TODAY = '2027-01-08';
const rule = (key: string, length: number) => ({ key, length }) as RetentionRule;

describe('the longest duty to keep', () => {
  it.each([
    ['nobody', [], undefined],
    ['the only one', [rule('A', 5)], 'A'],
    ['the longer, whichever stands first', [rule('A', 5), rule('B', 10)], 'B'],
    ['the longer, whichever stands last', [rule('B', 10), rule('A', 5)], 'B'],
    ['the first of equals', [rule('A', 10), rule('B', 10)], 'A'],
    ['for ever, over every number', [rule('A', 99_999), rule('B', Number.POSITIVE_INFINITY), rule('C', 7)], 'B'],
  ] as const)('wins: %s', (_words, rules, wins) => {
    expect(strictest(rules)?.key).toBe(wins);
  });
});

describe('the schedule', () => {
  let world: ErasureWorld;
  let auditor: Person;
  let operator = '';
  beforeAll(async () => {
    world = await openErasureWorld();
    auditor = await world.person('auditor');
    operator = await operatorToken(world.db);
  });
  afterAll(() => world?.stop());
  const kept = async (who: Person, code: string) =>
    (await actAs(world.db, who.token, findKeptIdentities)).find((item) => item.code === code);
  const nextVersion = (key: string, value: string) =>
    world.db.asOperator(
      `insert into policy (key, version, title, value, authority, effective_from, approved_by)
       select key, max(version) + 1, 'Changed by a test', (array_agg(value order by version desc))[1] || $2, 'A law of a test', '2020-01-01', 'a test'
         from policy where key = $1 group by key`,
      [key, value],
    );

  it('names a law and what happens then for every kind of record', async () => {
    const rules = await actAs(world.db, auditor.token, (q) => findRetentionRules(q, TODAY));
    expect(new Set(rules.map(({ record }) => record))).toEqual(
      new Set(['identity', 'care', 'books', 'trail', 'session', 'device', 'try']),
    );
    for (const { key, authority, length } of rules)
      expect([key, authority.length > 5, length > 0]).toEqual([key, true, true]);
    expect(strictest(rules.filter(({ record }) => record === 'identity'))?.key).toBe('RT-1');
    expect(strictest(rules.filter(({ record }) => record === 'books'))?.words).toBe('For ever');
  });

  it('says of each child which law keeps it longest, and lets it go on that day', async () => {
    const due = await world.leaver({ lastMoney: '2016-03-01' });
    const late = await world.leaver({ lastMoney: '2018-01-05' });
    expect(await kept(auditor, due.code)).toMatchObject({ rule: 'RT-1', until: '2026-03-01', state: 'due' });
    expect(await kept(auditor, late.code)).toMatchObject({
      rule: 'RT-1',
      until: '2028-01-05',
      obstacle: 'ER007',
      state: 'kept',
    });
    expect(await kept(due.first, late.code)).toBeUndefined();
  });

  it('keeps what a legal hold stands on, whatever its years say', async () => {
    const child = await world.leaver();
    await world.hold(child.first, child.trust, 'trust');
    expect(await kept(auditor, child.code)).toMatchObject({ state: 'held', obstacle: 'ER005' });
  });

  it('goes by the record in force: a longer law that is added wins, also over an erasure', async () => {
    const child = await world.leaver();
    expect((await kept(auditor, child.code))?.state).toBe('due');
    await nextVersion('RT-2', '{"years": "12"}');
    expect(await kept(auditor, child.code)).toMatchObject({ rule: 'RT-2', until: '2028-03-01', state: 'kept' });
    await expect(world.request(child.worker, child.code)).rejects.toMatchObject({ cause: { code: 'ER007' } });
    await nextVersion('RT-2', '{"years": "ever"}');
    expect(await kept(auditor, child.code)).toMatchObject({ until: 'infinity', state: 'kept' });
    await nextVersion('RT-2', '{"years": "5"}');
    expect((await kept(auditor, child.code))?.state).toBe('due');
  });

  it('deletes what is technical and over, keeps the rest, and counts it in the trail', async () => {
    const gone = await world.person('finance');
    const heldPerson = await world.person('finance');
    const onPerson = String(heldPerson.personId);
    await world.hold(auditor, onPerson, 'person');
    const old = (who: Person, days: number) =>
      world.db.asOperator(
        `insert into sec.session (token_sha256, person_id, created_at, last_seen_at, expires_at, idle_for, factor)
         values (sha256(gen_random_uuid()::text::bytea), $1, now() - make_interval(days => $2), now() - make_interval(days => $2), now() - make_interval(days => $2), '15 minutes', 'password')`,
        [who.personId, days],
      );
    for (const days of [80, 100, 200]) for (const who of [gone, heldPerson]) await old(who, days);
    await world.db.asOperator(
      "insert into sec.try_count (bucket, tries, since) values ('account x', 1, now() - interval '2 days'), ('account y', 1, now())",
    );
    const sessions = async (who: Person) =>
      (
        await world.db.asOperator<{ n: number }>('select count(*)::int as n from sec.session where person_id = $1', [
          who.personId,
        ])
      )[0]?.n;
    const before = [await sessions(gone), await sessions(heldPerson)];
    const purged = await actAs(world.db, operator, (q) => purgeExpired(q, TODAY));
    expect(purged.find(({ record }) => record === 'session')?.gone).toBe(2);
    expect([await sessions(gone), await sessions(heldPerson)]).toEqual([(before[0] ?? 0) - 2, before[1]]);
    const tries = await world.db.asOperator("select bucket from sec.try_count where bucket like 'account _'");
    expect(tries).toEqual([{ bucket: 'account y' }]);
    const [event] = await world.db.asOperator<{ facts: Record<string, string> }>(
      "select facts from audit_event where action = 'retention.purged'",
    );
    expect(event?.facts).toMatchObject({ session: '2' });
  });

  it('is carried out by the operator alone', async () => {
    for (const who of [auditor, await world.person('administrator'), await world.person('finance')]) {
      const refused = await actAs(world.db, who.token, (q) =>
        q.execute(sql`select * from sec.purge_expired(0, 0, 0)`),
      ).catch(sqlState);
      expect([who.roles, refused]).toEqual([who.roles, '42501']);
    }
  });
});
