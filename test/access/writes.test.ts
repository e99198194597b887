import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSession } from '../support/database';
import {
  type Attempt,
  asWrittenBy,
  attemptsOn,
  FALSE_CONTEXTS,
  type Outcome,
  outcomesOf,
  type Samples,
  tablesOf,
} from './attempts';
import { matrix, openViewedWorld, type ViewedWorld, whose } from './viewed-world';
import { OWN, VIEWERS, type Viewer } from './whose-rows';

let world: ViewedWorld;
describe('what is written past the doors, by plain statements,', () => {
  const attempted = new Map<string, Attempt[]>();
  beforeAll(async () => {
    world = await openViewedWorld();
    const { superuser } = world;
    const tables = await tablesOf(superuser);
    for (const viewer of VIEWERS) {
      const attempts: Attempt[] = [];
      for (const table of tables) attempts.push(...attemptsOn(table, await samples(viewer, table)));
      attempted.set(viewer.name, attempts);
    }
  });

  afterAll(() => world.close());

  async function samples(viewer: Viewer, { table, key }: { table: string; key: string }): Promise<Samples> {
    const found = await whose(world.rows, viewer, table, key);
    const one = async (own: boolean) => {
      const at = found.find((row) => row.own === own)?.key;
      if (at === undefined) return null;
      const [row] = await world.rows<{ row: string }>(
        `select (to_jsonb(x) || $2)::text as row from ${table} x where ${key}::text = $1 limit 1`,
        [at, asWrittenBy(viewer.personId, table)],
      );
      return row?.row ?? null;
    };
    return { own: await one(true), other: await one(false) };
  }

  /** Tries everything as a viewer, standing as `stand` says; answers each attempt with what came of it. */
  async function tried(viewer: Viewer, stand: (client: pg.PoolClient) => Promise<unknown>) {
    const attempts = attempted.get(viewer.name) ?? [];
    const client = await world.db.pool.connect();
    try {
      await client.query('begin');
      await stand(client);
      const outcomes = await outcomesOf(client, attempts);
      expect(outcomes).toHaveLength(attempts.length);
      return attempts.map((attempt, n) => ({ ...attempt, outcome: outcomes[n] as Outcome }));
    } finally {
      await client.query('rollback');
      client.release();
    }
  }
  const name = ({ table, operation, whose: of, outcome }: Attempt & { outcome: Outcome }) =>
    `${operation} ${of} ${table}: ${outcome}`;

  it('is what the reviewed matrix says, by each role, of rows like its own and like another’s', async () => {
    const cells = new Map<string, string>();
    for (const viewer of VIEWERS) {
      const all = await tried(viewer, async (client) => {
        if (viewer.token) await client.query('select sec.enter($1, $2)', [viewer.token, 'attempts']);
      });
      // A key or a check of the row itself answers after row security has let it pass.
      const passes = (outcome: Outcome | undefined) =>
        outcome === undefined ? '.' : outcome === '42501' ? '-' : /^(\d$|23)/.test(String(outcome)) ? '+' : outcome;
      for (const table of Object.keys(OWN)) {
        const of = (operation: Attempt['operation'], which: Attempt['whose']) =>
          all.find((one) => one.table === table && one.operation === operation && one.whose === which)?.outcome;
        const changed = of('update', 'any');
        cells.set(
          `${viewer.name} ${table}`,
          `${passes(of('insert', 'own'))} ${passes(of('insert', 'other'))}${changed === '42501' ? '' : ` ~${changed}`}`,
        );
      }
      const gone = all.filter(({ operation }) => operation === 'delete' || operation === 'truncate');
      expect(gone.filter(({ outcome }) => outcome !== '42501').map(name)).toEqual([]);
    }
    const title = [
      'What each role may write by a plain statement, in its own name, past the functions and the pages.',
      'Each cell: a row like one of one’s own, then one like another’s: + let in by grants and row security, - refused by them,',
      'the code of a trigger that refused it before; . no such row to try with; ~n where a column may be changed, in n rows of the',
      'demo world. Nobody deletes or truncates anywhere. A row that is let in still meets its keys, checks and deferred rules.',
    ];
    const cellOf = (viewer: Viewer, table: string) => cells.get(`${viewer.name} ${table}`) ?? '';
    await expect(matrix(title, cellOf)).toMatchFileSnapshot('writes.txt');
  }, 60_000);

  it.each(Object.entries(FALSE_CONTEXTS))(
    'and read, under %s, is nothing, of any table',
    async (_, stand) => {
      for (const viewer of VIEWERS.filter(({ token }) => token)) {
        const all = await tried(viewer, (client) => stand(client, viewer.token as string));
        const reached = all.filter(({ outcome }) => Number(outcome) > 0 && typeof outcome === 'number').map(name);
        expect([viewer.name, reached]).toEqual([viewer.name, ['select any installation: 1']]);
        // A trigger may refuse what it cannot find before it asks who acts; nothing comes as far as a row's keys.
        const others = all.filter(({ outcome }) => !/^(28000|42501|DI008|\d)$/.test(String(outcome))).map(name);
        expect([viewer.name, others]).toEqual([viewer.name, []]);
      }
    },
    60_000,
  );

  it.each([
    ['expired', "expires_at = clock_timestamp() - interval '1 second'"],
    ['lay unused too long', "last_seen_at = clock_timestamp() - interval '13 hours'"],
    ['was ended', 'revoked_at = clock_timestamp()'],
  ])(
    'and read, by a session that %s, is nothing, of any table',
    async (_, change) => {
      for (const viewer of VIEWERS.filter(({ token }) => token)) {
        const token = await openSession(world.db, viewer.personId as number);
        await world.rows(`update sec.session set ${change} where token_sha256 = sha256($1::text::bytea)`, [token]);
        const all = await tried(viewer, async (client) => {
          await client.query('savepoint before');
          await expect(client.query('select sec.enter($1, $2)', [token, 'attempts'])).rejects.toMatchObject({
            code: '28000',
          });
          await client.query('rollback to before');
        });
        const reached = all.filter(({ outcome }) => typeof outcome === 'number' && outcome > 0).map(name);
        expect([viewer.name, reached]).toEqual([viewer.name, ['select any installation: 1']]);
      }
    },
    60_000,
  );
});
