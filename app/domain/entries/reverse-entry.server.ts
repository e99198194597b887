import type { Tx } from 'db/client';
import { type Actor, demand } from '~/access/actor';
import { reverseJournalEntry } from '~/ledger/reverse-journal-entry.server';
import { once } from '../audit/once.server';
import { recordAuditEvent } from '../audit/record-audit-event.server';
import { getEntry } from './get-entry.server';
import { reversalRefusal } from './reversal-rule';

export interface ReverseEntryInput {
  /** The form's key, and so the source of the reversal: the same form posts once. */
  key: string;
  entry: number;
  /** The legal day on which it is taken back. */
  on: string;
  /** Read by the court: codes, no names. */
  reason: string;
}

/**
 * Takes an entry back by a new one that moves everything the other way. Answers the new entry's number.
 * Throws NotFound; Refusal 'reversal.*' (reversal-rule.ts); database refusals LE005-LE009, LE014, reversed_once.
 */
export async function reverseEntry(tx: Tx, actor: Actor, input: ReverseEntryInput): Promise<{ entry: string }> {
  demand(actor, 'entry.reverse');
  return once(tx, actor, { key: input.key, action: 'entry.reversed', request: input }, async () => {
    const entry = await getEntry(tx, input.entry);
    const refusal = reversalRefusal(entry);
    if (refusal) throw refusal;
    const reversal = await reverseJournalEntry(tx, {
      entry: entry.id,
      occurredOn: input.on,
      description: input.reason,
      source: { type: 'reversal', ref: input.key, digest: '' },
    });
    await recordAuditEvent(tx, {
      action: 'entry.reversed',
      recordType: 'entry',
      recordRef: String(entry.id),
      trustId: entry.trustId,
      facts: { trust: entry.trustCode, by_entry: String(reversal), occurred_on: input.on },
    });
    return { entry: String(reversal) };
  });
}
