import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '~/access/actor';
import type { Role } from '~/access/roles';
import { exportTrail } from '~/domain/audit/export-trail.server';
import { recordAuditEvent } from '~/domain/audit/record-audit-event.server';
import { eventsAsCsv } from '~/reports/verification/events-as-csv';
import { actAs, cloneDatabase, enroll, type TestDatabase } from '../../support/database';

interface Somebody {
  actor: Actor;
  token: string;
}

let db: TestDatabase;
let lim: Somebody;
let fe: Somebody;
const TODAY = '2027-01-08';
beforeAll(async () => {
  db = await cloneDatabase();
  const somebody = async (name: string, role: Role): Promise<Somebody> => {
    const { personId, token } = await enroll(db, { name, roles: [role] });
    return { token, actor: { personId, name, roles: [role] } };
  };
  lim = await somebody('Lim Auditor', 'auditor');
  fe = await somebody('Fe Finance', 'finance');
  for (const ref of ['R-1', 'R-2', '=cmd|calc'])
    await actAs(db, fe.token, (q) => recordAuditEvent(q, { action: 'test.done', recordType: 'test', recordRef: ref }));
});
afterAll(() => db?.drop());

const take = (who: Somebody, filter: Parameters<typeof exportTrail>[2] = {}) =>
  actAs(db, who.token, (q) => exportTrail(q, who.actor, filter, TODAY, 0));
const refusal = (work: Promise<unknown>) =>
  work.then(
    () => 'taken',
    (error: { code?: string }) => error.code,
  );
const exports = () =>
  db.asOperator<{ facts: Record<string, string> }>(
    "select facts from audit_event where action = 'trail.exported' order by id",
  );
const limit = (key: 'EX-1' | 'EX-2', name: string, value: string, version: number) =>
  db.asOperator(
    `insert into policy (key, version, title, value, authority, effective_from, approved_by)
     select key, $3::int, title, value || jsonb_build_object($1::text, $2::text), authority, effective_from, 'a test'
       from policy where key = $4 and version = $3::int - 1`,
    [name, value, version, key],
  );

describe('a copy of the trail', () => {
  it('holds what the filter names, the oldest first, and is in the trail with its number and filter', async () => {
    const { number, events } = await take(lim, { personId: fe.actor.personId, action: 'test.done' });
    expect(events.map((event) => event.recordRef)).toEqual(['R-1', 'R-2', '=cmd|calc']);
    expect(number).toMatch(/^X-\d{4}-\d{4}$/);
    expect(await exports()).toEqual([
      { facts: { format: 'csv', copy: number, entries: '3', person: String(fe.actor.personId), kind: 'test.done' } },
    ]);
    const next = await take(lim, { record: 'R-1' });
    expect(next.number).not.toBe(number);
    expect(next.events).toHaveLength(1);
  });

  it.each(['Dalupiñas Oyamel', 'Balansing', 'Balansing-Uwakuwakan', '000-555-0104', 'r-1', '=cmd|calc'])(
    'by a record that is no code (%s) is refused, and the trail does not keep what was typed',
    async (typed) => {
      const before = await exports();
      expect(await refusal(take(lim, { record: typed }))).toBe('export.record');
      expect(await exports()).toEqual(before);
    },
  );

  it('by a code or kind that no entry bears does not keep it either: it may be a name in the shape of a code', async () => {
    await take(lim, { record: 'BALANSING-17' });
    await take(lim, { action: 'balansing uwakuwakan' });
    expect(JSON.stringify(await exports())).not.toMatch(/balansing/i);
  });

  it('as CSV has a row an entry, in UTC, and no text of it is a formula', async () => {
    const { events } = await take(lim, { action: 'test.done' });
    const [head, first, ...rest] = eventsAsCsv(events).trimEnd().split('\n');
    expect(head).toBe('event,at,person,action,record_type,record,facts,address,device,factor,factor_age_seconds');
    expect(first).toMatch(/^\d+,\d{4}-\d\d-\d\dT[\d:.]+Z,Fe Finance,test\.done,test,R-1,\{\},/);
    expect(rest.at(-1)).toContain("'=cmd|calc");
  });

  it('is refused to who reads the trail and does not audit it, and leaves nothing', async () => {
    const before = await exports();
    expect(await refusal(take(fe))).toBe('permission');
    expect(await exports()).toEqual(before);
  });

  it('is refused past the entries of a file and past the copies of a day, also of many at once', async () => {
    await limit('EX-2', 'most_events', '2', 2);
    expect(await refusal(take(lim))).toBe('export.large');
    const taken = (await exports()).length;
    await limit('EX-1', 'most_a_day', String(taken + 2), 2);
    await limit('EX-2', 'most_events', '10000', 3);
    const outcomes = await Promise.all(Array.from({ length: 6 }, () => refusal(take(lim, { record: 'R-2' }))));
    expect(outcomes.sort()).toEqual([...Array(4).fill('database.EX001'), 'taken', 'taken']);
    expect(await exports()).toHaveLength(taken + 2);
  });
});
