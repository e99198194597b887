import type { Tx } from 'db/client';
import type { CheckTexts, Told } from '~/vault/check-texts.server';
import { explainTexts, type NoName } from '~/vault/explain-texts.server';
import type { Column } from './book-event';
import type { ImportPlan } from './plan-import';

export { NO_NAME } from '~/vault/explain-texts.server';

export interface TellingRow {
  row: number;
  field: Column;
  text: string;
  kind: Told['kind'];
}

/** What a person wrote in a row; the rest are days, figures and codes of ours. */
const WRITTEN = ['party', 'category', 'reference', 'description', 'holding'] as const satisfies readonly Column[];

/** The new rows of a file that may tell who a child is, once for each text: which row, which field, what kind. */
export async function findTellingRows(checkTexts: CheckTexts, plan: ImportPlan): Promise<TellingRow[]> {
  const first = new Map<string, { row: number; field: Column }>();
  for (const { event } of plan.rows.filter(({ outcome }) => outcome === 'new'))
    for (const field of WRITTEN)
      if (/\p{L}{2}|\d{5}/u.test(event[field]) && !first.has(event[field]))
        first.set(event[field], { row: event.row, field });
  const texts = [...first.keys()];
  if (texts.length === 0) return [];
  const { told } = await checkTexts(texts);
  const kinds = new Map(told.map(({ text, kind }) => [text, kind]));
  return [...kinds]
    .map(([place, kind]) => {
      const text = texts[place] as string;
      return { ...(first.get(text) as { row: number; field: Column }), text, kind };
    })
    .sort((a, b) => a.row - b.row);
}

/** Keeps why the texts of these rows hold no name: one reason for all of them. */
export async function explainRows(tx: Tx, rows: readonly TellingRow[], reason: NoName): Promise<void> {
  await explainTexts(
    tx,
    rows.map(({ row, field, text, kind }) => ({ field: `row ${row}, ${field}`, text, kind, reason })),
  );
}
