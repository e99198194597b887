import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Tx } from 'db/client';
import { operatorReads, operatorTx } from 'db/operator';
import { recordAuditEvent } from '~/domain/audit/record-audit-event.server';
import { streamTrail } from '~/reports/verification/stream-trail.server';
import { lineOf } from '~/reports/verification/trail';
import { print, withBooks } from './command';
import { linkAll } from './verify-books';

/** Writes the whole audit trail with its checkpoints, in one unchanging view. That it was exported is its own last event. */
export async function exportTrail(out: string | undefined): Promise<void> {
  await withBooks(async (connections) => {
    await operatorTx(connections, (tx) =>
      recordAuditEvent(tx, { action: 'trail.exported', recordType: 'trail', recordRef: 'audit' }),
    );
    await linkAll(connections.webUrl);
    await operatorReads(connections, (tx) => {
      const text = Readable.from(lines(tx));
      return out
        ? pipeline(text, createWriteStream(out, { mode: 0o600 }))
        : pipeline(text, process.stdout, { end: false });
    });
  });
  if (out) print(`The audit trail is in ${out}.`);
}

async function* lines(tx: Tx): AsyncGenerator<string> {
  for await (const entry of streamTrail(tx)) yield lineOf(entry);
}
