import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { tx } from 'db/client';
import { sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import type { ChainHead } from '~/ledger/chain';
import { type EntryDraft, moveParts } from '~/ledger/journal-entry';
import { openLot, postJournalEntries } from '~/ledger/post-journal-entry.server';
import { storedHead } from '~/ledger/stream-chain.server';
import { amount } from '~/money/amount';
import { readAnchor, type SignedAnchor, sealAnchor } from '~/reports/verification/anchor';
import { checkAnchor } from '~/reports/verification/check-anchor.server';
import { type CheckResult, runCheck, standingChecks } from '~/reports/verification/run-checks.server';
import { type CareWorld, newChild, openCareWorld } from '../domain/disbursements/care-world';

const TABLES = ['journal_entry', 'posting', 'chain_link', 'chain_head'] as const;
/** What an older copy of the books would bring back. */
const BOOKS = ['posting', 'chain_link', 'chain_head', 'account_month', 'journal_entry', 'subaccount', 'lot'] as const;
const TRUSTS = ['T-1001', 'T-1002', 'T-1003'] as const;

export type Chance = (below: number) => number;

/** The same numbers for the same seed. */
export function chance(seed: number): Chance {
  let state = (seed % 2_147_483_646) + 1;
  return (below) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
}

/** How somebody with every right gets past the triggers that refuse to change what is written once. */
const WAYS = {
  'triggers disabled': (table: string) => [`alter table ${table} disable trigger all`],
  'replication played': (table: string, triggers: string[]) => [
    ...triggers.map((name) => `alter table ${table} enable trigger ${name}`),
    'set local session_replication_role = replica',
  ],
  'triggers dropped': (table: string, triggers: string[]) => triggers.map((name) => `drop trigger ${name} on ${table}`),
};

/** A book of some hundred entries over three trusts, its chains anchored, an older copy of it, and a superuser. */
export async function openTamperedWorld(next: Chance) {
  const world = await openCareWorld();
  const superuser = new pg.Client({ connectionString: world.db.operatorUrl });
  await superuser.connect();
  const run = async <R extends pg.QueryResultRow>(text: string, values: unknown[] = []) =>
    (await superuser.query<R>(text, values)).rows;
  await postBook(world, next, 60);
  await run('select link_entries(id, true) from trust');
  await run('create schema old');
  for (const table of BOOKS) await run(`create table old.${table} as table ${table}`);
  await postBook(world, next, 45);
  await run('select link_entries(id, true) from trust');
  const anchor = await writeAnchor(superuser, world);
  const attributes = (await run(
    `select c.relname as table, a.attname as column, t.typname as type from pg_class c
       join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped join pg_type t on t.oid = a.atttypid
      where c.relnamespace = 'public'::regnamespace and c.relname = any($1) order by 1, a.attnum`,
    [[...TABLES]],
  )) as { table: string; column: string; type: string }[];
  return {
    world,
    run,
    anchor,
    attributes,
    /** Does something to the books, asks every check, and takes it back. */
    tampered: async (statements: string[]): Promise<Verdict> => {
      await run('begin');
      try {
        await run(FREE_OF_CONSTRAINTS);
        const names = Object.keys(WAYS) as (keyof typeof WAYS)[];
        const way = WAYS[names[next(names.length)] as keyof typeof WAYS];
        for (const table of BOOKS) for (const text of way(table, await triggersOf(run, table))) await run(text);
        for (const text of statements)
          if ((await superuser.query(text)).rowCount === 0) throw new Error(`nothing was changed by: ${text}`);
        return await verdict(superuser, anchor);
      } finally {
        await run('rollback');
      }
    },
    close: async () => {
      await superuser.end();
      await world.close();
    },
  };
}
export type TamperedWorld = Awaited<ReturnType<typeof openTamperedWorld>>;

export interface Verdict {
  /** What the standing checks found, each row with its check. */
  checks: Record<string, unknown>[];
  /** What the recomputation outside the database and the anchor found. */
  anchor: Record<string, unknown>[];
}

async function verdict(superuser: pg.Client, anchor: SignedAnchor): Promise<Verdict> {
  const db = drizzle(superuser);
  const results: CheckResult[] = [];
  for (const check of standingChecks()) results.push(await runCheck(db, check, null));
  return {
    checks: results.flatMap(({ check, rows }) => rows.map((row) => ({ check, ...row }))),
    anchor: (await checkAnchor(db, anchor)).rows,
  };
}

/** Brings back the older copy, of one trust or of all: every table as it was, with nothing newer. */
export function putBack(trustId: number | null): string[] {
  const those = trustId === null ? 'true' : `trust_id = ${trustId}`;
  return BOOKS.flatMap((table) => [
    `delete from ${table} where ${those}`,
    `insert into ${table} overriding system value select * from old.${table} where ${those}`,
  ]);
}

/** Makes a trust's chain anew over whatever its entries say now, as somebody would who knows how it is made. */
export function rewritten(trustId: number): string[] {
  return [
    `update journal_entry e set content_sha256 = entry_digest(t.code, e.kind, e.occurred_on, e.concerns_on, e.description, e.party, e.category,
       e.reference, e.source_type, e.source_ref, e.source_digest, e.reverses_id,
       (select string_agg(posting_text(p.line, a.code, p.subaccount_id, p.part, p.amount, p.currency, p.lot_id, p.units), E'\\n' order by p.line)
          from posting p join account a on a.id = p.account_id where p.entry_id = e.id))
       from trust t where t.id = e.trust_id and t.id = ${trustId}`,
    `update subaccount s set posted = (select sum(p.amount) from posting p join account a on a.id = p.account_id
       where p.subaccount_id = s.id and a.code = 'asset:cash') where trust_id = ${trustId}`,
    ...['chain_link', 'chain_head', 'account_month'].map((table) => `delete from ${table} where trust_id = ${trustId}`),
    `select link_entries(${trustId}, true)`,
  ];
}

const FREE_OF_CONSTRAINTS = `do $$ declare c record; begin
  for c in select conrelid::regclass as "table", conname from pg_constraint
            where conrelid = any(array['journal_entry', 'posting', 'chain_link']::regclass[]) and contype in ('c', 'u', 'p')
               or conrelid = any(array['chain_head', 'account_month', 'lot', 'subaccount', 'hold']::regclass[]) and contype in ('c', 'f')
            order by contype = 'p' loop
    execute format('alter table %s drop constraint if exists %I cascade', c.table, c.conname);
  end loop;
  alter table journal_entry alter column id drop identity;
end $$`;

async function triggersOf(run: TamperedWorld['run'], table: string): Promise<string[]> {
  const rows = await run('select tgname from pg_trigger where tgrelid = $1::regclass and not tgisinternal', [table]);
  return rows.map((row) => String(row.tgname));
}

/** So many entries for each trust: cash in and out, in both parts, and foreign money bought. */
async function postBook(world: CareWorld, next: Chance, entries: number): Promise<void> {
  const acting = { token: world.people.fe.token, requestId: 'tamper' };
  const figure = () => amount(String(next(9_000) + 100)).div(100);
  for (const trust of TRUSTS) {
    const child = await newChild(world, { trust, principal: '90000', income: '500' });
    const { trustId, subaccountId } = child;
    await tx(world.db.pool, acting, async (q) => {
      const lot = { trustId, subaccountId, holding: 'PHP', kind: 'currency', acquiredOn: world.today } as const;
      const lotId = await openLot(q, { ...lot, description: 'Pesos' });
      const drafts = Array.from({ length: entries }, (_, index): EntryDraft => {
        const moved = figure();
        const units = moved.times(57);
        const parts = { principal: moved, income: figure() };
        const exchange: EntryDraft['postings'] = [
          {
            account: 'asset:PHP',
            part: 'principal',
            amount: moved,
            lot: { id: lotId, units },
            foreign: { currency: 'PHP', units },
          },
          { account: 'asset:cash', part: 'principal', amount: moved.negated() },
        ];
        const paid = moveParts('asset:cash', 'distribution:EDU', { ...parts, income: amount('0.01') });
        const received = moveParts('receipt:clerk_restitution', 'asset:cash', parts);
        return {
          trustId,
          subaccountId,
          kind: 'test',
          occurredOn: world.today,
          description: `What was done, ${next(1_000)}`,
          party: `Party ${next(50)}`,
          category: 'EDU',
          reference: `V-${index}`,
          source: { type: 'test', ref: randomUUID(), digest: String(next(1_000)) },
          postings: [received, paid, exchange][index % 3] as EntryDraft['postings'],
        };
      });
      await postJournalEntries(q, drafts);
    });
  }
}

async function writeAnchor(superuser: pg.Client, world: CareWorld): Promise<SignedAnchor> {
  const db = drizzle(superuser);
  const heads = [];
  for (const trust of TRUSTS) {
    const head = (await storedHead(db, world.trusts[trust] as number)) as ChainHead;
    heads.push({ trust, ...head });
  }
  const { rows } = await db.execute<{ id: string }>(sql`select id from installation`);
  const writtenAt = '2027-01-08T09:30:00.000000Z';
  const { privateKey } = generateKeyPairSync('ed25519');
  return readAnchor(sealAnchor({ installation: rows[0]?.id ?? '', writtenAt, heads, audit: null }, privateKey));
}
