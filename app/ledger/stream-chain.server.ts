import type { Tx } from 'db/client';
import { sql } from 'drizzle-orm';
import type { ChainEntry, ChainHead, ChainRow } from './chain';

/** Entries fetched at once, with their postings: all that is held of a chain. */
const AT_ONCE = 500;

type Row = Record<'place' | 'linked' | 'hash' | 'id' | 'at' | 'by' | 'fingerprint', string | null> & {
  words: ChainEntry['words'];
  /** The account by its number: its code is the same in many postings. */
  postings: ChainEntry['postings'] | null;
};

/**
 * A trust's links by their place, each with its entry as the rows say it, and then the entries without a link; from a cursor
 * of the given transaction, which should read repeatably. A posting counts where it is of its entry's trust and day.
 */
export async function* streamChain(tx: Tx, trustId: number): AsyncGenerator<ChainRow> {
  const codes = await accountCodes(tx, trustId);
  await tx.execute(sql`
    declare chain no scroll cursor for
    select l.place::text, l.entry_id::text as linked, encode(l.hash, 'hex') as hash, e.id::text, e.recorded_by::text as by,
           to_char(e.recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at, encode(e.content_sha256, 'hex') as fingerprint,
           json_build_array(e.kind, to_char(e.occurred_on, 'YYYY-MM-DD'), to_char(e.concerns_on, 'YYYY-MM-DD'), e.description, e.party,
                            e.category, e.reference, e.source_type, e.source_ref, e.source_digest, e.reverses_id::text) as words,
           (select json_agg(json_build_array(p.line::text, p.account_id::text, p.subaccount_id::text, p.part, p.amount::text, p.currency,
                                             p.lot_id::text, p.units::text) order by p.line)
              from posting p
             where p.entry_id = e.id and p.trust_id = e.trust_id and p.occurred_on = e.occurred_on) as postings
      from (select * from chain_link where trust_id = ${trustId}) l
      full join (select * from journal_entry where trust_id = ${trustId}) e on e.id = l.entry_id
     order by l.place nulls last, e.id`);
  try {
    for (let fetched = AT_ONCE; fetched === AT_ONCE; ) {
      const { rows } = await tx.execute<Row>(sql.raw(`fetch ${AT_ONCE} from chain`));
      fetched = rows.length;
      for (const row of rows) yield rowOf(row, codes);
    }
  } finally {
    // Where the transaction has failed, the cursor went with it.
    await tx.execute(sql`close chain`).catch(() => {});
  }
}

/** The head as it is stored beside the chain, or null before the first entry. */
export async function storedHead(tx: Tx, trustId: number): Promise<ChainHead | null> {
  const { rows } = await tx.execute<Record<'length' | 'entry' | 'hash', string>>(
    sql`select length, entry_id as entry, encode(hash, 'hex') as hash from chain_head where trust_id = ${trustId}`,
  );
  return rows[0] ? { length: Number(rows[0].length), entry: Number(rows[0].entry), hash: rows[0].hash } : null;
}

async function accountCodes(tx: Tx, trustId: number): Promise<Map<string, string>> {
  const { rows } = await tx.execute<{ id: string; code: string }>(
    sql`select id, code from account where trust_id = ${trustId}`,
  );
  return new Map(rows.map(({ id, code }) => [id, code]));
}

function rowOf(row: Row, codes: ReadonlyMap<string, string>): ChainRow {
  const { place, linked, hash, id, at, by, fingerprint, words } = row;
  const link = place && linked && hash ? { place, entry: linked, hash } : null;
  if (!id || !at || !by || !fingerprint) return { link, entry: null };
  const postings = (row.postings ?? []).map(([line = null, account, ...rest]) => [
    line,
    codes.get(account ?? '') ?? null,
    ...rest,
  ]);
  return { link, entry: { id, recordedAt: at, recordedBy: by, fingerprint, words, postings } };
}
