import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { guardAction, guardLoader } from '~/http/guard.server';
import type { LoadContext } from '~/http/load-context';
import { createLog } from '~/http/log';
import { cloneDatabase, enroll, type TestDatabase } from '../support/database';

const ORIGIN = 'http://localhost:3000';
type Line = Record<string, unknown>;

let db: TestDatabase;
const people = { cas: { personId: 0, token: '' } };
beforeAll(async () => {
  db = await cloneDatabase();
  people.cas = await enroll(db, { name: 'Cas', roles: ['caseworker'] });
});
afterAll(() => db?.drop());

describe('a context of the database', () => {
  const lines: string[] = [];
  /** A page of ours into which somebody has brought a statement of their own. */
  async function injected(who: keyof typeof people, statements: (token: string) => string[]) {
    const { token } = people[who];
    const page = guardLoader({ permission: 'account.keep' }, ({ tx }) =>
      tx(async (q) => {
        let rows: unknown[] = [];
        for (const text of statements(token)) rows = (await q.execute(sql.raw(text))).rows;
        return rows;
      }),
    );
    return ask(page, token);
  }
  async function ask(page: (args: never) => Promise<unknown>, token: string, body?: URLSearchParams) {
    const log = createLog({ write: (line) => void lines.push(line) });
    const context = {
      requestId: 'r-1',
      pool: db.pool,
      address: '192.0.2.7',
      publicOrigin: ORIGIN,
      vaultSocket: '',
      clock: () => new Date(),
      log,
    } as unknown as LoadContext;
    const request = new Request(`${ORIGIN}/account`, {
      headers: { Cookie: `sid=${token}` },
      ...(body && { method: 'POST', body }),
    });
    lines.splice(0);
    const answer = await page({ request, params: {}, context } as never).then(
      (value) => value,
      (thrown: unknown) => thrown,
    );
    return { answer, said: lines.map((line): Line => JSON.parse(line)).filter(({ msg }) => msg === 'refused') };
  }
  const noted = (code: string, actor: number) => [
    expect.objectContaining({ msg: 'refused', level: 50, code, actor, route: '/account', requestId: 'r-1' }),
  ];

  const forged = `set_config('app.ctx', '{"p": 1, "r": ["administrator"]}', true), set_config('app.sig', repeat('0', 64), true)`;
  it.each([
    ['written by hand', [`select ${forged}`, 'select id from person']],
    [
      'of another person',
      [
        `select set_config('app.ctx', replace(current_setting('app.ctx'), '"p":', '"p":1'), true)`,
        'select id from person',
      ],
    ],
    [
      'with a role that is not held',
      [
        `select set_config('app.ctx', replace(current_setting('app.ctx'), '"r":[', '"r":["administrator",'), true)`,
        'select id from person',
      ],
    ],
    [
      'with a factor shown just now',
      [
        `select set_config('app.ctx', regexp_replace(current_setting('app.ctx'), '"f":[0-9.]+', '"f":9999999999'), true)`,
        'select sec.demand_fresh_factor()',
      ],
    ],
  ])('%s is refused and noted', async (_, statements) => {
    const { answer, said } = await injected('cas', () => statements);
    expect((answer as Response).headers.get('Location')).toContain('/sign-in');
    expect(said).toEqual(noted('28000', people.cas.personId));
  });

  it('of one transaction is refused in the next, and noted', async () => {
    let kept = '';
    const { token } = people.cas;
    const page = guardLoader({ permission: 'account.keep' }, async ({ tx }) => {
      await tx(async (q) => {
        const { rows } = await q.execute<{ ctx: string; sig: string }>(
          sql`select current_setting('app.ctx') as ctx, current_setting('app.sig') as sig`,
        );
        kept = JSON.stringify(rows[0]);
      });
      return tx(async (q) => {
        const { ctx, sig } = JSON.parse(kept);
        await q.execute(sql`select set_config('app.ctx', ${ctx}, true), set_config('app.sig', ${sig}, true)`);
        return q.execute(sql`select id from person`);
      });
    });
    const { said } = await ask(page, token);
    expect(kept).toContain('"p');
    expect(said).toEqual(noted('28000', people.cas.personId));
  });

  const NOT_YOURS = 'This is not yours to do. Nothing was done, and the attempt was noted.';
  it.each([
    ['reading what no page reads', 'select * from sec.session'],
    ['writing a role', "insert into role_grant (person_id, role) values (1, 'trustee')"],
    ['writing the trail', 'delete from audit_event'],
  ])('that asks for what is not its own, by %s, is refused on a page and in a form, and noted', async (_, text) => {
    const { token } = people.cas;
    const actor = people.cas.personId;
    const page = guardLoader({ permission: 'account.keep' }, ({ tx }) => tx((q) => q.execute(sql.raw(text))));
    const form = guardAction({ permission: 'account.keep', form: z.object({}) }, ({ tx }) =>
      tx((q) => q.execute(sql.raw(text))),
    );
    for (const { answer, said } of [await ask(page, token), await ask(form, token, new URLSearchParams({ a: 'b' }))]) {
      expect(answer).toMatchObject({ data: { message: NOT_YOURS }, init: { status: 403 } });
      expect(said).toEqual(noted('database.42501', actor));
    }
  });
});
