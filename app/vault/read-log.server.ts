import type { Tx } from 'db/client';
import { sql } from 'drizzle-orm';

export interface Reading {
  act: 'keep' | 'reveal' | 'find' | 'rotate' | 'erase' | 'scan';
  /** Why, in one of the vault's own words or the reference it is for; never what a person typed. */
  purpose: string;
  subject?: string | null;
  fields: readonly string[];
  /** Different words of a person's own that were held up, where that is counted. */
  words?: number;
  /** "done", or the code of the refusal. */
  outcome?: string;
}

/** Writes what was done in the vault, in the transaction that did it. The person is the signed context's. */
export async function logReading(tx: Tx, { act, purpose, subject, fields, words, outcome }: Reading): Promise<void> {
  await tx.execute(sql`
    insert into vault.read_log (person_id, act, purpose, subject_id, fields, words, outcome, request_id)
    values (sec.person(), ${act}, ${purpose}, ${subject ?? null}, ${sql.param([...fields])}::text[], ${words ?? 0}, ${outcome ?? 'done'}, sec.request_id())`);
}
