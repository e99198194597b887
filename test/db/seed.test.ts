import { seedCast } from 'db/seed/seed-cast';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cloneDatabase, type TestDatabase } from '../support/database';

const reach = (db: TestDatabase) => ({ ownerUrl: db.operatorUrl, webUrl: db.webUrl });

/** Everything but what is random or the clock's: rows of each table, and the world's figures by their codes. */
async function shapeOf(db: TestDatabase): Promise<unknown> {
  const tables = await db.asOperator<{ name: string }>(
    "select tablename as name from pg_tables where schemaname = 'public' order by tablename",
  );
  const counts: Record<string, number> = {};
  for (const { name } of tables)
    counts[name] = Number((await db.asOperator(`select count(*) as n from ${name}`))[0]?.n);
  return {
    counts,
    balances: await db.asOperator(
      `select t.code, b.code as child, s.posted::text, s.held::text from subaccount s join trust t on t.id = s.trust_id
         join beneficiary b on b.id = s.beneficiary_id order by 1, 2`,
    ),
    requests: await db.asOperator(
      `select d.state, v.amount::text, v.required_approvals, v.rule_key from disbursement d
         join disbursement_version v on v.disbursement_id = d.id order by d.id`,
    ),
    entries: await db.asOperator(
      `select e.kind, e.occurred_on::text as on, string_agg(a.code || ' ' || p.part || ' ' || p.amount, ', ' order by p.line) as postings
         from journal_entry e join posting p on p.entry_id = e.id join account a on a.id = p.account_id group by e.id order by e.id`,
    ),
    closed: await db.asOperator(
      `select t.code as trust, c.through_on::text as through, exists (select from period_reopening_request r where r.close_id = c.id) as asked
         from period_close c join trust t on t.id = c.trust_id order by c.id`,
    ),
    people: await db.asOperator('select name, email, origin from person order by id'),
  };
}

let one: TestDatabase;
let two: TestDatabase;
beforeAll(async () => {
  [one, two] = await Promise.all([cloneDatabase({ mode: 'none' }), cloneDatabase({ mode: 'none' })]);
  await Promise.all([seedCast(reach(one)), seedCast(reach(two))]);
});
afterAll(() => Promise.all([one.drop(), two.drop()]));

describe('the demo world', () => {
  it('is the same each time it is made', async () => {
    expect(await shapeOf(one)).toEqual(await shapeOf(two));
  });

  it('is the world that the screens show: three trusts, four requests, one account filed, one period closed', async () => {
    expect(await shapeOf(one)).toMatchObject({
      counts: { trust: 3, beneficiary: 5, person: 14, disbursement: 4, payment: 1, accounting_filing: 1, receipt: 14 },
      closed: [{ trust: 'T-0044', through: '2026-09-30', asked: true }],
      requests: [
        { state: 'paid', amount: '190.0000', required_approvals: 2 },
        { state: 'submitted', amount: '869.5700', required_approvals: 2 },
        { state: 'submitted', amount: '420.0000', required_approvals: 2 },
        { state: 'submitted', amount: '75.0000', required_approvals: 2 },
      ],
    });
  });

  it('names nobody but staff', async () => {
    const [row] = await one.asOperator("select count(*)::int as n from person where origin not in ('cast', 'system')");
    expect(row).toEqual({ n: 0 });
  });

  it('is made once', async () => {
    const before = await shapeOf(one);
    await expect(seedCast(reach(one))).rejects.toThrow(
      'The cast is here already. A demo world is made once; for another, use another data folder.',
    );
    expect(await shapeOf(one)).toEqual(before);
  });

  it('is not made where real books are kept', async () => {
    const live = await cloneDatabase({ mode: 'live' });
    try {
      await expect(seedCast(reach(live))).rejects.toThrow(
        'This installation holds real books. The cast exists only in a demo world.',
      );
      expect(await live.asOperator("select 1 from person where origin = 'cast'")).toEqual([]);
      expect(await live.asOperator('select clock_offset_days as days from installation')).toEqual([{ days: 0 }]);
    } finally {
      await live.drop();
    }
  });
});
