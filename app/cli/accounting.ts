import { createWriteStream, writeFileSync } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { Command, Option } from 'commander';
import type { Tx } from 'db/client';
import { operatorTx } from 'db/operator';
import { countSignedApprovals } from '~/domain/accountings/count-signed-approvals.server';
import { refuseTellingTexts } from '~/domain/audit/refuse-telling-texts.server';
import { isDay } from '~/domain/trusts/legal-day';
import { type CopyMark, copyWords } from '~/reports/copy-mark';
import { approvalsSentence } from '~/reports/court-accounting/approvals-signed';
import { type AccountingPeriod, collectFigures } from '~/reports/court-accounting/figures.server';
import { NOT_FILED } from '~/reports/court-accounting/printed-account';
import {
  ACCOUNTING_FORMATS,
  type AccountingFormat,
  accountingText,
  renderAccounting,
} from '~/reports/court-accounting/render-accounting.server';
import { stateAccounting } from '~/reports/court-accounting/statement';
import { streamStatement } from '~/reports/court-accounting/stream-statement.server';
import { textsOfAccount } from '~/reports/court-accounting/texts-of-account';
import type { CheckTexts } from '~/vault/check-texts.server';
import { command, withBooks } from './command';
import { Failure } from './failure';
import { handOut } from './hand-out';
import { theTrust } from './which-books';
import { withVault } from './with-vault';

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
        const { id: trustId } = await operatorTx(connections, (tx) => theTrust(tx, trustCode));
        const event = { action: 'accounting.exported', recordType: 'trust', recordRef: trustCode, trustId };
        const leaving = {
          records: [{ ...event, facts: { from, through, format } }] as const,
          out,
          unmarked: format === 'csv',
          what: `The accounting of ${trustCode}, ${from} to ${through}, is`,
        };
        await withVault(connections, (checkTexts) =>
          handOut(connections, leaving, (mark, file) =>
            // What is looked at and what is written are the books of one moment.
            operatorTx(
              connections,
              (tx) =>
                format === 'pdf'
                  ? writePdf(tx, { period, checkTexts, mark, file })
                  : writeText(tx, { period, checkTexts, mark, file }, format),
              { isolation: 'repeatable read' },
            ),
          ),
        );
      });
    }),
  );

interface Written {
  period: AccountingPeriod;
  checkTexts: CheckTexts;
  mark: CopyMark;
  file: string;
}

async function writePdf(tx: Tx, { period, checkTexts, mark, file }: Written): Promise<void> {
  const collected = await collectFigures(tx, period);
  if (!collected) throw unknownTrust(period);
  const { figures, trustId } = collected;
  await refuseTellingTexts(tx, checkTexts, textsOfAccount(stateAccounting(figures)));
  const approvals = await approvalsIn(tx, trustId, period);
  const { body } = await renderAccounting(figures, 'pdf', { ...NOT_FILED, approvals }, mark);
  writeFileSync(file, body);
}

/** Line by line from the books: a trust's year of any length is never held. */
async function writeText(
  tx: Tx,
  { period, checkTexts, mark, file }: Written,
  format: Exclude<AccountingFormat, 'pdf'>,
): Promise<void> {
  const statement = await streamStatement(tx, period);
  if (!statement) throw unknownTrust(period);
  await refuseTellingTexts(tx, checkTexts, textsOfAccount(statement));
  const approvals = await approvalsIn(tx, statement.trustId, period);
  await pipeline(accountingText(statement, format, approvals, copyWords(mark)), createWriteStream(file));
}

async function approvalsIn(tx: Tx, trustId: number, { from, through }: AccountingPeriod): Promise<string | null> {
  return approvalsSentence(await countSignedApprovals(tx, { trustId, fromOn: from, throughOn: through }));
}

function unknownTrust({ trustCode }: AccountingPeriod): Failure {
  return new Failure(`There is no trust ${trustCode}.`);
}
