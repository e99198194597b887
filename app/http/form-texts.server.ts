import type { Tx } from 'db/client';
import type { z } from 'zod';
import { noNameField, OR_SAY, type Problem } from '~/ui/problem';
import type { Checked, CheckTexts, Told } from '~/vault/check-texts.server';
import { type Explained, explainTexts, NO_NAME } from '~/vault/explain-texts.server';
import { mayTell } from '~/vault/telling-parts';
import { fieldsOf } from './closed-fields';
import type { Values } from './form.server';

/** Fields that no person types, or that are never kept as they are typed: they would only be asked about in vain. */
const NOT_TYPED = /password|secret|credential|digest|hash|nonce|^(key|books|step|asOf)$|-no-name$/;

interface TypedText {
  field: string;
  text: string;
}

/**
 * What a form brings in a person's own words: its texts, and the names of its files. What a field cannot take as words, by
 * its form, is left out; a text is not judged by its looks, beyond what is too little to tell anything.
 */
export function typedTexts(
  values: Values,
  fileNames: Record<string, string>,
  closed: ReadonlySet<string> = new Set(),
): TypedText[] {
  const typed = Object.entries(values)
    .filter(([field]) => !NOT_TYPED.test(field) && !closed.has(field))
    .flatMap(([field, value]) => [value].flat().map((text) => ({ field, text: text.trim() })));
  const files = Object.entries(fileNames).map(([field, text]) => ({ field, text }));
  return [...typed, ...files].filter(({ text }) => mayTell(text));
}

export const KIND_WORDS: Record<Told['kind'], string> = {
  name: 'the name of somebody whom the vault protects',
  place: 'an address',
  number: 'a telephone or account number',
  email: 'an email address',
  phone: 'a telephone number',
  account: 'an account number',
  birth_date: 'a birth date',
  coordinates: 'a place on the map',
};

/** "lateReason": "late reason". */
const fieldWords = (field: string) =>
  field
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll(/[-_]/g, ' ')
    .toLowerCase();

function warningOf(what: string, kind: Told['kind']): string {
  return `${what} may hold ${KIND_WORDS[kind]}. ${OR_SAY}`;
}

/**
 * The warnings of a form's texts: which field, what kind, never which words. What a person said is none of it is not
 * warned of again; it is kept in the trail with its reason and the fingerprint of the text. A field that the form does not
 * have is kept without its name, which is then somebody's own words too.
 */
export async function warnOfNames(
  given: { checkTexts: CheckTexts; form: z.core.$ZodType; tx: (work: (tx: Tx) => Promise<void>) => Promise<void> },
  values: Values,
  fileNames: Record<string, string>,
): Promise<{ problems: Problem[]; byVault: Checked['byVault'] }> {
  const { known, closed } = fieldsOf(given.form);
  const texts = typedTexts(values, fileNames, closed);
  if (texts.length === 0) return { problems: [], byVault: true };
  const { told, byVault } = await given.checkTexts(texts.map(({ text }) => text));
  const problems: Problem[] = [];
  const explained: Explained[] = [];
  for (const { text: place, kind } of told) {
    const typed = texts[place] as TypedText;
    const reason = NO_NAME.find((value) => value === values[noNameField(typed.field)]);
    if (reason)
      explained.push({
        field: known.has(typed.field) ? fieldWords(typed.field) : 'another field',
        text: typed.text,
        reason,
        kind,
      });
    else if (!problems.some(({ field }) => field === typed.field)) {
      const what = typed.field in fileNames ? 'The name of the file' : `What you wrote as ${fieldWords(typed.field)}`;
      problems.push({ field: typed.field, message: warningOf(what, kind) });
    }
  }
  if (problems.length === 0 && explained.length > 0) await given.tx((tx) => explainTexts(tx, explained));
  return { problems, byVault };
}
