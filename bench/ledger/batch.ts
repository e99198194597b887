import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { openPool } from 'db/client';
import type pg from 'pg';
import type { EntryDraft } from '~/ledger/journal-entry';
import { linkEntries } from '~/ledger/link-entries.server';
import { toText } from '~/money/amount';
import { measuredPost } from './book';
import { type Figure, figure } from './figure';
import { functionsOf } from './profile';
import { race } from './race';
import type { Bench } from './writes';

const ENTRIES = 10_000;

/**
 * The columns of ten thousand disbursements as the door takes them, set as the text that the server reads: it is made before
 * any clock starts. What is paid was received before (fundPlaces).
 */
function batch({ places, db }: Pick<Bench, 'places' | 'db'>): string[] {
  const key = randomUUID();
  const drafts = Array.from({ length: ENTRIES }, (_, n) =>
    measuredPost(places[n % places.length] as Bench['places'][number], 1, db.today, `${key} ${n}`),
  );
  const each = (value: (draft: EntryDraft) => unknown) => listOf(drafts.map(value));
  const side = (value: (side: EntryDraft['postings'][number], draft: EntryDraft) => unknown) =>
    listOf(drafts.flatMap((draft) => draft.postings.map((one) => value(one, draft))));
  const none = () => null;
  return [
    ...[each((d) => d.trustId), each((d) => d.kind), each((d) => d.occurredOn), each(none), each((d) => d.description)],
    ...[each((d) => d.party), each((d) => d.category), each((d) => d.reference), each((d) => d.source.type)],
    ...[each((d) => d.source.ref), each((d) => d.source.digest), each(none), each((d) => d.postings.length)],
    ...[side((one) => one.account), side((_, d) => d.subaccountId), side((one) => one.part)],
    ...[side((one) => toText(one.amount)), side(none), side(none), side(none)],
  ];
}

/** A list as PostgreSQL writes it. */
function listOf(values: readonly unknown[]): string {
  const word = (value: unknown) => (value === null ? 'NULL' : `"${String(value).replace(/[\\"]/g, '\\$&')}"`);
  return `{${values.map(word).join(',')}}`;
}

const TYPES =
  'bigint text date date text text text text text text text bigint int text bigint text numeric text bigint numeric'.split(
    ' ',
  );
const call = (name: string) => `select ${name}(${TYPES.map((type, index) => `$${index + 1}::${type}[]`).join(', ')})`;

/** Ten thousand entries through the door, in one call and one transaction, once its lists are made. */
export function batchThrough(bench: Pick<Bench, 'db' | 'places'>, name = 'post_journal_entries'): () => Promise<void> {
  const lists = batch(bench);
  return () => inOne(bench, call(name), lists);
}

async function inOne({ db }: Pick<Bench, 'db'>, text: string, values: string[]): Promise<void> {
  const client = await db.pool.connect();
  try {
    await client.query('begin');
    await client.query('select sec.enter($1, $2)', [db.token, 'bench']);
    await client.query(text, values);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => {});
    throw error;
  } finally {
    client.release();
  }
}

/** The same rows into tables with nothing but a primary key. */
const FLOOR = `with entry as (
  insert into minimal.floor_entry (id, trust_id, kind, occurred_on, recorded_by, description, party, category, reference, source_type, source_ref, source_digest, content_sha256)
  select nextval('minimal.floor_number'), trust, kind, day, 1, description, party, category, reference, type, ref, digest, '\\x00'
    from unnest($1::bigint[], $2::text[], $3::date[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[], $11::text[])
           as x(trust, kind, day, description, party, category, reference, type, ref, digest)
  returning id)
insert into minimal.floor_posting (entry_id, line, trust_id, account_id, subaccount_id, occurred_on, part, amount, currency)
  select (select max(id) from entry) - (n - 1) / 2, 1 + n % 2, 1, 1, sub, ($3::date[])[1], part, amount, coalesce(currency, account, 'USD')
    from unnest($14::text[], $15::bigint[], $16::text[], $17::numeric[], $18::text[]) with ordinality as y(account, sub, part, amount, currency, n)
   where $4::date[] is not null and $12::bigint[] is not null and $13::int[] is not null and $19::bigint[] is not null and $20::numeric[] is not null`;

/** W5: entries a second in one call against the rows alone. */
export async function batches(bench: Bench): Promise<Figure[]> {
  const perSecond = async (work: () => Promise<void>) => {
    const began = performance.now();
    await work();
    return (ENTRIES * 1000) / (performance.now() - began);
  };
  const full = () => perSecond(batchThrough(bench));
  const floor = () => {
    const lists = batch(bench);
    return perSecond(() => inOne(bench, FLOOR, lists));
  };
  await full();
  await floor();
  const w5 = await race(full, floor, bench.rounds);
  return [
    figure({
      ...{ id: 'W5', clients: 1, says: '10,000 disbursements in one call : their rows alone' },
      ...{ goal: 0.2, bound: 'least', why: () => functionsOf(bench.db, (db) => batchThrough({ ...bench, db })()) },
      ...w5,
      unit: '/s',
    }),
  ];
}

/** W6: what fingerprint and chain cost in bulk, in the server's CPU time where the system tells it, else in time. */
export async function chained(given: Bench): Promise<Figure[]> {
  await makeUnchained(given.db.owner);
  // One connection, so that its process is the one to ask.
  const pool = openPool(given.db.webUrl, { applicationName: 'bench chain', max: 1, patient: true });
  const bench = { ...given, db: { ...given.db, pool } };
  try {
    const { rows } = await pool.query<{ pid: number }>('select pg_backend_pid() as pid');
    const told = `/proc/${rows[0]?.pid}/schedstat`;
    const cpu = () => (existsSync(told) ? Number(readFileSync(told, 'utf8').split(' ')[0]) / 1e6 : performance.now());
    const spent = async (work: () => Promise<unknown>): Promise<number> => {
      const before = cpu();
      await work();
      return cpu() - before;
    };
    const post = async (name: string, linked: boolean) => {
      const through = batchThrough(bench, name);
      const ms = await spent(() => through().then(async () => linked && (await linkEntries(pool, true))));
      await linkEntries(pool, true);
      return ms;
    };
    const withChain = () => post('post_journal_entries', true);
    const without = () => post('post_unchained', false);
    await without();
    await withChain();
    const w6 = await race(withChain, without, bench.rounds);
    const why = () =>
      functionsOf(given.db, (db) => batchThrough({ ...given, db })().then(() => linkEntries(db.pool, true)));
    const clock = existsSync(told) ? 'CPU' : 'time';
    return [
      figure({
        ...{ id: 'W6', clients: 1, says: `10,000 disbursements posted and linked : without chain (${clock})` },
        ...{ goal: 1.7, bound: 'most', why },
        ...w6,
        unit: 'ms',
      }),
    ];
  } finally {
    await pool.end();
  }
}

/** In the bench's own database: the door with the fingerprint taken out of it. */
async function makeUnchained(owner: pg.Client): Promise<void> {
  const { rows } = await owner.query<{ text: string }>(
    "select pg_get_functiondef(oid) as text from pg_proc where proname = 'post_journal_entries'",
  );
  const door = rows[0]?.text ?? '';
  const cut = door
    .replace('post_journal_entries(', 'post_unchained(')
    .replace(
      /v_texts := array\([\s\S]*?v_digests := array\([\s\S]*?order by e\);/,
      "v_digests := array_fill('\\x00'::bytea, array[n]);",
    );
  if (!cut.includes('post_unchained') || cut.includes('entry_digest'))
    throw new Error('the fingerprint is not where the bench takes it out');
  await owner.query('set role tutela_ledger');
  await owner.query(cut);
  await owner.query('grant execute on function post_unchained to tutela_app');
  await owner.query('reset role');
}
