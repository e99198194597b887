import type { Tx } from 'db/client';
import { sql } from 'drizzle-orm';
import { Refusal } from '~/access/refusal';
import { inGroups } from '~/ledger/in-groups';
import type { CheckTexts } from '~/vault/check-texts.server';
import { textDigest } from '~/vault/explain-texts.server';
import { mayTell } from '~/vault/telling-parts';

/** A text of a file that leaves for the public, and how a reader finds it: "C-4, payee". */
export interface PublicText {
  where: string;
  text: string;
}

const NAMED_AT_ONCE = 5;
/** Of the same file, so that a book of any length is never held. */
const CHECKED_AT_ONCE = 2_000;

/**
 * Refuses a public file that may tell who a child is, and names the lines; never the words. A single word of a name
 * passes where a person said, when it was written, what it is; more than a word, where two people did: a false alarm at a posted
 * text would else stand for ever. Without the vault nobody knows, so nothing passes.
 * Throws Refusal 'public.names', 'public.unchecked'.
 */
export async function refuseTellingTexts(
  tx: Tx,
  checkTexts: CheckTexts,
  given: Iterable<PublicText> | AsyncIterable<PublicText>,
): Promise<void> {
  const lines = new Set<string>();
  for await (const some of inGroups(given, CHECKED_AT_ONCE))
    for (const line of await tellingLines(tx, checkTexts, some)) lines.add(line);
  if (lines.size === 0) return;
  const more = lines.size > NAMED_AT_ONCE ? `, and ${lines.size - NAMED_AT_ONCE} more` : '';
  throw new Refusal(
    'public.names',
    `Nothing was filed or written: it may name a child or tell where one is, in ${[...lines].slice(0, NAMED_AT_ONCE).join('; ')}${more}. Correct these by a reversal and an entry in other words. Where they name nobody, two people say what they are: who wrote them, or trustees where it is filed.`,
    'lines-no-name',
  );
}

async function tellingLines(tx: Tx, checkTexts: CheckTexts, given: readonly PublicText[]): Promise<string[]> {
  // The same words stand in many lines; each is asked once.
  const first = new Map<string, PublicText>();
  for (const one of given) if (mayTell(one.text) && !first.has(one.text)) first.set(one.text, one);
  const texts = [...first.values()];
  if (texts.length === 0) return [];
  const { told, byVault } = await checkTexts(
    texts.map(({ text }) => text),
    'kept',
  );
  if (!byVault)
    throw new Refusal(
      'public.unchecked',
      'The vault does not answer, so nobody can say whether this names a child. Nothing was filed or written. Try again in a minute.',
    );
  const digests = texts.map(({ text }) => textDigest(text));
  const [byOne, byTwo] = [await explainedBy(tx, 1, digests), await explainedBy(tx, 2, digests)];
  const telling = told.filter(({ text, sure }) => !(sure ? byTwo : byOne).has(digests[text] ?? ''));
  return telling.map(({ text }) => texts[text]?.where ?? '');
}

async function explainedBy(tx: Tx, people: number, digests: readonly string[]): Promise<Set<string>> {
  const { rows } = await tx.execute<{ known: string[] }>(
    sql`select explained_texts(${sql.param(digests)}::text[], ${people}) as known`,
  );
  return new Set(rows[0]?.known);
}
