import { randomUUID } from 'node:crypto';
import { openPool, type Pool, tx } from 'db/client';
import { operatorReads } from 'db/operator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type ChainEntry,
  type ChainFault,
  type ChainHead,
  type ChainRow,
  contentHash,
  EMPTY_CHAIN,
  follow,
  linkHash,
} from '~/ledger/chain';
import { moveParts } from '~/ledger/journal-entry';
import { linkEntries } from '~/ledger/link-entries.server';
import { postJournalEntries, postJournalEntry } from '~/ledger/post-journal-entry.server';
import { storedHead, streamChain } from '~/ledger/stream-chain.server';
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

/** Every link of a trust with its entry, as anybody could export them. */
async function rowsOf(trustId: number): Promise<ChainRow[]> {
  const rows: ChainRow[] = [];
  await operatorReads({ ownerUrl: world.db.operatorUrl, webUrl: world.db.webUrl }, async (q) => {
    for await (const row of streamChain(q, trustId)) rows.push(row);
  });
  return rows;
}

/** Where the recomputed chain stands, and what is wrong with it. */
function recompute(trust: string, rows: readonly ChainRow[]): { head: ChainHead; faults: ChainFault[] } {
  let head = EMPTY_CHAIN;
  const faults: ChainFault[] = [];
  for (const row of rows) {
    const next = follow(trust, head, row);
    head = next.head;
    if (next.fault) faults.push(next.fault);
  }
  return { head, faults };
}

describe('the chain', () => {
  it('is what a stranger recomputes from the rows and the README, whoever posted, one or many', async () => {
    const child = await newChild(world);
    await tx(pool, acting(), (q) => postJournalEntry(q, draft(child, '12.5')));
    await tx(pool, acting(), (q) => postJournalEntries(q, [draft(child, '1'), draft(child, '0.0001')]));
    await linkEntries(pool, true);
    const rows = await rowsOf(child.trustId);
    expect(rows.length).toBeGreaterThanOrEqual(4);
    expect(rows.some((row) => row.entry?.words.includes(ODD))).toBe(true);
    const head = await operatorReads({ ownerUrl: world.db.operatorUrl, webUrl: world.db.webUrl }, (q) =>
      storedHead(q, child.trustId),
    );
    expect(recompute(child.trustCode, rows)).toEqual({ head, faults: [] });
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
    expect(rows.map(({ link }) => Number(link?.place))).toEqual(rows.map((_, index) => index + 1));
    const entries = rows.map(({ entry }) => Number(entry?.id));
    expect(entries).toEqual([...entries].sort((a, b) => a - b));
    expect(recompute(children[0]?.trustCode as string, rows).faults).toEqual([]);
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

/** The example of db/README.md. */
const EXAMPLE: ChainEntry = {
  id: '12',
  recordedAt: '2026-04-01T09:30:00.000000Z',
  recordedBy: '3',
  words: ['bank_interest', '2026-03-31', null, 'Interest', 'Bank', 'interest', 'I-3', 'bank', 'I-3', '', null],
  postings: [
    ['1', 'asset:cash', '7', 'income', '0.4700', 'USD', null, null],
    ['2', 'receipt:interest', '7', 'income', '-0.4700', 'USD', null, null],
  ],
  fingerprint: '954f2ffc99dc6b02eeaead6d8fbbcd14bf49835898de7efb7d296b4b94fe7da3',
};

describe('the recomputation outside the database', () => {
  /** Three links over copies of the example, made by hand. */
  function threeLinks(): ChainRow[] {
    let before = EMPTY_CHAIN.hash;
    return ['12', '15', '20'].map((id, index) => {
      const entry = { ...EXAMPLE, id };
      const place = String(index + 1);
      before = linkHash(before, 'T-0042', place, entry, contentHash('T-0042', entry));
      return { link: { place, entry: id, hash: before }, entry };
    });
  }

  it('comes to what sha256sum makes of the texts in db/README.md', () => {
    const content = contentHash('T-0042', EXAMPLE);
    expect(content).toBe(EXAMPLE.fingerprint);
    expect(linkHash(EMPTY_CHAIN.hash, 'T-0042', '1', EXAMPLE, content)).toBe(
      '21d5f5fc1cb5dafa01f7fc54aae36fa5f5155db5fe787ed3163378fd124142d0',
    );
  });

  it('goes on from where a chain stands', () => {
    const rows = threeLinks();
    expect(recompute('T-0042', rows)).toEqual({
      head: { length: 3, entry: 20, hash: rows[2]?.link?.hash },
      faults: [],
    });
  });

  const FAULTS: Array<[what: string, change: (rows: ChainRow[]) => ChainRow[], faults: Array<Partial<ChainFault>>]> = [
    [
      'an entry that says something else',
      ([a, b, c]) =>
        [a, { ...b, entry: { ...b?.entry, words: [...(b?.entry?.words ?? []).slice(0, -1), '5'] } }, c] as ChainRow[],
      [{ place: 2, entry: 15, fault: 'says something else than what was posted' }],
    ],
    [
      'an entry at another moment',
      ([a, b, c]) => [a, { ...b, entry: { ...b?.entry, recordedAt: '2026-04-01T09:30:00.000001Z' } }, c] as ChainRow[],
      [{ place: 2, entry: 15, fault: expect.stringMatching(/^is not bound as it was/) }],
    ],
    [
      'an entry that is gone',
      ([a, b, c]) => [a, { ...b, entry: null }, c] as ChainRow[],
      [{ place: 2, entry: 15, fault: 'is gone' }],
    ],
    [
      'a link that is gone',
      ([a, , c]) => [a, c] as ChainRow[],
      [{ place: 3, entry: 20, fault: 'does not follow: the links before it are gone' }],
    ],
    [
      'an entry slipped in',
      (rows) => [...rows, { link: null, entry: { ...EXAMPLE, id: '14' } }],
      [{ place: null, entry: 14, fault: 'is not in the chain, though a later one is' }],
    ],
    ['an entry that is not linked yet', (rows) => [...rows, { link: null, entry: { ...EXAMPLE, id: '21' } }], []],
  ];

  it.each(FAULTS)('finds %s, where it is and nowhere else', (_, change, faults) => {
    expect(recompute('T-0042', change(threeLinks())).faults).toEqual(faults);
  });
});
