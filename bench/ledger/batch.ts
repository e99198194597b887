import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { openPool } from 'db/client';
import type pg from 'pg';
import { linkEntries } from '~/ledger/link-entries.server';
import { type Figure, figure } from './figure';
import { race } from './race';
import type { Bench } from './writes';

const ENTRIES = 10_000;

/** The columns of ten thousand receipts, as the door takes them. */
function batch({ places }: Pick<Bench, 'places'>) {
  const of = Array.from({ length: ENTRIES }, (_, n) => places[n % places.length] as Bench['places'][number]);
  const each = <T>(value: (place: Bench['places'][number]) => T) => of.map(value);
  const side = <T>(first: T, second: T) => of.flatMap(() => [first, second]);
  const none = of.map(() => null);
  const key = randomUUID();
  return [
    ...[
      each((place) => place.trustId),
      each(() => 'bank_interest'),
      each(() => '2026-03-31'),
      none,
      each(() => 'Interest'),
    ],
    ...[
      each(() => 'Bank'),
      each(() => 'interest'),
      each(() => 'I-3'),
      each(() => 'bench'),
      of.map((_, n) => `${key} ${n}`),
    ],
    ...[each(() => ''), none, each(() => 2)],
    ...[side('asset:cash', 'receipt:interest'), of.flatMap((place) => [place.subaccountId, place.subaccountId])],
    ...[side('income', 'income'), side('0.47', '-0.47'), side(null, null), side(null, null), side(null, null)],
  ];
}

const TYPES =
  'bigint text date date text text text text text text text bigint int text bigint text numeric text bigint numeric'.split(
    ' ',
  );
const call = (name: string) => `select ${name}(${TYPES.map((type, index) => `$${index + 1}::${type}[]`).join(', ')})`;

/** Ten thousand entries through the door, in one call and one transaction. */
export async function postBatch(bench: Pick<Bench, 'db' | 'places'>, name = 'post_journal_entries'): Promise<void> {
  await inOne(bench, call(name), batch(bench));
}

async function inOne({ db }: Pick<Bench, 'db'>, text: string, values: unknown[]): Promise<void> {
  const client = await db.pool.connect();
  try {
    await client.query('begin');
    await client.query('select sec.enter($1, $2)', [db.token, 'bench']);
    await client.query(text, values);
    await client.query('commit');
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
  select (select max(id) from entry) - (n - 1) / 2, 1 + n % 2, 1, 1, sub, '2026-03-31', part, amount, coalesce(currency, account, 'USD')
    from unnest($14::text[], $15::bigint[], $16::text[], $17::numeric[], $18::text[]) with ordinality as y(account, sub, part, amount, currency, n)
   where $4::date[] is not null and $12::bigint[] is not null and $13::int[] is not null and $19::bigint[] is not null and $20::numeric[] is not null`;

/** W5: entries a second in one call against the rows alone. */
export async function batches(bench: Bench): Promise<Figure> {
  const perSecond = (work: () => Promise<void>) => async () => {
    const began = performance.now();
    await work();
    return (ENTRIES * 1000) / (performance.now() - began);
  };
  const full = perSecond(() => postBatch(bench));
  const floor = perSecond(() => inOne(bench, FLOOR, batch(bench)));
  await full();
  await floor();
  const w5 = await race(full, floor, bench.rounds);
  return figure({
    id: 'W5',
    clients: 1,
    says: '10,000 entries in one call : their rows alone',
    goal: '>= 0.2',
    ...w5,
    unit: '/s',
  });
}

/** W6: what fingerprint and chain cost in bulk, in the server's CPU time where the system tells it, else in time. */
export async function chained(given: Bench): Promise<Figure> {
  await makeUnchained(given.db.owner);
  // One connection, so that its process is the one to ask.
  const pool = openPool(given.db.webUrl, { applicationName: 'bench chain', max: 1, patient: true });
  const bench = { ...given, db: { ...given.db, pool } };
  const client = await pool.connect();
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
  client.release();
  const told = `/proc/${rows[0]?.pid}/schedstat`;
  const cpu = () => (existsSync(told) ? Number(readFileSync(told, 'utf8').split(' ')[0]) / 1e6 : performance.now());
  const spent = async (work: () => Promise<unknown>) => {
    const before = cpu();
    await work();
    return cpu() - before;
  };
  const withChain = () => spent(() => postBatch(bench).then(() => linkEntries(bench.db.pool, true)));
  const without = async () => {
    const ms = await spent(() => postBatch(bench, 'post_unchained'));
    await linkEntries(bench.db.pool, true);
    return ms;
  };
  await without();
  await withChain();
  const w6 = await race(withChain, without, bench.rounds);
  await pool.end();
  return figure({
    id: 'W6',
    clients: 1,
    says: `10,000 entries posted and linked : without chain (${existsSync(told) ? 'CPU' : 'time'})`,
    goal: '<= 1.7',
    ...w6,
    unit: 'ms',
  });
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
