import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { pathToFileURL } from 'node:url';
import type { Tx } from 'db/client';
import { operatorTx } from 'db/operator';
import { sql as query } from 'drizzle-orm';
import postgres from 'postgres';
import { accountingText } from '~/reports/court-accounting/render-accounting.server';
import { streamStatement } from '~/reports/court-accounting/stream-statement.server';
import { bookText } from '~/reports/journals/book-text.server';

/** What the process prints of itself. */
export interface AccountingRun {
  ms: number;
  peakMb: number;
  /** Milliseconds of each part. */
  parts: Record<string, number>;
}

const written = (pieces: AsyncIterable<string>) => pipeline(pieces, createWriteStream('/dev/null'));

/** Each trust's year as `tutela accounting` and `tutela export` write it, with two trial balances; by the operator's reads. */
async function accounting(tx: Tx, from: string, through: string): Promise<Record<string, number>> {
  const parts: Record<string, number> = {};
  const timed = async (part: string, work: () => Promise<unknown>) => {
    const began = performance.now();
    await work();
    parts[part] = (parts[part] ?? 0) + performance.now() - began;
  };
  const { rows } = await tx.execute<{ id: string; code: string }>(query`select id, code from trust order by code`);
  for (const { id, code } of rows) {
    const trust = { id: Number(id), code };
    await timed('trial balances', async () => {
      await tx.execute(query`select * from trial_balance(${trust.id}, ${from}::date - 1)`);
      await tx.execute(query`select * from trial_balance(${trust.id}, ${through}::date)`);
    });
    await timed('account with its schedules, as JSON', async () => {
      const statement = await streamStatement(tx, { trustCode: trust.code, from, through });
      if (!statement) throw new Error(`There is no trust ${trust.code}.`);
      await written(accountingText(statement, 'json', null));
    });
    const outline = { trusts: [trust], several: false, accounts: [], parties: [] };
    await timed('register, as CSV', () => written(bookText(tx, outline, 'csv', { from, through })));
  }
  return parts;
}

/** The rows of that register, as the server sends them. */
async function copied(url: string, from: string, through: string): Promise<Record<string, number>> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    await sql`set role tutela_operator`;
    const began = performance.now();
    const lines = await sql
      .unsafe(`copy (select e.id, e.occurred_on, e.recorded_at, t.code, a.code, b.code, p.part, p.amount, t.base_currency, l.holding, p.units, e.kind,
                 e.description, e.party, e.category, e.reference, e.reverses_id
            from posting p join journal_entry e on e.id = p.entry_id join account a on a.id = p.account_id join trust t on t.id = p.trust_id
            join subaccount s on s.id = p.subaccount_id join beneficiary b on b.id = s.beneficiary_id left join lot l on l.id = p.lot_id
           where p.occurred_on between '${from}' and '${through}') to stdout with (format csv, header)`)
      .readable();
    await pipeline(lines, createWriteStream('/dev/null'));
    return { copy: performance.now() - began };
  } finally {
    await sql.end();
  }
}

async function run(way: string, from: string, through: string): Promise<AccountingRun> {
  const url = process.env.BENCH_URL as string;
  const parts =
    way === 'copy'
      ? await copied(url, from, through)
      : await operatorTx({ ownerUrl: url, webUrl: url }, (tx) => accounting(tx, from, through), {
          isolation: 'repeatable read',
        });
  const ms = Object.values(parts).reduce((sum, part) => sum + part, 0);
  return { ms, peakMb: process.resourceUsage().maxRSS / 1024, parts };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [way, from, through] = process.argv.slice(2) as [string, string, string];
  process.stdout.write(`${JSON.stringify(await run(way, from, through))}\n`);
}
