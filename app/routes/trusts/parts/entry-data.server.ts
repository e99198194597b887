import { getEntry } from '~/domain/trusts/get-entry.server';
import type { Tx } from '~/http/guard.server';
import { toText } from '~/money/amount';

/** An entry as its page shows it; amounts as text, the moment it was posted on the calendar of this world. */
export async function loadEntry(q: Tx, id: number, inWorld: (recorded: Date) => Date) {
  const { recordedAt, postings, ...entry } = await getEntry(q, id);
  return {
    ...entry,
    recordedAt: inWorld(recordedAt).toISOString(),
    postings: postings.map((line) => ({
      ...line,
      amount: toText(line.amount),
      units: line.units && toText(line.units),
    })),
  };
}

export type EntryView = Awaited<ReturnType<typeof loadEntry>>;
