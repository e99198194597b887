import { createWriteStream, writeFileSync } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { Command, Option } from 'commander';
import type { Tx } from 'db/client';
import { operatorTx } from 'db/operator';
import { countSignedApprovals } from '~/domain/accountings/count-signed-approvals.server';
import { recordAuditEvent } from '~/domain/audit/record-audit-event.server';
import { isDay } from '~/domain/trusts/legal-day';
import { approvalsSentence } from '~/reports/court-accounting/approvals-signed';
import { type AccountingPeriod, collectFigures } from '~/reports/court-accounting/figures.server';
import { NOT_FILED } from '~/reports/court-accounting/printed-account';
import {
  ACCOUNTING_FORMATS,
  type AccountingFormat,
  accountingText,
  renderAccounting,
} from '~/reports/court-accounting/render-accounting.server';
import { streamStatement } from '~/reports/court-accounting/stream-statement.server';
import { command, print, withBooks } from './command';
import { Failure } from './failure';
import { theTrust } from './which-books';

interface Options {
  trust: string;
  from: string;
  to: string;
  format: AccountingFormat;
  out?: string;
}

export const accountingCommand = new Command('accounting')
  .description("Prints a trust's accounting for a period, as the court reads it.")
  .requiredOption('--trust <code>', 'the trust, like T-0042')
  .requiredOption('--from <date>', 'the first day, like 2026-01-01')
  .requiredOption('--to <date>', 'the last day, like 2026-12-31')
  .addOption(new Option('--format <format>', 'what to make of it').choices([...ACCOUNTING_FORMATS]).default('text'))
  .option('--out <file>', 'where to write it; without it, the output (a PDF needs a file)')
  .action(
    command(async (options: Options) => {
      for (const [name, day] of [
        ['--from', options.from],
        ['--to', options.to],
      ] as const) {
        if (!isDay(day)) throw new Failure(`${name} "${day}" is not a date. Write it as 2026-01-01.`);
      }
      if (options.to < options.from) throw new Failure('--to is before --from. Give the first day first.');
      if (options.format === 'pdf' && !options.out) throw new Failure('A PDF goes to a file. Add --out FILE.');
      const { trust: trustCode, from, to: through, format, out } = options;
      const period = { trustCode, from, through };
      await withBooks(async (connections) => {
        // That it leaves is kept before it leaves: what was read cannot be taken back.
        await operatorTx(connections, async (tx) => {
          const { id: trustId } = await theTrust(tx, trustCode);
          const event = { action: 'accounting.exported', recordType: 'trust', recordRef: trustCode, trustId };
          await recordAuditEvent(tx, { ...event, facts: { from, through, format } });
        });
        await operatorTx(
          connections,
          (tx) => (format === 'pdf' ? writePdf(tx, period, out as string) : writeText(tx, period, format, out)),
          {
            isolation: 'repeatable read',
          },
        );
      });
      if (out && format !== 'json') print(`The accounting of ${trustCode}, ${from} to ${through}, is in ${out}.`);
    }),
  );

async function writePdf(tx: Tx, period: AccountingPeriod, out: string): Promise<void> {
  const collected = await collectFigures(tx, period);
  if (!collected) throw unknownTrust(period);
  const approvals = await approvalsIn(tx, collected.trustId, period);
  const { body } = await renderAccounting(collected.figures, 'pdf', { ...NOT_FILED, approvals });
  writeFileSync(out, body);
}

/** Line by line from the books: a trust's year of any length is never held. */
async function writeText(
  tx: Tx,
  period: AccountingPeriod,
  format: Exclude<AccountingFormat, 'pdf'>,
  out: string | undefined,
): Promise<void> {
  const statement = await streamStatement(tx, period);
  if (!statement) throw unknownTrust(period);
  const approvals = await approvalsIn(tx, statement.trustId, period);
  const text = accountingText(statement, format, approvals);
  // The output stream outlives the command.
  await (out ? pipeline(text, createWriteStream(out)) : pipeline(text, process.stdout, { end: false }));
}

async function approvalsIn(tx: Tx, trustId: number, { from, through }: AccountingPeriod): Promise<string | null> {
  return approvalsSentence(await countSignedApprovals(tx, { trustId, fromOn: from, throughOn: through }));
}

function unknownTrust({ trustCode }: AccountingPeriod): Failure {
  return new Failure(`There is no trust ${trustCode}.`);
}
