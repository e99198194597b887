import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { Tx } from 'db/client';
import { operatorReads } from 'db/operator';
import { streamTrail } from '~/reports/verification/stream-trail.server';
import { lineOf } from '~/reports/verification/trail';
import { withBooks } from './command';
import { handOut } from './hand-out';
import { linkAll } from './verify-books';

/**
 * Writes the whole audit trail with its checkpoints, in one unchanging view. That it was exported, and as which copy, is its
 * own last event. It holds codes and is not held up to the vault: a trail from which something could be kept back, because
 * somebody wrote a name into it, would prove nothing.
 */
export async function exportTrail(out: string | undefined): Promise<void> {
  const records = [{ action: 'trail.exported', recordType: 'trail', recordRef: 'audit' }] as const;
  await withBooks((connections) =>
    handOut(connections, { records, out, unmarked: false, what: 'The audit trail is' }, async (_, file) => {
      await linkAll(connections.webUrl);
      await operatorReads(connections, (tx) => pipeline(lines(tx), createWriteStream(file)));
    }),
  );
}

async function* lines(tx: Tx): AsyncGenerator<string> {
  for await (const entry of streamTrail(tx)) yield lineOf(entry);
}
