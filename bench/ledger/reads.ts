import { operatorReadsAtOnce } from 'db/operator';
import type pg from 'pg';
import { linkEntries } from '~/ledger/link-entries.server';
import { type Check, type CheckResult, runChecks, standingChecks } from '~/reports/verification/run-checks.server';
import { type Figure, figure } from './figure';
import { seatTrustee, yearsOf } from './lay-book';
import { planOf } from './profile';
import { race } from './race';
import type { Bench } from './writes';

/** The questions of a laid book; the scan reads every posting, one after the other: what a read is measured by. */
function questions(bench: Bench) {
  const { first, last } = yearsOf(bench.db.today);
  const asOf = `'${last}-06-17'`;
  const year = `between '${first + 1}-01-01' and '${first + 1}-12-31'`;
  return {
    scan: `select sum(amount), count(*) from posting where occurred_on <= ${asOf}`,
    scratch: `select account_id, part, sum(amount) from posting where occurred_on <= ${asOf} group by account_id, part`,
    trial: `select * from trial_balance(null, ${asOf})`,
    child: `select p.*, e.description from posting p join journal_entry e on e.id = p.entry_id
      where p.subaccount_id = ${bench.places[7]?.subaccountId} and p.occurred_on ${year} order by p.occurred_on, p.entry_id, p.line`,
  };
}

const SCANNED =
  'set local enable_indexscan = off; set local enable_bitmapscan = off; set local enable_indexonlyscan = off';

/** R2: a trial balance of any day, and one made from nothing. R3: one child's year. Both as the operator and as a trustee. */
export async function reads(bench: Bench): Promise<Figure[]> {
  const { owner, pool } = bench.db;
  const token = await seatTrustee(bench.db);
  const ask = questions(bench);
  const operator = (client: pg.ClientBase) => client.query('set local role tutela_operator');
  const trustee = (client: pg.ClientBase) => client.query('select sec.enter($1, $2)', [token, 'bench']);
  const timed = async (client: pg.ClientBase, text: string, become: typeof operator, set = '') => {
    await client.query('begin');
    await become(client);
    await client.query(`set local max_parallel_workers_per_gather = 0; ${set}`);
    const began = performance.now();
    await client.query(text);
    const ms = performance.now() - began;
    await client.query('rollback');
    return ms;
  };
  const scan = () => timed(owner, ask.scan, operator, SCANNED);
  const against = async (id: string, says: string, goal: number, text: string) => {
    const isTrustee = id.endsWith('-trustee');
    const [client, become] = isTrustee ? [await pool.connect(), trustee] : [owner, operator];
    try {
      const side = () => timed(client, text, become);
      await side();
      const raced = await race(side, scan, bench.rounds);
      const why = async () => {
        const asked = isTrustee ? await pool.connect() : owner;
        return planOf(asked, () => become(asked), text).finally(() => 'release' in asked && asked.release());
      };
      return figure({ id, clients: 1, says, goal, bound: 'most', why, ...raced, unit: 'ms' });
    } finally {
      if ('release' in client) client.release();
    }
  };
  await scan();
  const trial = 'trial balance of all trusts as of a day : a scan of all postings';
  return [
    await against('R2', trial, 0.25, ask.trial),
    await against('R2-trustee', `${trial}, under row security`, 0.25, ask.trial),
    await against('R2-scratch', 'the same from scratch : a scan', 1.5, ask.scratch),
    await against('R3', 'one child’s year : a scan', 0.1, ask.child),
    await against('R3-trustee', 'one child’s year : a scan, under row security', 0.1, ask.child),
  ];
}

/** What R5 names: that entries balance, that balances are the sums of their postings on every day, and that the chain is whole. */
const NAMED = /^(01-entries-balance|03-subaccounts-equal|24-no-day-below-zero|16-chain-whole|30-entries-unchanged)/;

/** R5: every entry is linked and the named checks are asked; R5-all: all of them, as `tutela verify` does. */
export async function verification(bench: Bench): Promise<Figure[]> {
  const all = standingChecks();
  const named = all.filter(({ check }) => NAMED.test(check));
  return [
    await verified(bench, 'R5', 'linking, and balance, running balance and chain of every entry', named),
    await verified(bench, 'R5-all', 'linking, and all standing checks', all),
  ];
}

/** Throws where a check finds something. */
async function verified({ db, rounds }: Bench, id: string, says: string, checks: readonly Check[]): Promise<Figure> {
  let slowest: CheckResult[] = [];
  const verify = async () => {
    const began = performance.now();
    await linkEntries(db.pool, true);
    const results = await operatorReadsAtOnce(db, 2, async (txs) => runChecks(txs, checks, null));
    const ms = performance.now() - began;
    const found = results.find((result) => result.rows.length > 0);
    if (found)
      throw new Error(`The standing check "${found.title}" found ${found.rows.length} faults in the laid book.`);
    slowest = [...results].sort((a, b) => b.milliseconds - a.milliseconds).slice(0, 6);
    return ms;
  };
  const scan = async () => {
    const began = performance.now();
    await db.owner.query(`begin; set local role tutela_operator; set local max_parallel_workers_per_gather = 0;
      select sum(amount), count(*) from posting; commit`);
    return performance.now() - began;
  };
  await scan();
  const raced = await race(verify, scan, rounds);
  const why = async () =>
    slowest.map(({ milliseconds, title }) => `${String(milliseconds).padStart(8)} ms  ${title}`).join('\n');
  return figure({
    id,
    clients: 2,
    says: `${says} : a scan of all postings`,
    goal: 20,
    bound: 'most',
    why,
    ...raced,
    unit: 'ms',
  });
}
