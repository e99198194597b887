import { readEntry } from '~/domain/entries/get-entry.server';
import { reversalRefusal } from '~/domain/entries/reversal-rule';
import type { Tx } from '~/http/guard.server';
import { toText } from '~/money/amount';

/** An entry as its page shows it; amounts as text, the moment it was posted on the calendar of this world. */
export async function loadEntry(q: Tx, id: number, inWorld: (recorded: Date) => Date) {
  const read = await readEntry(q, id);
  const { recordedAt, postings, hold, ...entry } = read;
  return {
    ...entry,
    /** Why it cannot be reversed; null where the rule allows it. */
    notReversible: reversalRefusal(read)?.message ?? null,
    hold: hold && { ...hold, amount: toText(hold.amount) },
    recordedAt: inWorld(recordedAt).toISOString(),
    postings: postings.map((line) => ({
      ...line,
      amount: toText(line.amount),
      units: line.units && toText(line.units),
    })),
  };
}

export type EntryView = Awaited<ReturnType<typeof loadEntry>>;
