import type { Tx } from 'db/client';
import { sql } from 'drizzle-orm';
import { Refusal } from '~/access/refusal';
import type { Field } from './identity-fields';
import { nameWords } from './name-token';
import type { OpenVault } from './open-vault.server';
import { logReading } from './read-log.server';
import { scanToken } from './scan-token.server';
import { type PartKind, partsOfText, type TextPart } from './telling-parts';

/** What a text holds of an identity: the kind, and never whose or which word. */
export type ScanKind = 'name' | 'place' | 'number';

export interface Found {
  /** The place of the text among those asked. */
  text: number;
  kind: ScanKind;
  /** One word may be another's name, or no name; two words of one identity, its number or its initials are not. */
  sure: boolean;
}

/** One word of these is enough to know a child by; of a payee's name or an address it takes two. */
const ONE_IS_ENOUGH: readonly Field[] = ['name', 'guardian', 'contact'];
const PLACES: readonly Field[] = ['address', 'shelter_address'];
const SHORTEST_ALONE = 3;

/**
 * Whether texts hold a name, a place or a number of an identity. Nothing of an identity is opened or answered; that
 * something was found is in the trail, as a count. Who asks more often or with more words than people write, or finds too
 * much, is refused, since many questions, and a dictionary in one, would spell a name. Throws Refusal 'vault.scanned'.
 */
export async function scanTexts(
  tx: Tx,
  vault: OpenVault,
  { texts, origin }: { texts: readonly string[]; origin?: 'typed' | 'kept' | undefined },
): Promise<{ found: Found[] }> {
  const parts = texts.map(partsOfText);
  const words = origin === 'kept' ? 0 : new Set(parts.flat().map(keyOf)).size;
  await refuseTooMany(tx, words);
  const hits = await findHits(tx, vault, parts.flat());
  const known = hits.size === 0 ? new Set<string>() : await knownWords(tx);
  const found = parts.flatMap((of, text) => told(of, hits, known).map((one) => ({ text, ...one })));
  const kinds = [...new Set(found.map(({ kind }) => kind))].join(' ');
  const outcome = kinds ? `found ${found.length} ${kinds}` : 'nothing';
  await logReading(tx, { act: 'scan', purpose: 'text', fields: [], words, outcome });
  if (found.length > 0)
    await tx.execute(sql`select note_telling_texts(${new Set(found.map(({ text }) => text)).size})`);
  return { found };
}

interface Hit {
  subject: string;
  field: Field;
  place: number;
}

const keyOf = ({ kind, text }: { kind: PartKind; text: string }) => `${kind} ${text}`;

/** By part of the texts: where it stands in an identity. */
async function findHits(tx: Tx, { keyring, register }: OpenVault, parts: TextPart[]): Promise<Map<string, Hit[]>> {
  const { rows: versions } = await tx.execute<{ version: number }>(
    sql`select version from vault.kek where state <> 'retired'`,
  );
  const partOf = new Map<string, string>();
  for (const { kind, text } of parts)
    for (const { version } of versions)
      partOf.set(scanToken(keyring, version, kind, text).toString('hex'), keyOf({ kind, text }));
  const { rows } = await tx.execute<{ token: Buffer; subject: string; field: Field; place: number }>(sql`
    select token, subject_id as subject, field, place from vault.scan_token
     where token = any(${sql.param([...partOf.keys()].map((hex) => Buffer.from(hex, 'hex')))}::bytea[])`);
  const hits = new Map<string, Hit[]>();
  for (const { token, ...hit } of rows) {
    if (register.has(hit.subject)) continue;
    const part = partOf.get(token.toString('hex')) as string;
    hits.set(part, [...(hits.get(part) ?? []), hit]);
  }
  return hits;
}

function told(
  parts: TextPart[],
  hits: Map<string, Hit[]>,
  known: ReadonlySet<string>,
): { kind: ScanKind; sure: boolean }[] {
  const kinds = new Map<ScanKind, boolean>();
  /** The different words of one value that stand in the text. */
  const words = new Map<string, Set<number>>();
  for (const part of parts) {
    for (const { subject, field, place } of hits.get(keyOf(part)) ?? []) {
      if (part.kind === 'number') kinds.set('number', true);
      else if (part.kind === 'initials') kinds.set('name', true);
      else {
        const value = `${subject} ${field}`;
        const placesOf = words.set(value, (words.get(value) ?? new Set()).add(place)).get(value);
        const alone = ONE_IS_ENOUGH.includes(field) && part.asName && part.text.length >= SHORTEST_ALONE;
        if ((placesOf?.size ?? 0) >= 2) kinds.set(PLACES.includes(field) ? 'place' : 'name', true);
        else if (alone && !known.has(part.text) && !kinds.has('name')) kinds.set('name', false);
      }
    }
  }
  return [...kinds].map(([kind, sure]) => ({ kind, sure }));
}

async function knownWords(tx: Tx): Promise<Set<string>> {
  const { rows } = await tx.execute<{ names: string[] }>(sql`select known_words() as names`);
  return new Set(
    (rows[0]?.names ?? []).flatMap((name) => nameWords(name).flatMap(({ leading, word }) => [word, leading + word])),
  );
}

/**
 * The operator's nightly look at what was kept has no limit; it learns nothing that the database does not show it. Counted
 * one after the other, so that many at once are not each the last allowed.
 */
async function refuseTooMany(tx: Tx, words: number): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtext('vault.scan'), sec.person()::int)`);
  const { rows } = await tx.execute<{ allowed: boolean }>(sql`
    select sec.has_role('operator') or (
             count(*) < policy_value('VS-1', 'most_an_hour', legal_today())::int
             and coalesce(sum(words), 0) + ${words} <= policy_value('VS-2', 'most_words_an_hour', legal_today())::int
             and coalesce(sum(split_part(outcome, ' ', 2)::int) filter (where outcome like 'found %'), 0)
               < policy_value('VS-1', 'most_found_an_hour', legal_today())::int
           ) as allowed
      from vault.read_log where act = 'scan' and person_id = sec.person() and at > clock_timestamp() - interval '1 hour'`);
  if (!rows[0]?.allowed)
    throw new Refusal(
      'vault.scanned',
      'Too many of your texts were held up to the vault in this hour. Nothing was recorded. Wait, and send it again.',
    );
}
