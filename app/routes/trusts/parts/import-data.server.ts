import { Refusal } from '~/access/refusal';
import type { TellingRow } from '~/domain/book-events/find-telling-rows.server';
import type { ImportPlan } from '~/domain/book-events/plan-import';
import { MAX_FILE_BYTES } from '~/domain/book-events/read-events-csv';
import { KIND_WORDS } from '~/http/form-texts.server';
import { toText } from '~/money/amount';
import { OR_SAY } from '~/ui/problem';

/** More rows than a reader goes through on one page; the counts say all of them. */
const ROWS_SHOWN = 1000;
const PROBLEMS_SHOWN = 200;

/** What the preview shows, with the file as it was sent, to be posted without being chosen again. */
export function previewOf(plan: ImportPlan, books: string, telling: readonly TellingRow[]) {
  const of = (outcome: ImportPlan['rows'][number]['outcome']) =>
    plan.rows.filter((row) => row.outcome === outcome).length;
  return {
    books,
    counts: { new: of('new'), known: of('already_in_books'), agreed: of('agrees_with_closing') },
    rowCount: plan.rows.length,
    problemCount: plan.problems.length,
    problems: plan.problems.slice(0, PROBLEMS_SHOWN),
    notices: plan.notices,
    telling: telling.slice(0, PROBLEMS_SHOWN).map(({ row, field, kind }) => ({ row, field, what: KIND_WORDS[kind] })),
    rows: plan.rows.slice(0, ROWS_SHOWN).map((row) => ({
      row: row.row,
      occurredOn: row.event.occurredOn,
      kind: row.event.kind,
      reference: row.event.reference,
      effect: row.effect,
      outcome: row.outcome,
      cashAfter: toText(row.cashAfter),
    })),
  };
}

export type Preview = ReturnType<typeof previewOf>;

/** Why market values are not taken: the first row that may tell who a child is, and how many more do. */
export function tellingWords([first, ...more]: readonly TellingRow[]): string {
  const others = more.length > 0 ? ` So may ${more.length} more.` : '';
  const where = first ? `Row ${first.row}, ${first.field}: this may hold ${KIND_WORDS[first.kind]}.` : '';
  return `Nothing was imported. ${where}${others} ${OR_SAY}`;
}

/** A file's bytes. Throws Refusal where none was chosen, and where it is too large to be read. */
export async function bytesOf(file: File, field: string): Promise<Uint8Array> {
  if (file.size === 0 && !file.name) throw new Refusal('import.no-file', 'Choose a file.', field);
  if (file.size > MAX_FILE_BYTES) {
    const sizes = `The file has ${Math.ceil(file.size / 1_048_576)} MB; the most is ${MAX_FILE_BYTES / 1_048_576} MB.`;
    throw new Refusal('import.too-large', `${sizes} Split it by year. Nothing was imported.`, field);
  }
  return new Uint8Array(await file.arrayBuffer());
}

/** As text that a form returns byte for byte: a field's own line ends would change on the way. */
export const packed = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

export const unpacked = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'base64'));
