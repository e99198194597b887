import { Refusal } from '~/access/refusal';
import type { CheckTexts } from '~/vault/check-texts.server';
import { mayTell } from '~/vault/telling-parts';
import type { Part } from './access-file';

const WITHHELD = '[left out: it may tell who somebody is, and a person reads it first]';

/**
 * Leaves out what people wrote that may name somebody or tell where one is: a note about this child may name another. It
 * is not judged whose name it is, so that the file never answers that. Throws Refusal 'rights.unchecked' while the vault
 * is away.
 */
export async function withholdTellingTexts(parts: readonly Part[], checkTexts: CheckTexts): Promise<Part[]> {
  const written = [...new Set(parts.flatMap(textsOf))].filter(mayTell);
  if (written.length === 0) return [...parts];
  const { told, byVault } = await checkTexts(written, 'kept');
  if (!byVault)
    throw new Refusal(
      'rights.unchecked',
      'The vault does not answer, so nobody can say whether what people wrote names somebody. No copy was taken. Try again in a minute.',
    );
  const telling = new Set(told.map(({ text }) => written[text]));
  return parts.map((part) => withheld(part, telling));
}

function textsOf({ columns, rows, texts }: Part): string[] {
  const places = texts.map((name) => columns.indexOf(name));
  return rows.flatMap((row) => places.map((place) => row[place] ?? ''));
}

function withheld(part: Part, telling: ReadonlySet<string | undefined>): Part {
  let count = 0;
  const rows = part.rows.map((row) =>
    row.map((cell, at) => {
      if (!part.texts.includes(part.columns[at] ?? '') || !telling.has(cell)) return cell;
      count += 1;
      return WITHHELD;
    }),
  );
  if (count === 0) return part;
  return { ...part, rows, notes: [...part.notes, `Texts left out here: ${count}.`] };
}
