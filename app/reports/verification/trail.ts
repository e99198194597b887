import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { ApprovalSignature, ApprovedRequest } from '~/access/approval-signature';
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

/** What a record said when it was written, as the event at a place binds it (db/invariants/63-records-bound.sql). */
export interface BoundRecord {
  /** Its table and key. */
  record: string;
  /** SHA-256 in hexadecimal. */
  sha256: string;
  /** Of the event records.bound. */
  place: number;
  /** What the record's digest is now, where this is the newest and it is another; null where the record is gone. */
  now?: string | null;
}

/** A signed approval, with all that is needed to check it (app/access/approval-signature.ts), and the keys on file of who gave it. */
export interface SignedApproval {
  approval: string;
  approved: ApprovedRequest;
  signed: ApprovalSignature;
  /** Public keys by credential id: those that were enrolled by that person. */
  keys: Record<string, string>;
}

export type TrailEntry = TrailEvent | TrailCheckpoint | TrailStray | BoundRecord | SignedApproval;

export const EMPTY_TRAIL: TrailHead = { length: 0, hash: NOTHING };

export function eventHash(before: string, event: string): string {
  return boundTo(before, 'tutela audit 1', event);
}

/** What an event of the kind records.bound binds: how many digests and the digest of their lines; null for any other event. */
export function boundRecords(event: string): { records: number; sha256: string } | null {
  const words = parsed(event) as string[];
  if (words[4] !== 'records.bound') return null;
  const facts = new Map<string, string>();
  for (let at = 15; at + 1 < words.length; at += 2) facts.set(words[at] as string, words[at + 1] as string);
  return { records: Number(facts.get('records')), sha256: facts.get('sha256') ?? '' };
}

/** The digest of digests, line by line in their order. */
export function digestOfRecords() {
  const hash = createHash('sha256');
  let records = 0;
  return {
    add({ record, sha256 }: Pick<BoundRecord, 'record' | 'sha256'>) {
      hash.update(`${record} ${sha256}\n`);
      records += 1;
    },
    end: () => ({ records, sha256: hash.digest('hex') }),
  };
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
  const { hash, event, now, number, checkpoint, beside, record, sha256, place, approval } = read;
  if (typeof hash === 'string' && typeof event === 'string') {
    if (now === undefined) return { hash, event };
    return now === null || typeof now === 'string' ? { hash, event, now } : null;
  }
  if (typeof number === 'number' && typeof checkpoint === 'string') return { number, checkpoint };
  if (typeof record === 'string' && typeof sha256 === 'string' && typeof place === 'number') {
    if (now === undefined) return { record, sha256, place };
    return now === null || typeof now === 'string' ? { record, sha256, place, now } : null;
  }
  if (typeof approval === 'string') {
    const signed = signedApproval.safeParse(read);
    return signed.success ? signed.data : null;
  }
  return typeof beside === 'string' ? { beside } : null;
}

const word = z.string().max(100_000);
const signedApproval = z.object({
  approval: word,
  approved: z.object({ requestHash: word, personId: z.number(), forPersonId: z.number().nullable() }),
  signed: z.object({
    ...{ nonce: word, credentialId: word, publicKey: word, origin: word },
    ...{ authenticatorData: word, clientData: word, signature: word },
  }),
  keys: z.record(word, word),
});

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
