import { createHash } from 'node:crypto';
import type { Tx } from 'db/client';
import { sql } from 'drizzle-orm';

/** What a warned-of text is, if it tells of no child. */
export const NO_NAME = ['word', 'staff', 'place'] as const;
export type NoName = (typeof NO_NAME)[number];

export interface Explained {
  /** Where the text stands, in words: "late reason". */
  field: string;
  text: string;
  kind: string;
  reason: NoName;
}

/** A text in the trail: its fingerprint, and never the text. */
export const textDigest = (text: string): string => createHash('sha256').update(text.trim()).digest('hex');

/** Keeps in the trail that the actor said why texts hold no name. */
export async function explainTexts(tx: Tx, explained: readonly Explained[]): Promise<void> {
  for (const { field, text, kind, reason } of explained) {
    const facts = JSON.stringify({ kind, reason, text_sha256: textDigest(text) });
    await tx.execute(sql`select record_audit_event('text.explained', 'text', ${field}, null, null, ${facts}::jsonb)`);
  }
}
