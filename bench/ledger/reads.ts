import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Tx } from 'db/client';
import { operatorReadsAtOnce } from 'db/operator';
import { runChecks, standingChecks } from '~/reports/verification/run-checks.server';
import { type Figure, figure } from './figure';
import { race } from './race';
import type { AccountingRun } from './whole-accounting';
import type { Bench } from './writes';

const AS_OF = '2025-06-17';
/** Every posting, one after the other: what a read is measured by. */
const SCAN = `select sum(amount), count(*) from posting where occurred_on <= '${AS_OF}'`;
const FROM_SCRATCH = `select account_id, part, sum(amount) from posting where occurred_on <= '${AS_OF}' group by account_id, part`;

/** R2: a trial balance of any day, and one made from nothing. R3: one child's year. R5: every standing check. */
export async function reads(bench: Bench): Promise<Figure[]> {
  const { owner } = bench.db;
  await owner.query('set role tutela_operator');
  await owner.query('set max_parallel_workers_per_gather = 0');
  const sub = bench.places[7]?.subaccountId;
  const timed =
    (text: string, more = '') =>
    async () => {
      await owner.query(`begin; ${more}`);
      const began = performance.now();
      await owner.query(text);
      const ms = performance.now() - began;
      await owner.query('commit');
      return ms;
    };
  const scan = timed(
    SCAN,
    'set local enable_indexscan = off; set local enable_bitmapscan = off; set local enable_indexonlyscan = off',
  );
  await scan();
  const against = async (id: string, says: string, goal: string, side: () => Promise<number>) =>
    figure({ id, clients: null, says, goal, ...(await race(side, scan, bench.rounds)), unit: 'ms' });
  const figures = [
    await against(
      'R2',
      'trial balance of all trusts as of a day : a scan of all postings',
      '<= 0.25',
      timed(`select * from trial_balance(null, '${AS_OF}')`),
    ),
    await against('R2', 'the same from scratch : a scan', '<= 1.5', timed(FROM_SCRATCH)),
    await against(
      'R3',
      'one child’s year : a scan',
      '<= 0.1',
      timed(`select p.*, e.description from posting p join journal_entry e on e.id = p.entry_id
      where p.subaccount_id = ${sub} and p.occurred_on between '2024-01-01' and '2024-12-31' order by p.occurred_on, p.entry_id, p.line`),
    ),
    await against('R5', 'all standing checks : a scan', '<= 20', () => verification(bench)),
  ];
  await owner.query('reset role');
  return figures;
}

async function verification({ db }: Bench): Promise<number> {
  const began = performance.now();
  await operatorReadsAtOnce(db, 2, async (txs) => runChecks(txs as [Tx, ...Tx[]], standingChecks(), null, () => {}));
  return performance.now() - began;
}

/** R1: a year's whole accounting of all trusts, in a process of its own, against a plain COPY of its register. */
export async function wholeAccounting(bench: Bench): Promise<Figure[]> {
  let most = 0;
  const accounting = async () => {
    const run = await accountingRun(bench);
    most = Math.max(most, run.peakMb);
    return run.ms;
  };
  const copied = async () => (await accountingRun(bench, 'copy')).ms;
  await copied();
  const r1 = await race(accounting, copied, bench.rounds);
  return [
    figure({
      id: 'R1',
      clients: null,
      says: 'a year’s whole accounting of all trusts : COPY of its register',
      goal: '<= 3',
      ...r1,
      unit: 'ms',
    }),
    figure({
      id: 'R1',
      clients: null,
      says: 'peak memory of the process, of 200 MB',
      goal: '<= 1',
      first: [most],
      second: [200],
      unit: 'MB',
    }),
  ];
}

function accountingRun({ db }: Bench, way: 'accounting' | 'copy' = 'accounting'): Promise<AccountingRun> {
  const program = fileURLToPath(new URL('./whole-accounting.ts', import.meta.url));
  const child = spawn(process.execPath, ['--max-semi-space-size=1', '--import', 'tsx', program, way], {
    env: { ...process.env, BENCH_URL: db.ownerUrl },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (status) =>
      status === 0
        ? resolve(JSON.parse(said) as AccountingRun)
        : reject(new Error(`the accounting ended with ${status}`)),
    );
  });
}
