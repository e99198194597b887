import type { Tx } from 'db/client';
import type { CheckTexts, Told } from '~/vault/check-texts.server';
import { explainTexts, type NoName } from '~/vault/explain-texts.server';
import { mayTell } from '~/vault/telling-parts';
import type { ImportPlan } from './plan-import';

export { NO_NAME } from '~/vault/explain-texts.server';

/** A text of a file, and where it stands. */
export interface WrittenText {
  row: number;
  field: string;
  text: string;
}

export interface TellingRow extends WrittenText {
  kind: Told['kind'];
}

/** What a person wrote in a row; the rest are days, figures and codes of ours. */
const WRITTEN = ['party', 'category', 'reference', 'description', 'holding'] as const;

/** The texts of a file of events that its new rows would bring into the books. */
export const writtenInEvents = (plan: ImportPlan): WrittenText[] =>
  plan.rows
    .filter(({ outcome }) => outcome === 'new')
    .flatMap(({ event }) => WRITTEN.map((field) => ({ row: event.row, field, text: event[field] })));

/** The texts of a file that may tell who a child is, each once: in which row and field it stands first, and what kind it is. */
export async function findTellingRows(checkTexts: CheckTexts, written: readonly WrittenText[]): Promise<TellingRow[]> {
  const first = new Map<string, WrittenText>();
  for (const each of written) if (mayTell(each.text) && !first.has(each.text)) first.set(each.text, each);
  const texts = [...first.keys()];
  if (texts.length === 0) return [];
  const { told } = await checkTexts(texts);
  const kinds = new Map(told.map(({ text, kind }) => [text, kind]));
  return [...kinds]
    .map(([place, kind]) => ({ ...(first.get(texts[place] as string) as WrittenText), kind }))
    .sort((a, b) => a.row - b.row);
}

/** Keeps why the texts of these rows hold no name: one reason for all of them. */
export async function explainRows(tx: Tx, rows: readonly TellingRow[], reason: NoName): Promise<void> {
  await explainTexts(
    tx,
    rows.map(({ row, field, text, kind }) => ({ field: `row ${row}, ${field}`, text, kind, reason })),
  );
}
