import { Command } from 'commander';
import type { Tx } from 'db/client';
import { operatorTx } from 'db/operator';
import type { Actor } from '~/access/actor';
import { writtenInEvents } from '~/domain/book-events/find-telling-rows.server';
import { ImportRefused, importEvents, previewImport } from '~/domain/book-events/import-events.server';
import type { ImportPlan } from '~/domain/book-events/plan-import';
import { readEventsCsv } from '~/domain/book-events/read-events-csv';
import { createTrust } from '~/domain/trusts/create-trust.server';
import type { NoName } from '~/vault/explain-texts.server';
import { command, print, printJson, withBooks } from './command';
import { Failure } from './failure';
import { demandNoNames, readInput, refuseRows, textsAreOption } from './import-file';
import { operatorActor } from './operator-actor';

interface Options {
  trust: string;
  dryRun?: boolean;
  create?: boolean;
  json?: boolean;
  textsAre?: NoName;
}

/** Thrown to take everything back after a dry run that created a trust. */
class DryRun extends Error {
  override readonly name = 'DryRun';
  constructor(readonly plan: ImportPlan) {
    super('dry run');
  }
}

export const importEventsCommand = new Command('events')
  .description("Imports a trust's books from CSV, all or nothing. The same file again changes nothing.")
  .argument('<file>', 'the CSV file')
  .requiredOption('--trust <code>', 'the trust, like T-0042')
  .option('--create', 'make the trust, with a generated beneficiary code, if it does not exist')
  .option('--dry-run', 'say what each row would do, and post nothing')
  .addOption(textsAreOption())
  .option('--json', 'print the result as JSON')
  .action(
    command(async (file: string, options: Options) => {
      const bytes = readInput(file);
      await withBooks(async (connections) => {
        try {
          await operatorTx(connections, async (tx) => {
            const actor = await operatorActor(tx);
            if (options.create) await createWhenMissing(tx, actor, options.trust, bytes, options.json ?? false);
            const plan = await previewImport(tx, actor, { trustCode: options.trust, bytes });
            if (options.dryRun) throw new DryRun(plan);
            if (plan.problems.length === 0)
              await demandNoNames(connections, tx, writtenInEvents(plan), options.textsAre);
            const result = await importEvents(tx, actor, { trustCode: options.trust, bytes });
            if (options.json) printJson({ trust: options.trust, ...result });
            else print(sentenceOf(options.trust, result));
          });
        } catch (error) {
          if (error instanceof DryRun) showPlan(error.plan, options.json ?? false);
          else if (error instanceof ImportRefused) refuseRows(error.problems, options.json ?? false);
          else if ((error as { code?: string }).code === 'not-found')
            throw new Failure(`There is no trust ${options.trust}. Add --create to make it.`);
          else throw error;
        }
      });
    }),
  );

/** A new trust begins on the first day of its books; an opening in them is the close of an account filed before. */
async function createWhenMissing(tx: Tx, actor: Actor, code: string, bytes: Uint8Array, quiet: boolean): Promise<void> {
  const read = readEventsCsv(bytes);
  if (!read.ok) throw new ImportRefused(read.problems);
  const openedOn = read.events.map((event) => event.occurredOn).sort()[0] as string;
  const priorAccounts = read.events.some((event) => event.kind.startsWith('opening')) ? 1 : 0;
  const made = await createTrust(tx, actor, { code, openedOn, priorAccounts });
  if (made && !quiet) print(`Trust ${code} is made for ${made.beneficiaryCode}, from ${made.openedOn}.`);
}

function sentenceOf(trust: string, result: { posted: number; alreadyInBooks: number; agreed: number }): string {
  const parts = [`${result.posted} entries posted to ${trust}`];
  if (result.alreadyInBooks > 0)
    parts.push(`${result.alreadyInBooks} rows were in the books already and are unchanged`);
  if (result.agreed > 0) parts.push(`${result.agreed} openings agree with the closing`);
  return `${parts.join('; ')}.`;
}

function showPlan(plan: ImportPlan, json: boolean): void {
  if (plan.problems.length > 0) refuseRows(plan.problems, json);
  const rows = plan.rows.map((row) => ({
    row: row.row,
    occurred_on: row.event.occurredOn,
    kind: row.event.kind,
    reference: row.event.reference,
    outcome: row.outcome,
    effect: row.effect,
  }));
  if (json) {
    printJson({ rows, notices: plan.notices });
    return;
  }
  for (const row of rows)
    print(`${String(row.row).padStart(4)}  ${row.occurred_on}  ${row.kind}  ${row.reference}  ${row.effect}`);
  for (const notice of plan.notices) print(`Note: ${notice}`);
  print(
    `Nothing was posted: this was a dry run. ${rows.filter((row) => row.outcome === 'new').length} rows would be posted.`,
  );
}
