import { createHash, randomUUID } from 'node:crypto';
import { openPool, type Pool, tx } from 'db/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { moveParts } from '~/ledger/journal-entry';
import { linkEntries } from '~/ledger/link-entries.server';
import { postJournalEntries, postJournalEntry } from '~/ledger/post-journal-entry.server';
import { amount } from '~/money/amount';
import { type CareWorld, type Child, newChild, openCareWorld } from '../domain/disbursements/care-world';

let world: CareWorld;
let pool: Pool;
beforeAll(async () => {
  world = await openCareWorld();
  pool = openPool(world.db.webUrl, { applicationName: 'chain', max: 16, patient: true });
});
afterAll(async () => {
  await pool.end();
  await world.close();
});

const ODD = 'Ñandú "said" \\ back\nnext\ttab \u0001 €';

const draft = (child: Child, figure: string) => ({
  trustId: child.trustId,
  subaccountId: child.subaccountId,
  kind: 'test',
  occurredOn: world.today,
  description: ODD,
  party: 'p',
  category: '',
  reference: '',
  source: { type: 'test', ref: randomUUID(), digest: '' },
  postings: moveParts('opening:cash', 'asset:cash', { principal: amount(figure), income: amount('0.0001') }),
});
const acting = () => ({ token: world.people.fe.token, requestId: 'chain' });

interface Row {
  trust: string;
  place: string;
  entry: string;
  hash: string;
  header: (string | null)[];
  at: string;
  by: string;
  postings: string[];
}

/** What a stranger has: the rows as they stand, and db/README.md. */
async function rowsOf(trustId: number): Promise<Row[]> {
  return (await world.rows(
    `select t.code as trust, l.place::text, l.entry_id::text as entry, encode(l.hash, 'hex') as hash, e.recorded_by::text as by,
            to_char(e.recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at,
            array[t.code, e.kind, e.occurred_on::text, e.concerns_on::text, e.description, e.party, e.category, e.reference, e.source_type,
                  e.source_ref, e.source_digest, e.reverses_id::text] as header,
            (select array_agg(p.line || ' ' || a.code || ' ' || p.subaccount_id || ' ' || p.part || ' ' || p.amount || ' ' || p.currency
                              || ' ' || coalesce(p.lot_id::text, '-') || ' ' || coalesce(p.units::text, '-') order by p.line)
               from posting p join account a on a.id = p.account_id where p.entry_id = e.id) as postings
       from chain_link l join journal_entry e on e.id = l.entry_id join trust t on t.id = l.trust_id
      where l.trust_id = $1 order by l.place`,
    [trustId],
  )) as unknown as Row[];
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

function recompute(rows: Row[]): string[] {
  let before = '0'.repeat(64);
  return rows.map((row) => {
    const content = sha256(['tutela entry 1', JSON.stringify(row.header), ...row.postings].join('\n'));
    before = sha256(
      ['tutela link 1', before, JSON.stringify([row.trust, row.place, row.entry, row.at, row.by, content])].join('\n'),
    );
    return before;
  });
}

describe('the chain', () => {
  it('is what a stranger recomputes from the rows and the README, whoever posted, one or many', async () => {
    const child = await newChild(world);
    await tx(pool, acting(), (q) => postJournalEntry(q, draft(child, '12.5')));
    await tx(pool, acting(), (q) => postJournalEntries(q, [draft(child, '1'), draft(child, '0.0001')]));
    await linkEntries(pool, true);
    const rows = await rowsOf(child.trustId);
    expect(rows.length).toBeGreaterThanOrEqual(4);
    expect(rows.some((row) => row.header.includes(ODD))).toBe(true);
    expect(rows.map((row) => row.hash)).toEqual(recompute(rows));
  });

  it('has every entry once, in the order of their numbers, when it is linked while sixteen people post', async () => {
    const children = [await newChild(world), await newChild(world)];
    let posting = true;
    const linking = (async () => {
      while (posting) await linkEntries(pool, false);
    })();
    const worker = async (index: number) => {
      for (let i = 0; i < 20; i += 1)
        await tx(pool, acting(), (q) => postJournalEntry(q, draft(children[index % 2] as Child, '1')));
    };
    await Promise.all(Array.from({ length: 15 }, (_, index) => worker(index)));
    posting = false;
    await linking;
    await linkEntries(pool, true);
    const trustId = children[0]?.trustId as number;
    const rows = await rowsOf(trustId);
    const [all] = await world.rows('select count(*)::int as entries from journal_entry where trust_id = $1', [trustId]);
    expect(rows).toHaveLength(all?.entries);
    expect(rows.map((row) => Number(row.place))).toEqual(rows.map((_, index) => index + 1));
    expect(rows.map((row) => Number(row.entry))).toEqual(rows.map((row) => Number(row.entry)).sort((a, b) => a - b));
    expect(rows.map((row) => row.hash)).toEqual(recompute(rows));
    expect(await world.rows('select * from consistency."16-chain-whole"')).toEqual([]);
    expect(await world.rows('select * from consistency."21-months-equal-postings"')).toEqual([]);
  });

  it('is linked in read committed only: an older view would leave entries out', async () => {
    const child = await newChild(world);
    const attempt = tx(pool, acting(), (q) => q.execute(`select link_entries(${child.trustId}, true)`), {
      isolation: 'repeatable read',
    });
    await expect(attempt).rejects.toMatchObject({ cause: { code: '25001' } });
  });
});
