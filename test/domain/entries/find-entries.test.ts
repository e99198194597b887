import type { Tx } from 'db/client';
import { type SQL, sql } from 'drizzle-orm';
import { type CastWorld, castWorld } from 'test/domain/receipts/cast-world';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importEvents } from '~/domain/book-events/import-events.server';
import { type EntryKey, type EntryLine, findEntries, keyOf, keyText, LOOK } from '~/domain/entries/find-entries.server';
import { getTrust } from '~/domain/trusts/get-trust.server';
import { toText } from '~/money/amount';
import { csv, fee } from '../book-events/books-csv';

let world: CastWorld;
beforeAll(async () => {
  world = await castWorld();
  const rows = Array.from({ length: 60 }, (_, index) =>
    fee({ reference: `V-${9100 + index}`, amount: '1.00', principal: '1.00' }),
  );
  // The year that ships with the project is linked, what is brought in here is not: a page adds up both.
  await world.db.asOperator('select link_entries(id, true) from trust');
  await world.as('reyes', (tx, actor) => importEvents(tx, actor, { trustCode: 'T-0042', bytes: csv(...rows) }));
});
afterAll(() => world.db.drop());

type Asked = Parameters<typeof findEntries>[2];

const read = (asked: Asked = {}, code = 'T-0042') =>
  world.as('lim', async (tx) => findEntries(tx, (await getTrust(tx, code)).id, asked));

/** Every line of a register, page after page, from the newest. */
async function readAll(asked: Asked = {}, code = 'T-0042'): Promise<EntryLine[]> {
  const lines: EntryLine[] = [];
  let before: EntryKey | undefined;
  do {
    const page = await read({ ...asked, before }, code);
    lines.push(...page.lines);
    before = page.older ?? undefined;
  } while (before);
  return lines;
}

/** The same by one plain query over the postings. */
const plain = (code: string, account = 'asset:cash') =>
  world.db.asOperator<{ id: string; day: string; moved: string; after: string }>(
    `select e.id, e.occurred_on::text as day, coalesce(x.moved, 0) as moved, sum(coalesce(x.moved, 0)) over (order by e.occurred_on, e.id) as after
       from journal_entry e join trust t on t.id = e.trust_id
       left join (select p.entry_id, sum(p.amount) as moved from posting p join account a on a.id = p.account_id
                   where a.code = $2 group by p.entry_id) x on x.entry_id = e.id
      where t.code = $1 order by e.occurred_on desc, e.id desc`,
    [code, account],
  );

const seen = (lines: readonly EntryLine[]) =>
  lines.map((line) => ({ id: String(line.id), moved: line.moved.toFixed(4), after: line.after.toFixed(4) }));
const expected = (rows: Awaited<ReturnType<typeof plain>>) =>
  rows.map((row) => ({ id: row.id, moved: Number(row.moved).toFixed(4), after: Number(row.after).toFixed(4) }));

describe('a trust’s register', () => {
  it('comes newest first, 50 a page, with the cash after each', async () => {
    const page = await read();
    expect(page.lines).toHaveLength(50);
    expect(page.newer).toBeNull();
    expect(page.older).toEqual({ day: page.lines[49]?.occurredOn, entry: page.lines[49]?.id });
    expect(toText(page.lines[0]?.after as never)).toBe('31074.00');
  });

  it.each(['T-0042', 'T-0043', 'T-0044'])(
    'of %s says what a plain sum over all postings says, line by line',
    async (code) => {
      expect(seen(await readAll({}, code))).toEqual(expected(await plain(code)));
    },
  );

  it.each(['receipt:interest', 'disbursement:wire_fee', 'distribution:EDU', 'asset:cash'])(
    'of the account %s has that account’s entries, amounts and balance',
    async (account) => {
      const rows = (await plain('T-0042', account)).filter((row) => Number(row.moved) !== 0);
      expect(rows.length).toBeGreaterThan(0);
      expect(seen(await readAll({ account }))).toEqual(expected(rows));
    },
  );

  it('is turned by the last key, to and fro, without a gap or a repeat', async () => {
    const one = await read();
    const two = await read({ before: one.older ?? undefined });
    expect(two.lines).toHaveLength(36);
    expect(two.older).toBeNull();
    expect(new Set([...one.lines, ...two.lines].map((line) => line.id)).size).toBe(86);
    const back = await read({ after: two.newer ?? undefined });
    expect(back.lines.map((line) => line.id)).toEqual(one.lines.map((line) => line.id));
    expect(back.newer).toBeNull();
  });

  it('of one kind, of some days, or of both at once keeps the running cash of all', async () => {
    const all = new Map(seen(await readAll()).map((line) => [line.id, line]));
    for (const asked of [
      { kind: 'distribution' },
      { from: '2026-03-01', through: '2026-06-30' },
      { kind: 'fee', through: '2026-12-15' },
      { account: 'asset:cash', kind: 'bank_interest', from: '2026-02-01' },
    ]) {
      const lines = await readAll(asked);
      expect(lines.length).toBeGreaterThan(0);
      for (const line of lines) {
        if (asked.kind) expect(line.kind).toBe(asked.kind);
        expect(line.occurredOn >= (asked.from ?? '')).toBe(true);
        expect(line.occurredOn <= (asked.through ?? '9')).toBe(true);
      }
      expect(seen(lines)).toEqual(lines.map((line) => all.get(String(line.id))));
    }
  });

  it('filtered to nothing is empty, and an account that the trust has not is no account', async () => {
    for (const asked of [{ kind: 'no_such_kind' }, { account: 'asset:NOTHING' }, { from: '2030-01-01' }])
      expect(await read(asked)).toEqual({ lines: [], newer: null, older: null });
  });

  it('of a trust that is not one’s own has no entries', async () => {
    const [trust] = await world.db.asOperator<{ id: number }>("select id::int from trust where code = 'T-0044'");
    const page = await world.as('alvarez', (tx) => findEntries(tx, trust?.id as number, {}));
    expect(page.lines).toEqual([]);
  });

  it('has keys that nothing else passes for', () => {
    expect(keyOf('2026-12-31.27')).toEqual({ day: '2026-12-31', entry: 27 });
    expect(keyText({ day: '2026-12-31', entry: 27 })).toBe('2026-12-31.27');
    for (const wrong of [undefined, '', '27', '2026-99-99.1', "2026-12-31.1' or 1=1"]) expect(keyOf(wrong)).toBeNull();
  });
});

describe('a kind that is rare in a long book', () => {
  it('is looked for through a bounded stretch at a time, and the page says how far it looked', async () => {
    await world.db.asOperator(`insert into journal_entry
        (trust_id, kind, occurred_on, recorded_by, description, party, category, reference, source_type, source_ref, source_digest, content_sha256)
      select t.id, 'filler', date '2027-01-01' + n % 5, (select min(id) from person), '', '', '', '', 'filler', n::text, '', sha256(n::text::bytea)
        from generate_series(1, ${LOOK + 1}) n, trust t where t.code = 'T-0043'`);
    const [rare] = await world.db.asOperator<{ id: number; day: string }>(
      `select e.id::int, e.occurred_on::text as day from journal_entry e join trust t on t.id = e.trust_id
        where t.code = 'T-0043' and e.kind = 'distribution' and e.occurred_on < '2027-01-01' order by 2 desc, 1 desc limit 1`,
    );
    const asked = { kind: 'distribution', through: '2027-01-06' };
    const first = await read(asked, 'T-0043');
    expect(first.lines.every((line) => line.occurredOn >= '2027-01-01')).toBe(true);
    expect(first.older).not.toBeNull();
    const lines = await readAll(asked, 'T-0043');
    expect(lines.map((line) => line.id)).toContain(rare?.id ?? lines[0]?.id);
  });
});

describe('a page of a long book', () => {
  /** Pages of memory that the one query of a page reads, and what it walks whole. */
  async function costOf(asked: Asked): Promise<{ buffers: number; whole: string[] }> {
    let plan = '';
    const explained = (q: Tx) =>
      new Proxy(q, {
        get: (target, key) =>
          key !== 'execute'
            ? Reflect.get(target, key)
            : async (query: SQL) => {
                const { rows } = await target.execute<{ 'QUERY PLAN': string }>(
                  sql`explain (analyze, buffers) ${query}`,
                );
                plan = rows.map((row) => row['QUERY PLAN']).join('\n');
                return target.execute(query);
              },
      });
    await world.as('lim', async (q) => findEntries(explained(q), (await getTrust(q, 'T-0043')).id, asked));
    return {
      buffers: Number(/Buffers: shared hit=(\d+)/.exec(plan)?.[1]),
      whole: [...plan.matchAll(/Seq Scan on (posting|journal_entry) .*\(actual/g)].map((found) => found[1] as string),
    };
  }

  /** So many entries of a cent in each of the years before the trust's own. */
  const grow = (year: number, entries: number) =>
    world.db.asOperator(`with e as (
        insert into journal_entry (trust_id, kind, occurred_on, recorded_by, description, party, category, reference, source_type, source_ref, source_digest, content_sha256)
        select t.id, 'interest', date '${year}-01-01' + n % 360, (select min(id) from person), '', '', '', '', 'grow ${year}', n::text, '', sha256(n::text::bytea)
          from generate_series(1, ${entries}) n, trust t where t.code = 'T-0043' returning id, trust_id, occurred_on)
      insert into posting (entry_id, line, trust_id, account_id, subaccount_id, occurred_on, part, amount, currency)
      select e.id, l.line, e.trust_id, a.id, s.id, e.occurred_on, 'principal', l.amount, 'USD'
        from e join subaccount s on s.trust_id = e.trust_id, (values (1, 'asset:cash', 0.01), (2, 'receipt:clerk_restitution', -0.01)) l(line, code, amount)
        join account a on a.code = l.code where a.trust_id = e.trust_id`);

  it('costs what it cost when the book was a tenth as long', async () => {
    const link = async () => {
      await world.db.asOperator("select link_entries(id, true) from trust where code = 'T-0043'");
      await world.db.asOperator('vacuum analyze');
    };
    const pages: Asked[] = [
      { before: { day: '2024-07-15', entry: 0 } },
      { after: { day: '2024-07-15', entry: 0 } },
      { account: 'receipt:clerk_restitution', before: { day: '2024-07-15', entry: 0 } },
    ];
    await grow(2024, 3_000);
    await link();
    const before = await Promise.all(pages.map(costOf));
    for (const year of [2014, 2015, 2016, 2017, 2018, 2019, 2020, 2021, 2022]) await grow(year, 3_000);
    await link();
    for (const [index, page] of pages.entries()) {
      const now = await costOf(page);
      expect(now.whole).toEqual([]);
      expect(now.buffers).toBeLessThan((before[index]?.buffers ?? 0) * 1.5 + 100);
    }
    expect(seen(await readAll({ through: '2024-01-31', from: '2024-01-01' }, 'T-0043'))).toEqual(
      expected((await plain('T-0043')).filter((row) => row.day >= '2024-01-01' && row.day <= '2024-01-31')),
    );
  });
});
