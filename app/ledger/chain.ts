import { createHash } from 'node:crypto';

/**
 * The chain of a trust's entries, recomputed from rows as anybody could export them, by what db/README.md says alone: the
 * second opinion beside the database's own functions. It shares no code with them.
 */

/** An entry as its rows say it, every value the text of its canonical form. */
export interface ChainEntry {
  id: string;
  /** UTC, to the microsecond: "2026-04-01T09:30:00.000000Z". */
  recordedAt: string;
  recordedBy: string;
  /**
   * Kind, day, concerned day, description, party, category, reference, source type, source reference, source digest,
   * reversed entry.
   */
  words: readonly (string | null)[];
  /** Of each posting in order: line, account, sub-account, part, amount, currency, lot, units. */
  postings: readonly (readonly (string | null)[])[];
  /** The SHA-256 of its content that was stored with it, in hexadecimal. */
  fingerprint: string;
}

/** A link with its entry; one of them is missing where it is gone, or where the entry is not linked. */
export interface ChainRow {
  link: { place: string; entry: string; hash: string } | null;
  entry: ChainEntry | null;
}

/** A place where the chain is not what it was; `fault` goes on where place and entry were named. */
export interface ChainFault {
  place: number | null;
  entry: number | null;
  fault: string;
}

/** Where a chain stands: how many links, the newest entry and its link in hexadecimal. */
export interface ChainHead {
  length: number;
  entry: number;
  hash: string;
}

/** What the first link of a chain is bound to. */
export const NOTHING = '0'.repeat(64);

export const EMPTY_CHAIN: ChainHead = { length: 0, entry: 0, hash: NOTHING };

export function contentHash(trust: string, { words, postings }: ChainEntry): string {
  const lines = postings.map((words) => words.map((word) => word ?? '-').join(' '));
  return sha256(['tutela entry 1', JSON.stringify([trust, ...words]), ...lines].join('\n'));
}

export function linkHash(before: string, trust: string, place: string, entry: ChainEntry, content: string): string {
  const bound = [trust, place, entry.id, entry.recordedAt, entry.recordedBy, content];
  return boundTo(before, 'tutela link 1', JSON.stringify(bound));
}

/** The link of any chain of ours: a title, the link before in hexadecimal (64 zeros before the first), and what is said. */
export function boundTo(before: string, title: string, said: string): string {
  return sha256([title, before, said].join('\n'));
}

/**
 * Where the chain stands after one more row, and what is wrong with that row: links by their place, then the entries that
 * have none. After a fault it goes on from the link as it is stored, so that each is found where it is.
 */
export function follow(
  trust: string,
  head: ChainHead,
  { link, entry }: ChainRow,
): { head: ChainHead; fault: ChainFault | null } {
  if (!link) {
    const missed = entry !== null && Number(entry.id) <= head.entry;
    const fault = 'is not in the chain, though a later one is';
    return { head, fault: missed ? { place: null, entry: Number(entry.id), fault } : null };
  }
  const found = { length: Number(link.place), entry: Number(link.entry), hash: link.hash };
  const words = wordsOf(trust, head, { link, entry });
  return {
    head: found,
    fault: words === null ? null : { place: found.length, entry: found.entry, fault: words },
  };
}

function wordsOf(
  trust: string,
  head: ChainHead,
  { link, entry }: { link: NonNullable<ChainRow['link']>; entry: ChainEntry | null },
): string | null {
  if (Number(link.place) !== head.length + 1) return 'does not follow: the links before it are gone';
  if (!entry) return 'is gone';
  if (Number(entry.id) <= head.entry) return 'stands after a later one';
  const content = contentHash(trust, entry);
  if (content !== entry.fingerprint) return 'says something else than what was posted';
  return linkHash(head.hash, trust, link.place, entry, content) === link.hash
    ? null
    : 'is not bound as it was: it, its moment, who posted it or the link before it was changed';
}

function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
