import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { pathToFileURL } from 'node:url';
import postgres from 'postgres';

/** What the process prints of itself. */
export interface AccountingRun {
  ms: number;
  peakMb: number;
}

const YEAR = "p.occurred_on between '2025-01-01' and '2025-12-31'";
/** A year's register of all trusts: its lines in order, with what a court reads. */
const REGISTER = `select t.code, p.occurred_on, p.entry_id, p.line, a.code as account, p.part, p.amount, e.description, e.party, e.reference
  from posting p join journal_entry e on e.id = p.entry_id join account a on a.id = p.account_id join trust t on t.id = p.trust_id
 where ${YEAR} order by t.code, p.occurred_on, p.entry_id, p.line`;
const SUMMARIES = [
  "select * from trial_balance(null, '2024-12-31')",
  "select * from trial_balance(null, '2025-12-31')",
  `select p.trust_id, a.code, e.category, p.part, sum(p.amount), count(*) from posting p join account a on a.id = p.account_id
     join journal_entry e on e.id = p.entry_id where ${YEAR} and a.kind <> 'asset' group by 1, 2, 3, 4`,
  "select trust_id, account_id, part, month, moved from account_month where month between '2025-01-01' and '2025-12-01'",
];

/** The register leaves as the server sends it, line by line; of the book nothing but the sums is ever held. */
async function run(way: string): Promise<AccountingRun> {
  const sql = postgres(process.env.BENCH_URL as string, { max: 1, onnotice: () => {} });
  try {
    await sql`set role tutela_operator`;
    const began = performance.now();
    if (way === 'accounting') for (const summary of SUMMARIES) await sql.unsafe(summary);
    const register = way === 'accounting' ? REGISTER : REGISTER.replace(/ order by .*$/, '');
    const lines = await sql.unsafe(`copy (${register}) to stdout with (format csv, header)`).readable();
    await pipeline(lines, createWriteStream('/dev/null'));
    return { ms: performance.now() - began, peakMb: process.resourceUsage().maxRSS / 1024 };
  } finally {
    await sql.end();
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  console.log(JSON.stringify(await run(process.argv[2] ?? '')));
