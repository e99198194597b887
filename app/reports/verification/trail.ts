import { boundTo, NOTHING } from '~/ledger/chain';

/**
 * The audit trail as it leaves the database, one JSON object a line (db/README.md tells a stranger): what was bound of each
 * event with its link, and each checkpoint. Read here from text alone, by what that page says.
 */

/** How far the trail reaches: how many events, and the newest one's link in hexadecimal. */
export interface TrailHead {
  length: number;
  hash: string;
}

export interface TrailEvent {
  hash: string;
  /** The very text that was hashed, an array in JSON. */
  event: string;
  /** What the record says now, where it is not that text any more; null where it is gone. Only an export asks. */
  now?: string | null;
}

export interface TrailCheckpoint {
  /** From 1, without a gap. */
  number: number;
  /** An anchor's text (anchor.ts) with a line for the trail. */
  checkpoint: string;
}

/** A record that the trail does not bind and that does not wait for it either. */
export interface TrailStray {
  beside: string;
}

export type TrailEntry = TrailEvent | TrailCheckpoint | TrailStray;

export const EMPTY_TRAIL: TrailHead = { length: 0, hash: NOTHING };

export function eventHash(before: string, event: string): string {
  return boundTo(before, 'tutela audit 1', event);
}

/** The place that an event's text names, or null where the text is none of ours. */
export function placeOf(event: string): number | null {
  const words = parsed(event);
  if (!Array.isArray(words) || words[0] !== 'v1' || words.length < 15) return null;
  if (!words.every((word) => word === null || typeof word === 'string')) return null;
  return /^[1-9]\d{0,14}$/.test(words[1]) ? Number(words[1]) : null;
}

export function lineOf(entry: TrailEntry): string {
  return `${JSON.stringify(entry)}\n`;
}

/** What a line says, or null where it was cut or changed into something else. */
export function entryOf(line: string): TrailEntry | null {
  const read = parsed(line) as Record<string, unknown> | null;
  if (typeof read !== 'object' || read === null) return null;
  const { hash, event, now, number, checkpoint, beside } = read;
  if (typeof hash === 'string' && typeof event === 'string') {
    if (now === undefined) return { hash, event };
    return now === null || typeof now === 'string' ? { hash, event, now } : null;
  }
  if (typeof number === 'number' && typeof checkpoint === 'string') return { number, checkpoint };
  return typeof beside === 'string' ? { beside } : null;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
