import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type Figure, figure } from './figure';
import { yearsOf } from './lay-book';
import { race } from './race';
import type { AccountingRun } from './whole-accounting';
import type { Bench } from './writes';

/** R1: a year's whole accounting of all trusts, each time in a fresh process, against a plain COPY of its register. */
export async function wholeAccounting(bench: Bench): Promise<Figure[]> {
  const peaks: number[] = [];
  let parts: AccountingRun['parts'] = {};
  const accounting = async () => {
    const run = await accountingRun(bench, 'accounting');
    peaks.push(run.peakMb);
    parts = run.parts;
    return run.ms;
  };
  const copied = async () => (await accountingRun(bench, 'copy')).ms;
  await copied();
  const raced = await race(accounting, copied, bench.rounds);
  const why = async () =>
    Object.entries(parts)
      .map(([part, ms]) => `${Math.round(ms).toString().padStart(8)} ms  ${part}`)
      .join('\n');
  return [
    figure({
      ...{ id: 'R1', clients: 1, says: 'a year’s whole accounting of all trusts : COPY of its register' },
      ...{ goal: 3, bound: 'most', why },
      ...raced,
      unit: 'ms',
    }),
    figure({
      ...{ id: 'R1-rss', clients: 1, says: 'most memory of that process : 200 MB' },
      ...{
        goal: 1,
        bound: 'most',
        why: async () => `${Math.round(Math.max(...peaks))} MB at most, Node itself with it`,
      },
      ...{ first: [Math.max(...peaks)], second: [200], unit: 'MB' },
    }),
  ];
}

async function accountingRun({ db }: Bench, way: 'accounting' | 'copy'): Promise<AccountingRun> {
  const { last } = yearsOf(db.today);
  const program = fileURLToPath(new URL('./whole-accounting.ts', import.meta.url));
  // The flags of `npm run tutela`.
  const flags = ['--max-semi-space-size=16', '--import', 'tsx', program, way, `${last}-01-01`, `${last}-12-31`];
  const { stdout } = await promisify(execFile)(process.execPath, flags, {
    env: { ...process.env, BENCH_URL: db.ownerUrl },
  });
  return JSON.parse(stdout) as AccountingRun;
}
