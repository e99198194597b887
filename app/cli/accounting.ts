import { writeFileSync } from 'node:fs';
import { Command, Option } from 'commander';
import { operatorTx } from 'db/operator';
import { countSignedApprovals } from '~/domain/accountings/count-signed-approvals.server';
import { recordAuditEvent } from '~/domain/audit/record-audit-event.server';
import { isDay } from '~/domain/trusts/legal-day';
import { approvalsSentence } from '~/reports/court-accounting/approvals-signed';
import { collectFigures } from '~/reports/court-accounting/figures.server';
import { NOT_FILED } from '~/reports/court-accounting/printed-account';
import {
  ACCOUNTING_FORMATS,
  type AccountingFormat,
  renderAccounting,
} from '~/reports/court-accounting/render-accounting.server';
import { command, print, withBooks } from './command';
import { Failure } from './failure';

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
      const { trust, from, to } = options;
      const collected = await withBooks((connections) =>
        operatorTx(connections, async (tx) => {
          const found = await collectFigures(tx, { trustCode: trust, from, through: to });
          if (!found) return null;
          const facts = { from, through: to, format: options.format };
          await recordAuditEvent(tx, { action: 'accounting.exported', recordType: 'trust', recordRef: trust, facts });
          const period = { trustId: found.trustId, fromOn: from, throughOn: to };
          return { ...found, approvals: approvalsSentence(await countSignedApprovals(tx, period)) };
        }),
      );
      if (!collected) throw new Failure(`There is no trust ${options.trust}.`);
      const document = renderAccounting(collected.figures, options.format, {
        ...NOT_FILED,
        approvals: collected.approvals,
      });
      if (!options.out) {
        process.stdout.write(document.body);
        return;
      }
      writeFileSync(options.out, document.body);
      if (options.format !== 'json')
        print(`The accounting of ${options.trust}, ${options.from} to ${options.to}, is in ${options.out}.`);
    }),
  );
