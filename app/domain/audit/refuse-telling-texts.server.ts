import type { Tx } from 'db/client';
import { sql } from 'drizzle-orm';
import { Refusal } from '~/access/refusal';
import type { CheckTexts } from '~/vault/check-texts.server';
import { textDigest } from '~/vault/explain-texts.server';

/** A text of a file that leaves for the public, and how a reader finds it: "C-4, payee". */
export interface PublicText {
  where: string;
  text: string;
}

const NAMED_AT_ONCE = 5;

/**
 * Refuses a public file that may tell who a child is, and names the lines; never the words. A single word of a name
 * passes where a person said, when it was written, what it is. Without the vault nobody knows, so nothing passes.
 * Throws Refusal 'public.names', 'public.unchecked'.
 */
export async function refuseTellingTexts(tx: Tx, checkTexts: CheckTexts, given: readonly PublicText[]): Promise<void> {
  const texts = given.filter(({ text }) => /\p{L}{2}|\d{5}/u.test(text));
  if (texts.length === 0) return;
  const { told, byVault } = await checkTexts(texts.map(({ text }) => text));
  if (!byVault)
    throw new Refusal(
      'public.unchecked',
      'The vault does not answer, so nobody can say whether this names a child. Nothing was filed or written. Try again in a minute.',
    );
  const explained = await explainedAmong(
    tx,
    texts.map(({ text }) => text),
  );
  const telling = told.filter(({ text, sure }) => sure || !explained.has(textDigest(texts[text]?.text ?? '')));
  const lines = [...new Set(telling.map(({ text }) => texts[text]?.where ?? ''))];
  if (lines.length === 0) return;
  const more = lines.length > NAMED_AT_ONCE ? `, and ${lines.length - NAMED_AT_ONCE} more` : '';
  throw new Refusal(
    'public.names',
    `Nothing was filed or written: it may name a child or tell where one is, in ${lines.slice(0, NAMED_AT_ONCE).join('; ')}${more}. Correct these by a reversal and an entry in other words.`,
  );
}

async function explainedAmong(tx: Tx, texts: readonly string[]): Promise<Set<string>> {
  const { rows } = await tx.execute<{ known: string[] }>(
    sql`select explained_texts(${sql.param(texts.map(textDigest))}::text[]) as known`,
  );
  return new Set(rows[0]?.known);
}
