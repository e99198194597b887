import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Chance, chance, openTamperedWorld, putBack, rewritten, type TamperedWorld, type Verdict } from './tamper';

const SEED = Number(process.env.SEED ?? Date.now() % 1_000_000);
const EACH = 2;
/** Every check is asked after each change, on a machine that others use too. */
const PATIENCE = 240_000;

let here: TamperedWorld;
let next: Chance;
beforeAll(async () => {
  console.log(`tampering: SEED=${SEED}`);
  next = chance(SEED);
  here = await openTamperedWorld(next);
}, PATIENCE);
afterAll(() => here.close());

/** A row in the middle of things: where it is, and whose. */
interface Target {
  at: string;
  trust: string;
  place: string;
  entry: string;
}

/** A random link and what hangs on it, as the row of the table that is asked for. */
async function target(table: string): Promise<Target> {
  const rows = await here.run<Target>(
    `select p.ctid::text as posting, e.ctid::text as journal_entry, l.ctid::text as chain_link, h.ctid::text as chain_head,
            l.trust_id::text as trust, l.place::text, l.entry_id::text as entry
       from chain_link l join chain_head h on h.trust_id = l.trust_id join journal_entry e on e.id = l.entry_id join posting p on p.entry_id = e.id
      order by l.trust_id, l.place, p.line`,
  );
  const row = rows[next(rows.length)] as Target & Record<string, string>;
  const { trust, place, entry } = row;
  return { at: `ctid = '${row[table]}'`, trust, place, entry };
}

/** One byte, digit or day of a value, whatever it is; nothing becomes something. */
function changed(column: string, type: string): string {
  const byte = next(32);
  const one: Record<string, string> = {
    text: `overlay(${column} || '~' placing chr(${97 + next(26)}) || '#' from ${1 + next(3)} for 1)`,
    int2: `${column} + 20`,
    int8: `coalesce(${column}, 0) + 256`,
    numeric: `coalesce(${column}, 0) + 0.0001`,
    date: `coalesce(${column} + 1, date '2026-01-01')`,
    timestamptz: `${column} + interval '1 microsecond'`,
    bytea: `set_byte(${column}, ${byte}, get_byte(${column}, ${byte}) # ${1 << next(8)})`,
  };
  if (!one[type]) throw new Error(`no change is known for ${type}`);
  return type === 'text' ? `coalesce(${one[type]}, 'x')` : one[type];
}

/** That both the queries and the recomputation outside the database saw it, and said where. */
function expectLocated(what: string, found: Verdict, { trust, place, entry }: Target): void {
  const code = `T-${1000 + Number(trust)}`;
  const rowOf = (row: Record<string, unknown>) => String(row.entry_id) === entry || String(row.place) === place;
  const byQuery = found.checks.some((row) => String(row.trust_id) === trust && rowOf(row));
  const outside = found.anchor.filter((row) => row.trust === code);
  expect([what, byQuery, outside.length > 0]).toEqual([what, true, true]);
  for (const { sentence } of outside) expect(sentence).toMatch(new RegExp(`^In ${code} .*(entry|place) \\d+.*\\.$`));
}

it('finds nothing where nothing was done', async () => {
  expect(await here.tampered(['select 1'])).toEqual({ checks: [], anchor: [] });
});

describe('a superuser changes one byte of a row', () => {
  it(
    'in any column of entries, postings, links and heads: it is found, and where',
    async () => {
      expect(here.attributes).toHaveLength(16 + 11 + 4 + 4);
      for (const { table, column, type } of here.attributes) {
        for (let time = 0; time < EACH; time += 1) {
          const row = await target(table);
          // A head is its trust's newest link; every other row is a place of its own.
          const [last] = await here.run(
            'select length::text as place, entry_id::text as entry from chain_head where trust_id = $1',
            [row.trust],
          );
          const statement = `update ${table} set ${column} = ${changed(column, type)} where ${row.at}`;
          const where = table === 'chain_head' ? { ...row, ...last } : row;
          expectLocated(statement, await here.tampered([statement]), where);
        }
      }
    },
    PATIENCE,
  );
});

describe('a superuser deletes a row', () => {
  it(
    'an entry, with its postings or without, a posting or a link',
    async () => {
      for (let time = 0; time < EACH; time += 1) {
        for (const table of ['journal_entry', 'posting', 'chain_link']) {
          const row = await target(table);
          expectLocated(`delete from ${table}`, await here.tampered([`delete from ${table} where ${row.at}`]), row);
        }
        const row = await target('journal_entry');
        const both = [
          `delete from posting where entry_id = ${row.entry}`,
          `delete from journal_entry where id = ${row.entry}`,
        ];
        expectLocated('delete an entry whole', await here.tampered(both), row);
      }
    },
    PATIENCE,
  );

  it('a head: its trust is named', async () => {
    const { trust } = await target('chain_head');
    const found = await here.tampered([`delete from chain_head where trust_id = ${trust}`]);
    expect(found.checks.map((row) => [row.check, String(row.trust_id)])).toContainEqual(['16-chain-whole', trust]);
    expect(found.anchor).toMatchObject([{ trust: `T-${1000 + Number(trust)}` }]);
  });
});

describe('a superuser swaps two rows', () => {
  const CONTENT = `kind, occurred_on, concerns_on, recorded_at, recorded_by, description, party, category, reference, source_type, source_ref,
                   source_digest, content_sha256`;
  const swap = (table: string, columns: string, one: Target, other: Target) =>
    `update ${table} x set (${columns}) = (select ${columns} from ${table} y where y.ctid = case when x.${one.at} then '${other.at.slice(8, -1)}'::tid else '${one.at.slice(8, -1)}'::tid end)
      where x.${one.at} or x.${other.at}`;

  it(
    'postings of two entries, contents of two entries, and two links',
    async () => {
      const KINDS: Array<[table: string, columns: string]> = [
        ['posting', 'entry_id'],
        ['posting', 'amount, units, lot_id'],
        ['journal_entry', CONTENT],
        ['journal_entry', 'id'],
        ['chain_link', 'hash'],
        ['chain_link', 'place'],
        ['chain_link', 'entry_id'],
      ];
      for (const [table, columns] of KINDS) {
        const one = await target(table);
        let other = await target(table);
        while (other.entry === one.entry) other = await target(table);
        const found = await here.tampered([swap(table, columns, one, other)]);
        expectLocated(`swap ${columns} of ${table}`, found, one);
      }
    },
    PATIENCE,
  );

  it('the heads of two trusts', async () => {
    const found = await here.tampered([
      'update chain_head h set (length, entry_id, hash) = (select length, entry_id, hash from chain_head o where o.trust_id = 3 - h.trust_id) where trust_id in (1, 2)',
    ]);
    expect(found.anchor.map((row) => row.trust)).toEqual(['T-1001', 'T-1002']);
    expect([...new Set(found.checks.map((row) => String(row.trust_id)))].sort()).toEqual(['1', '2']);
  });
});

describe('books that agree with themselves, and with the anchor alone they do not', () => {
  it.each([null, 1, 2, 3])('an older copy is put back, of trust %s', async (trustId) => {
    const found = await here.tampered(putBack(trustId));
    expect(found.checks).toEqual([]);
    const trusts = trustId === null ? [1, 2, 3] : [trustId];
    expect(found.anchor.map((row) => row.trust)).toEqual(trusts.map((id) => `T-100${id}`));
    for (const { sentence, trust } of found.anchor)
      expect(sentence).toMatch(
        new RegExp(
          `^In ${trust} the chain ends at place 61; the anchor has 107 entries, up to entry \\d+: what came after place 61 is gone\\.$`,
        ),
      );
  });

  it(
    'an entry is changed and the whole chain made anew: a word, the moment, the person, the amount',
    async () => {
      const CHANGES = (entry: string) => [
        [`update journal_entry set party = party || '.' where id = ${entry}`],
        [`update journal_entry set recorded_at = recorded_at - interval '1 day' where id = ${entry}`],
        [`update journal_entry set recorded_by = recorded_by + 1 where id = ${entry}`],
        [
          `update posting set amount = amount + sign(amount) * 0.01 where entry_id = ${entry} and part = 'principal' and lot_id is null and entry_id not in (select entry_id from posting where lot_id is not null)`,
        ],
      ];
      for (let change = 0; change < 4; change += 1) {
        let row = await target('journal_entry');
        while (
          (await here.run('select from posting where entry_id = $1 and lot_id is not null', [row.entry])).length > 0
        )
          row = await target('journal_entry');
        const found = await here.tampered([
          ...(CHANGES(row.entry)[change] as string[]),
          ...rewritten(Number(row.trust)),
        ]);
        expect(found.checks).toEqual([]);
        const [last] = await here.run('select length::int, entry_id::int from chain_head where trust_id = $1', [
          row.trust,
        ]);
        expect(found.anchor).toMatchObject([
          {
            trust: `T-${1000 + Number(row.trust)}`,
            place: last?.length,
            entry: last?.entry_id,
            sentence: expect.stringContaining('was rewritten'),
          },
        ]);
      }
    },
    PATIENCE,
  );

  it('an entry is taken out and the chain made anew', async () => {
    const row = await target('journal_entry');
    const out = ['posting where entry_id', 'journal_entry where id'].map((of) => `delete from ${of} = ${row.entry}`);
    const found = await here.tampered([...out, ...rewritten(Number(row.trust))]);
    expect(found.anchor).toMatchObject([{ trust: `T-${1000 + Number(row.trust)}`, place: 107 }]);
  });
});
