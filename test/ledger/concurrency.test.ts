import { randomUUID } from 'node:crypto';
import { openPool, type Pool, sqlState, tx } from 'db/client';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { moveParts } from '~/ledger/journal-entry';
import { postJournalEntry } from '~/ledger/post-journal-entry.server';
import { amount } from '~/money/amount';
import { type CareWorld, type Child, newChild, openCareWorld } from '../domain/disbursements/care-world';

const CONNECTIONS = 16;
const POSTINGS_EACH = 40;

let world: CareWorld;
let pool: Pool;
beforeAll(async () => {
  world = await openCareWorld();
  // Patient: on a busy machine sixteen in line for one row may wait longer than a person's page would.
  pool = openPool(world.db.webUrl, { applicationName: 'race', max: CONNECTIONS, patient: true });
});
afterAll(async () => {
  await pool.end();
  await world.close();
});

/** Moves cents into the sub-account, or out of it; answers the entry or the refusal. */
async function move(child: Child, cents: number, on = world.today): Promise<string> {
  const figure = amount((Math.abs(cents) / 100).toString());
  const parts = { principal: figure, income: amount('0') };
  const postings =
    cents > 0 ? moveParts('opening:cash', 'asset:cash', parts) : moveParts('asset:cash', 'distribution:EDU', parts);
  try {
    const entry = await tx(pool, { token: world.people.fe.token, requestId: 'race' }, (q) =>
      postJournalEntry(q, {
        trustId: child.trustId,
        subaccountId: child.subaccountId,
        kind: 'test',
        occurredOn: on,
        description: '',
        party: '',
        category: '',
        reference: '',
        source: { type: 'race', ref: randomUUID(), digest: '' },
        postings,
      }),
    );
    return `posted ${entry}`;
  } catch (error) {
    return sqlState(error) ?? 'unknown';
  }
}

async function inCents(child: Child): Promise<{ stored: number; posted: number }> {
  const [row] = await world.rows<{ stored: string; posted: string }>(
    `select (s.posted * 100)::bigint as stored, (select (sum(p.amount) * 100)::bigint from posting p join account a on a.id = p.account_id
       where p.subaccount_id = s.id and a.code = 'asset:cash') as posted from subaccount s where s.id = $1`,
    [child.subaccountId],
  );
  return { stored: Number(row?.stored), posted: Number(row?.posted) };
}

/** The same numbers each time: a race is in the connections, not in what they post. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

describe(`${CONNECTIONS} connections on three sub-accounts`, () => {
  it('lose no posting: what is stored is the sum of what was acknowledged, and of the postings', async () => {
    const children = [await newChild(world), await newChild(world), await newChild(world, { trust: 'T-1002' })];
    const acknowledged = new Map(children.map((child) => [child, 100_000]));
    let refused = 0;
    const worker = async (seed: number) => {
      const next = numbers(seed + 1);
      for (let n = 0; n < POSTINGS_EACH; n += 1) {
        const child = children[Math.floor(next() * children.length)] as Child;
        const cents = Math.round((next() - 0.55) * 40_000) || 1;
        const answer = await move(child, cents);
        if (answer.startsWith('posted')) acknowledged.set(child, (acknowledged.get(child) ?? 0) + cents);
        else {
          expect(answer).toBe('LE008');
          refused += 1;
        }
      }
    };
    await Promise.all(Array.from({ length: CONNECTIONS }, (_, index) => worker(index)));
    for (const child of children) {
      const { stored, posted } = await inCents(child);
      expect(stored).toBe(acknowledged.get(child));
      expect(posted).toBe(stored);
      expect(stored).toBeGreaterThanOrEqual(0);
    }
    // Out of less than is there: the floor was really tried.
    expect(refused).toBeGreaterThan(0);
  });

  it('one hundred payments of a third of the money: three are made, ninety-seven refused', async () => {
    const child = await newChild(world, { principal: '99.00' });
    const answers = await Promise.all(Array.from({ length: 100 }, () => move(child, -3_300)));
    expect(answers.filter((answer) => answer.startsWith('posted'))).toHaveLength(3);
    expect(answers.filter((answer) => answer === 'LE008')).toHaveLength(97);
    expect(await inCents(child)).toEqual({ stored: 0, posted: 0 });
  });

  it('one source posted by all of them at once posts once', async () => {
    const child = await newChild(world);
    const once = () =>
      tx(pool, { token: world.people.fe.token, requestId: 'race' }, (q) =>
        q.execute(sql`select post_journal_entry(${child.trustId}, 'test', ${world.today}::date, null, '', '', '', '', 'race', ${`once ${child.code}`}, '', null,
          '{opening:cash,asset:cash}', array[${child.subaccountId}, ${child.subaccountId}]::bigint[], '{principal,principal}', '{-1,1}', '{null,null}', '{null,null}', '{null,null}') as entry`),
      ).then((result) => result.rows[0]?.entry, sqlState);
    const answers = await Promise.all(Array.from({ length: CONNECTIONS }, once));
    // Each is answered with the one entry's number.
    expect(new Set(answers).size).toBe(1);
    expect(Number(answers[0])).toBeGreaterThan(0);
    expect(await inCents(child)).toEqual({ stored: 100_100, posted: 100_100 });
  });
});

describe('filing an accounting while people post', () => {
  it('each entry is recorded before the filing or refused: none slips into the filed period', async () => {
    const child = await newChild(world, { trust: 'T-1003' });
    const [made] = await world.rows<{ reference: string }>(
      `insert into accounting (reference, trust_id, docket, ordinal, from_on, through_on, figures, fingerprint, prepared_by)
       values ('ACC-race', $1, 'd', 1, $2::date - 300, $2, '{}', 'f', $3) returning reference`,
      [child.trustId, world.today, world.people.fe.personId],
    );
    // The web's own patience: whoever files waits for the postings that have begun, and not for those that come after.
    const hasty = openPool(world.db.webUrl, { applicationName: 'filing', max: 1 });
    const file = tx(hasty, { token: world.people.eli.token, requestId: 'race' }, async (q) => {
      await q.execute(sql`select pg_sleep(0.15)`);
      await q.execute(sql`select file_accounting(${made?.reference})`);
      await q.execute(sql`select pg_sleep(0.05)`);
    });
    const answers: string[] = [];
    const worker = async () => {
      for (let n = 0; n < 40; n += 1) answers.push(await move(child, 1));
    };
    await Promise.all([file, ...Array.from({ length: CONNECTIONS - 2 }, worker)]);
    await hasty.end();
    expect(answers.filter((answer) => !answer.startsWith('posted') && answer !== 'LE005')).toEqual([]);
    const posted = answers.filter((answer) => answer.startsWith('posted')).length;
    expect(posted).toBeGreaterThan(0);
    expect(posted).toBeLessThan(answers.length);
    expect(await inCents(child)).toEqual({ stored: 100_000 + posted, posted: 100_000 + posted });
    const late = await world.rows(
      `select 1 from journal_entry e join accounting_filing f on f.trust_id = e.trust_id and e.occurred_on <= f.through_on
        where e.trust_id = $1 and e.id > (select max(id) from journal_entry where trust_id = $1 and recorded_at <= f.filed_at)`,
      [child.trustId],
    );
    expect(late).toEqual([]);
  });
});

describe('all of this', () => {
  it('came without one deadlock: everybody locks in one order', async () => {
    // A connection reports what it met when it closes.
    await pool.end();
    pool = openPool(world.db.webUrl, { max: 1 });
    const [row] = await world.rows('select deadlocks::int from pg_stat_database where datname = current_database()');
    expect(row).toEqual({ deadlocks: 0 });
  });
});
