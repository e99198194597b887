import { sqlState, tx } from 'db/client';
import { person } from 'db/schema/access';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { actAs, cloneDatabase, enroll, openSession, type TestDatabase } from '../support/database';

let db: TestDatabase;
let ana: { personId: number; token: string };
let ben: { personId: number; token: string };

beforeAll(async () => {
  db = await cloneDatabase();
  ana = await enroll(db, { name: 'Ana Trustee', roles: ['trustee'] });
  ben = await enroll(db, { name: 'Ben Finance', roles: ['finance'] });
});
afterAll(() => db.drop());

const stateOf = (work: Promise<unknown>) => work.then(() => 'accepted', sqlState);
const names = (token: string) => actAs(db, token, (q) => q.select({ name: person.name }).from(person));

describe('the signed context', () => {
  it('names the person, the roles held now and the request', async () => {
    const found = await tx(db.pool, { token: ana.token, requestId: 'req-1' }, async (q) => {
      const { rows } = await q.execute(
        sql`select sec.person()::int as person, sec.has_role('trustee') as trustee, sec.has_role('finance') as finance, sec.request_id() as request`,
      );
      return rows[0];
    });
    expect(found).toEqual({ person: ana.personId, trustee: true, finance: false, request: 'req-1' });
  });

  it('is needed to see anything', async () => {
    expect((await db.pool.query('select id from person')).rowCount).toBe(0);
    expect((await db.pool.query('select sec.person() as id')).rows).toEqual([{ id: null }]);
    expect((await names(ana.token)).length).toBeGreaterThan(1);
  });

  it('ends with its transaction', async () => {
    await names(ana.token);
    const answers = await Promise.all(Array.from({ length: 20 }, () => db.pool.query('select id from person')));
    expect(answers.every((answer) => answer.rowCount === 0)).toBe(true);
  });

  it('written by hand is refused', async () => {
    const client = await db.pool.connect();
    try {
      await client.query('begin');
      await client.query(`select set_config('app.ctx', '{"p": ${ben.personId}, "r": ["finance"]}', true)`);
      await client.query("select set_config('app.sig', 'feed', true)");
      expect(await stateOf(client.query('select id from person'))).toBe('28000');
    } finally {
      await client.query('rollback');
      client.release();
    }
  });

  it('changed to another person is refused', async () => {
    const attempt = actAs(db, ana.token, async (q) => {
      await q.execute(
        sql`select set_config('app.ctx', jsonb_set(current_setting('app.ctx')::jsonb, '{p}', '1')::text, true)`,
      );
      await q.select({ id: person.id }).from(person);
    });
    expect(await stateOf(attempt)).toBe('28000');
  });

  it('copied into the next transaction of the same connection is refused', async () => {
    const client = await db.pool.connect();
    try {
      await client.query('begin');
      await client.query('select sec.enter($1, $2)', [ana.token, 'r']);
      const { rows } = await client.query(
        "select current_setting('app.ctx') as ctx, current_setting('app.sig') as sig",
      );
      await client.query('commit');
      await client.query('begin');
      await client.query("select set_config('app.ctx', $1, true), set_config('app.sig', $2, true)", [
        rows[0].ctx,
        rows[0].sig,
      ]);
      expect(await stateOf(client.query('select sec.person()'))).toBe('28000');
    } finally {
      await client.query('rollback');
      client.release();
    }
  });

  it('cannot be signed by the application: key, sessions and credentials are not its to read', async () => {
    for (const table of ['sec.key', 'sec.session', 'sec.credential']) {
      expect(await stateOf(db.pool.query(`select * from ${table}`))).toBe('42501');
    }
    expect(await stateOf(db.pool.query('select sec.open_operator_session()'))).toBe('42501');
    expect(await stateOf(db.pool.query('select sec.live_session($1)', [ana.token]))).toBe('42501');
    expect(await stateOf(db.pool.query('set role tutela_owner'))).toBe('42501');
    expect(await stateOf(db.pool.query('select email from person'))).toBe('42501');
  });
});

describe('a session', () => {
  it('that does not exist, has expired or was ended does not enter', async () => {
    expect(await stateOf(names('nobody'))).toBe('28000');
    const expired = await openSession(db, ana.personId, new Date(Date.now() - 1000));
    expect(await stateOf(names(expired))).toBe('28000');
    const ended = await openSession(db, ana.personId);
    await db.pool.query('select sec.end_session($1)', [ended]);
    expect(await stateOf(names(ended))).toBe('28000');
  });

  it('lasts twelve hours at most, whatever is asked', async () => {
    await openSession(db, ana.personId, new Date('2999-01-01'));
    const [row] = await db.asOperator<{ hours: number }>(
      'select ceil(extract(epoch from max(expires_at) - clock_timestamp()) / 3600)::int as hours from sec.session',
    );
    expect(row?.hours).toBe(12);
  });

  it('ends after 30 idle minutes', async () => {
    const token = await openSession(db, ana.personId);
    await db.asOperator(
      "update sec.session set last_seen_at = now() - interval '31 minutes' where token_sha256 = sha256($1::text::bytea)",
      [token],
    );
    expect(await stateOf(names(token))).toBe('28000');
    expect((await db.pool.query('select * from sec.session_actor($1)', [token])).rowCount).toBe(0);
  });

  it('that is locked does nothing until it is unlocked', async () => {
    const token = await openSession(db, ana.personId);
    await db.pool.query('select sec.lock_session($1)', [token]);
    expect(await stateOf(names(token))).toBe('TU001');
    const { rows } = await db.pool.query('select name, locked from sec.session_actor($1)', [token]);
    expect(rows).toEqual([{ name: 'Ana Trustee', locked: true }]);
    await db.pool.query('select sec.unlock_session($1)', [token]);
    expect(await stateOf(names(token))).toBe('accepted');
  });

  it('loses a role at once when the role is ended', async () => {
    const cara = await enroll(db, { name: 'Cara', roles: ['court'] });
    await db.asOperator('update role_grant set ended_at = clock_timestamp() where person_id = $1', [cara.personId]);
    const held = await actAs(db, cara.token, (q) => q.execute(sql`select sec.has_role('court') as held`));
    expect(held.rows).toEqual([{ held: false }]);
  });
});

describe('people', () => {
  it('are enrolled by an administrator or the operator only', async () => {
    const enrolling = (token: string) =>
      stateOf(
        actAs(db, token, (q) =>
          q.execute(sql`select sec.enroll_person('X', ${`${token}@example.test`}, 'h', '{trustee}')`),
        ),
      );
    expect(await enrolling(ana.token)).toBe('TU002');
    const admin = await enroll(db, { name: 'Ada', roles: ['administrator'] });
    expect(await enrolling(admin.token)).toBe('accepted');
    expect(
      await stateOf(
        actAs(db, ana.token, (q) =>
          q.execute(sql`insert into person (name, email, origin) values ('X', 'x@y.z', 'enrolled')`),
        ),
      ),
    ).toBe('42501');
  });

  it('of the cast cannot exist outside the demo world', async () => {
    const live = await cloneDatabase({ mode: 'live' });
    try {
      const cast = enroll(live, { name: 'Cast', roles: ['trustee'], origin: 'cast' });
      expect(await stateOf(cast)).toBe('TU003');
      expect((await live.pool.query('select * from sec.demo_cast()')).rowCount).toBe(0);
      expect(await stateOf(live.asOperator("select sec.begin_installation('demo')"))).toBe('TU004');
    } finally {
      await live.drop();
    }
  });
});
