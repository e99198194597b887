import { existsSync, readFileSync, statSync } from 'node:fs';
import { Option } from 'commander';
import type { Tx } from 'db/client';
import type { Connections } from 'db/connections';
import type { RowProblem } from '~/domain/book-events/book-event';
import { explainRows, findTellingRows, NO_NAME, type WrittenText } from '~/domain/book-events/find-telling-rows.server';
import { ImportRefused } from '~/domain/book-events/import-events.server';
import { MAX_FILE_BYTES } from '~/domain/book-events/read-events-csv';
import { KIND_WORDS } from '~/http/form-texts.server';
import type { NoName } from '~/vault/explain-texts.server';
import { printJson } from './command';
import { Failure } from './failure';
import { withVault } from './with-vault';

/** For a file whose texts somebody looked at. */
export const textsAreOption = () =>
  new Option(
    '--texts-are <what>',
    'what the texts are that are warned of, where you looked and none of them is a name',
  ).choices(NO_NAME);

/** The file's bytes. Throws Failure where it is missing or too large. */
export function readInput(file: string): Uint8Array {
  if (!existsSync(file)) throw new Failure(`There is no file ${file}.`);
  const { size } = statSync(file);
  if (size > MAX_FILE_BYTES)
    throw new Failure(
      `The file has ${Math.ceil(size / 1_048_576)} MB; the most is ${MAX_FILE_BYTES / 1_048_576} MB. Split it by year. Nothing was imported.`,
    );
  return readFileSync(file);
}

/**
 * A file is held up to the vault as a form is: where a row may name a child, somebody looks at it first. Throws ImportRefused
 * with the rows, unless it was said what their texts are; that is kept.
 */
export async function demandNoNames(
  connections: Connections,
  tx: Tx,
  written: readonly WrittenText[],
  textsAre: NoName | undefined,
): Promise<void> {
  if (written.length === 0) return;
  const telling = await withVault(connections, (checkTexts) => findTellingRows(checkTexts, written));
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

/** Ends the command with what is wrong with which rows; the first twenty where they are read by a person. */
export function refuseRows(problems: RowProblem[], json: boolean): never {
  if (json) printJson({ problems });
  const lines = problems.slice(0, 20).map((problem) => `${whereOf(problem)}${problem.message}`);
  if (problems.length > 20) lines.push(`and ${problems.length - 20} more.`);
  throw new Failure(['Nothing was imported.', ...lines].join('\n'));
}

function whereOf(problem: RowProblem): string {
  if (problem.row === 0) return '';
  return problem.field ? `Row ${problem.row}, ${problem.field}: ` : `Row ${problem.row}: `;
}
