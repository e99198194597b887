import { sqlState, tx } from 'db/client';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findAuditEvents } from '~/domain/audit/find-audit-events.server';
import { recordAuditEvent } from '~/domain/audit/record-audit-event.server';
import { plainAddress } from '~/http/sign-in/network';
import { actAs, cloneDatabase, enroll, type TestDatabase } from '../../support/database';

let db: TestDatabase;
let fe: { personId: number; token: string };
let ana: { personId: number; token: string };
let lim: { personId: number; token: string };
beforeAll(async () => {
  db = await cloneDatabase();
  fe = await enroll(db, { name: 'Fe Finance', roles: ['finance'] });
  ana = await enroll(db, { name: 'Ana Trustee', roles: ['trustee'] });
  lim = await enroll(db, { name: 'Lim Auditor', roles: ['auditor'] });
});
afterAll(() => db.drop());

const act = (token: string, ref: string, address?: string) =>
  tx(db.pool, { token, requestId: ref, address }, (q) =>
    recordAuditEvent(q, { action: 'test.done', recordType: 'test', recordRef: ref }),
  );
const rowOf = async (ref: string) =>
  (
    await db.asOperator(
      'select e.*, s.id = e.session_id as of_session from audit_event e left join sec.session s on s.person_id = e.person_id where record_ref = $1',
      [ref],
    )
  )[0];
/** What the session is said to be, as signing in and the gates say it. */
const session = (token: string, set: string) =>
  db.asOperator(`update sec.session set ${set} where token_sha256 = sha256($1::bytea)`, [Buffer.from(token)]);

describe('an event', () => {
  it.each(['password', 'passkey', 'code', 'recovery_code', 'sign_on'])(
    'says by which session, device and factor (%s), how fresh, and from which address',
    async (factor) => {
      await session(
        fe.token,
        `factor = '${factor}', factor_at = clock_timestamp() - interval '200 seconds', device = 'Firefox on Linux'`,
      );
      await act(fe.token, factor, '192.0.2.7');
      const row = await rowOf(factor);
      expect(row).toMatchObject({ address: '192.0.2.7', device: 'Firefox on Linux', factor, of_session: true });
      expect(row?.factor_age).toBeGreaterThanOrEqual(200);
      expect(row?.factor_age).toBeLessThan(320);
    },
  );

  it('says the address of its own request, of a hundred that one session makes from two at the same moment', async () => {
    const from = (n: number) => (n % 2 ? '2001:db8::9' : '192.0.2.7');
    await Promise.all(Array.from({ length: 100 }, (_, n) => act(fe.token, `raced ${n}`, from(n))));
    const rows = await db.asOperator<{ record_ref: string; address: string }>(
      "select record_ref, address from audit_event where record_ref like 'raced %'",
    );
    expect(rows).toHaveLength(100);
    for (const row of rows)
      expect([row.record_ref, row.address]).toEqual([row.record_ref, from(Number(row.record_ref.slice(6)))]);
  });

  it('says none where none is known, and takes no change of what was signed', async () => {
    await act(fe.token, 'unknown', '');
    expect(await rowOf('unknown')).toMatchObject({ address: null });
    await act(fe.token, 'command');
    expect(await rowOf('command')).toMatchObject({ address: null });
    const moved = tx(db.pool, { token: fe.token, requestId: 'moved', address: '192.0.2.7' }, async (q) => {
      await q.execute(
        sql`select set_config('app.ctx', replace(current_setting('app.ctx'), '192.0.2.7', '192.0.2.8'), true)`,
      );
      await recordAuditEvent(q, { action: 'test.done', recordType: 'test', recordRef: 'moved' });
    });
    expect(await moved.then(() => 'accepted', sqlState)).toBe('28000');
  });

  it('takes none of it from its writer', async () => {
    const forged = actAs(db, fe.token, (q) =>
      q.execute(sql`insert into audit_event (person_id, action, record_type, record_ref, facts, request_id, address, factor)
        values (${fe.personId}, 'a', 'b', 'c', '{}', 'd', '203.0.113.1', 'passkey')`),
    );
    expect(await forged.then(() => 'accepted', sqlState)).toBe('42501');
    for (const call of ['sec.whence()', "audit_hash('\\x00', 'x')"]) {
      const attempt = actAs(db, fe.token, (q) => q.execute(sql.raw(`select ${call}`)));
      expect([call, await attempt.then(() => 'accepted', sqlState)]).toEqual([call, '42501']);
    }
  });
});

describe('an address', () => {
  it('is shown to the person and to auditors, and is no column that others could ask for', async () => {
    await act(fe.token, 'shown', '192.0.2.7');
    const addressFor = async (token: string) => {
      const { events } = await actAs(db, token, (q) => findAuditEvents(q, { record: 'shown' }, 0));
      return events[0]?.address;
    };
    expect(await addressFor(fe.token)).toBe('192.0.2.7');
    expect(await addressFor(lim.token)).toBe('192.0.2.7');
    const [event] = await db.asOperator<{ id: string }>("select id from audit_event where record_ref = 'shown'");
    for (const { token } of [ana, fe, lim]) {
      const column = actAs(db, token, (q) => q.execute(sql`select address from audit_event`));
      expect(await column.then(() => 'accepted', sqlState)).toBe('42501');
    }
    const asked = await actAs(db, ana.token, (q) =>
      q.execute(sql`select address from audit_addresses(array[${event?.id}]::bigint[])`),
    );
    expect(asked.rows).toEqual([]);
    const bound = await actAs(db, ana.token, (q) => q.execute(sql`select said from audit_link`));
    expect(bound.rows).toEqual([]);
  });

  it.each([
    ['::ffff:127.0.0.1', '127.0.0.1'],
    ['fe80::1%eth0', 'fe80::1'],
    ['10.1.2.3', '10.1.2.3'],
    ["'; drop table x", ''],
    ['', ''],
  ])('%s is kept as "%s"', (given, kept) => {
    expect(plainAddress(given)).toBe(kept);
  });
});

describe('a checkpoint', () => {
  it('is kept by the operator’s commands alone, and of a link that is there', async () => {
    await db.asOperator('select link_audit_events(true)');
    const keep = (token: string, hash: string) =>
      actAs(db, token, (q) =>
        q.execute(sql`select record_checkpoint(place, ${sql.raw(hash)}, repeat('0', 64), now(), 'x')
          from (select 1 as place, sha256('x') as hash) l`),
      ).then(() => 'accepted', sqlState);
    expect(await keep(lim.token, 'hash')).toBe('42501');
    const [row] = await db.asOperator<{ token: string }>('select sec.open_operator_session() as token');
    expect(await keep(row?.token ?? '', 'hash')).toBe('LE004');
  });
});
