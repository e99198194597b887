import { existsSync, readFileSync, statSync } from 'node:fs';
import { Command, Option } from 'commander';
import type { Tx } from 'db/client';
import type { Connections } from 'db/connections';
import { operatorTx } from 'db/operator';
import type { Actor } from '~/access/actor';
import type { RowProblem } from '~/domain/book-events/book-event';
import { explainRows, findTellingRows, NO_NAME } from '~/domain/book-events/find-telling-rows.server';
import { ImportRefused, importEvents, previewImport } from '~/domain/book-events/import-events.server';
import { importValuations } from '~/domain/book-events/import-valuations.server';
import type { ImportPlan } from '~/domain/book-events/plan-import';
import { MAX_FILE_BYTES, readEventsCsv } from '~/domain/book-events/read-events-csv';
import { createTrust } from '~/domain/trusts/create-trust.server';
import { KIND_WORDS } from '~/http/form-texts.server';
import type { NoName } from '~/vault/explain-texts.server';
import { command, print, printJson, withBooks } from './command';
import { Failure } from './failure';
import { operatorActor } from './operator-actor';
import { withVault } from './with-vault';

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

const events = new Command('events')
  .description("Imports a trust's books from CSV, all or nothing. The same file again changes nothing.")
  .argument('<file>', 'the CSV file')
  .requiredOption('--trust <code>', 'the trust, like T-0042')
  .option('--create', 'make the trust, with a generated beneficiary code, if it does not exist')
  .option('--dry-run', 'say what each row would do, and post nothing')
  .addOption(
    new Option(
      '--texts-are <what>',
      'what the texts are that are warned of, where you looked and none of them is a name',
    ).choices(NO_NAME),
  )
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
            await demandNoNames(connections, tx, plan, options.textsAre);
            const result = await importEvents(tx, actor, { trustCode: options.trust, bytes });
            if (options.json) printJson({ trust: options.trust, ...result });
            else print(sentenceOf(options.trust, result));
          });
        } catch (error) {
          if (error instanceof DryRun) showPlan(error.plan, options.json ?? false);
          else if (error instanceof ImportRefused) refuse(error.problems, options.json ?? false);
          else if ((error as { code?: string }).code === 'not-found')
            throw new Failure(`There is no trust ${options.trust}. Add --create to make it.`);
          else throw error;
        }
      });
    }),
  );

const valuations = new Command('valuations')
  .description('Brings in market values of holdings: an information column of the accounting.')
  .argument('<file>', 'the CSV file: as_of, holding, units, market_value_usd, source')
  .requiredOption('--trust <code>', 'the trust, like T-0042')
  .action(
    command(async (file: string, options: { trust: string }) => {
      const bytes = readInput(file);
      const result = await withBooks((connections) =>
        operatorTx(connections, async (tx) =>
          importValuations(tx, await operatorActor(tx), { trustCode: options.trust, bytes }),
        ),
      );
      print(`${result.values} market values are in the books of ${options.trust}.`);
    }),
  );

export const importCommand = new Command('import')
  .description('Brings books into the system.')
  .addCommand(events)
  .addCommand(valuations);

function readInput(file: string): Uint8Array {
  if (!existsSync(file)) throw new Failure(`There is no file ${file}.`);
  const { size } = statSync(file);
  if (size > MAX_FILE_BYTES)
    throw new Failure(
      `The file has ${Math.ceil(size / 1_048_576)} MB; the most is ${MAX_FILE_BYTES / 1_048_576} MB. Split it by year. Nothing was imported.`,
    );
  return readFileSync(file);
}

/** A file is held up to the vault as a form is: where a row may name a child, somebody looks at it first. */
async function demandNoNames(
  connections: Connections,
  tx: Tx,
  plan: ImportPlan,
  textsAre: NoName | undefined,
): Promise<void> {
  if (plan.problems.length > 0 || plan.rows.every(({ outcome }) => outcome !== 'new')) return;
  const telling = await withVault(connections, (checkTexts) => findTellingRows(checkTexts, plan));
  if (telling.length > 0 && !textsAre)
    throw new ImportRefused(
      telling.map(({ row, field, kind }) => ({
        row,
        field,
        message: `This may hold ${KIND_WORDS[kind]}. Write it without, or say what it is: --texts-are word, staff or place.`,
      })),
    );
  if (textsAre) await explainRows(tx, telling, textsAre);
}

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
  if (plan.problems.length > 0) refuse(plan.problems, json);
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

function refuse(problems: RowProblem[], json: boolean): never {
  if (json) printJson({ problems });
  const lines = problems.slice(0, 20).map((problem) => `${whereOf(problem)}${problem.message}`);
  if (problems.length > 20) lines.push(`and ${problems.length - 20} more.`);
  throw new Failure(['Nothing was imported.', ...lines].join('\n'));
}

function whereOf(problem: RowProblem): string {
  if (problem.row === 0) return '';
  return problem.field ? `Row ${problem.row}, ${problem.field}: ` : `Row ${problem.row}: `;
}
