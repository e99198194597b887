import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Chance, chance } from '../../ledger/tamper';
import { openTamperedTrail, type TamperedTrail } from './tampered-trail';

const SEED = Number(process.env.SEED ?? Date.now() % 1_000_000);
const TARGETS = 100;
const PATIENCE = 240_000;

let here: TamperedTrail;
let next: Chance;
let records: { record: string; table: string; key: string; id: string }[];
beforeAll(async () => {
  console.log(`tampering with records: SEED=${SEED}`);
  next = chance(SEED);
  here = await openTamperedTrail(next);
  records = await here.run(`select d.record, b.name as table, b.key, substr(d.record, length(b.name) + 2) as id
    from (select distinct record from record_digest where event_id is not null) d
    join bound_tables() b on d.record like b.name || ' %' and position(' ' in d.record) = length(b.name) + 1 order by 1`);
}, PATIENCE);
afterAll(() => here.close());

const anyOf = <T>(list: readonly T[]): T => list[next(list.length)] as T;

/** How a value of each type becomes another one. */
const OTHER: Record<string, string> = {
  text: "|| 'x'",
  bigint: '+ 1',
  integer: '+ 1',
  numeric: '+ 0.01',
  date: '+ 1',
  'timestamp with time zone': "+ interval '1 microsecond'",
  jsonb: `|| '{"planted": "1"}'`,
};

/** One column of one record, whichever it is, as who owns the database can change it. */
async function anyChange() {
  for (;;) {
    const target = anyOf(records);
    const columns = await here.run<{ name: string; type: string }>(
      `select column_name as name, data_type as type from information_schema.columns
        where table_schema = 'public' and table_name = $1 and column_name <> $2 and is_generated = 'NEVER'`,
      [target.table, target.key],
    );
    const column = anyOf(columns.filter(({ type }) => type in OTHER));
    if (!column) continue;
    const [row] = await here.run<{ filled: boolean }>(
      `select ${column.name} is not null and (${column.name})::text not like '[%' as filled from ${target.table} where ${target.key}::text = $1`,
      [target.id],
    );
    if (row?.filled) return { ...target, set: `${column.name} = ${column.name} ${OTHER[column.type]}` };
  }
}

/** Triggers, and constraints that know the words of a column, are out of the way of who owns the database. */
const unguard = (table: string) =>
  here.run(`do $$ declare c record; begin
    alter table ${table} disable trigger all;
    for c in select conname from pg_constraint where conrelid = '${table}'::regclass and contype in ('c', 'u', 'f') loop
      execute format('alter table ${table} drop constraint %I cascade', c.conname);
    end loop;
    for c in select indexrelid::regclass as name from pg_index where indrelid = '${table}'::regclass and indisunique and not indisprimary loop
      execute format('drop index %s cascade', c.name);
    end loop; end $$`);

describe('a record that is not in a chain of its own', () => {
  const finds = async (
    what: 'changed' | 'gone',
    tamper: (target: Awaited<ReturnType<typeof anyChange>>) => string[],
  ) => {
    await here.unguarded(async () => {
      for (let nth = 0; nth < TARGETS; nth += 1) {
        const target = await anyChange();
        const verdict = await here.tampered(async () => {
          await unguard(target.table);
          for (const statement of tamper(target)) await here.run(statement);
        });
        const sentences = verdict.offline.findings.map(({ sentence }) => sentence);
        const words = what === 'gone' ? 'is gone from the records' : 'says something else now';
        expect(sentences, `${target.record}: ${target.set}`).toContainEqual(
          expect.stringMatching(new RegExp(`^The record ${target.record}, bound at place \\d+, ${words}`)),
        );
      }
    });
  };

  it(
    'is found and named where one value of it was changed',
    () => finds('changed', ({ table, key, id, set }) => [`update ${table} set ${set} where ${key}::text = '${id}'`]),
    PATIENCE,
  );

  it(
    'is found and named where it is gone',
    () => finds('gone', ({ table, key, id }) => [`delete from ${table} where ${key}::text = '${id}'`]),
    PATIENCE,
  );

  it(
    'is found where its digest was changed with it: the event binds another',
    async () => {
      await here.unguarded(async () => {
        for (let nth = 0; nth < TARGETS; nth += 1) {
          const target = await anyChange();
          const [at] = await here.run<{ place: string }>(
            'select l.place from record_digest d join audit_link l on l.event_id = d.event_id where record = $1 order by d.id desc limit 1',
            [target.record],
          );
          const verdict = await here.tampered(async () => {
            await unguard(target.table);
            await here.run('alter table record_digest disable trigger all');
            await here.run(`update ${target.table} set ${target.set} where ${target.key}::text = '${target.id}'`);
            await here.run(
              `update record_digest d set digest = n.digest from consistency.records_now() n
              where n.record = d.record and d.id = (select max(id) from record_digest where record = $1)`,
              [target.record],
            );
          });
          expect(verdict.offline.findings.map(({ place }) => place)).toEqual([Number(at?.place)]);
        }
      });
    },
    PATIENCE,
  );

  it('is found where it was put there past the triggers', async () => {
    await here.unguarded(async () => {
      const verdict = await here.tampered(async () => {
        await here.run('alter table role_grant disable trigger all');
        await here.run(
          "insert into role_grant (person_id, role) select id, 'auditor' from person where name = 'J. Tan' returning id",
        );
      });
      expect(verdict.offline.findings).toEqual([
        { place: null, sentence: expect.stringMatching(/^This record is bound by nothing: role_grant \d+$/) },
      ]);
    });
  });

  it('and a signature that was put there is none', async () => {
    await here.unguarded(async () => {
      const verdict = await here.tampered(async () => {
        await here.run(`insert into approval_signature (approval_id, trust_id, nonce, credential_id, public_key, origin, authenticator_data, client_data, signature)
          select id, trust_id, 'n', 'x', 'x', 'https://tutela.example', 'x', 'x', 'x' from approval order by id limit 1`);
      });
      const sentences = verdict.offline.findings.map(({ sentence }) => sentence);
      expect(sentences).toEqual([
        expect.stringMatching(/^The signature of approval \d+ does not hold: the key is not one of this person\.$/),
      ]);
    });
  });

  it('is left alone where nothing was done', async () => {
    await here.unguarded(async () => {
      expect((await here.tampered(async () => {})).offline.findings).toEqual([]);
    });
  });
});
