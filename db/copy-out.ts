import { sql } from 'drizzle-orm';
import pg from 'pg';
import { to } from 'pg-copy-streams';
import type { Tx } from './client';

/**
 * The answer of a query as CSV, written by the server, a piece of text at a time and under the transaction's own row
 * security. COPY takes no parameters: what a person gave stands in `query` as `literal()` wrote it. Nothing else may be
 * asked of the transaction until the last piece is read; whoever stops before it waits for the rest to pass unread.
 * Throws as a query does.
 */
export async function* copyOut(tx: Tx, query: string): AsyncGenerator<string> {
  const { $client } = tx as Tx & { $client: pg.ClientBase };
  // The stream takes the connection over at once: answers to what was asked before must be in by then.
  await tx.execute(sql`select`);
  const rows = $client.query(to(`copy (${query}) to stdout with (format csv)`)).setEncoding('utf8');
  try {
    for await (const piece of rows.iterator({ destroyOnReturn: false })) yield piece as string;
  } finally {
    if (!rows.readableEnded && !rows.errored) await new Promise((passed) => rows.on('close', passed).resume());
  }
}

/** A value as it stands in the text of a query. */
export const literal = (value: string): string => pg.escapeLiteral(value);
