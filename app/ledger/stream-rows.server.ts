import type { Tx } from 'db/client';
import { type SQL, sql } from 'drizzle-orm';

/** Rows fetched at once: all that is held of a long answer. */
const AT_ONCE = 500;

/**
 * The rows of a query, one after the other, from a cursor of the given transaction. Two that run at the same time want two
 * names; for an answer that agrees with other questions, the transaction must read repeatably. Throws as a query does.
 */
export async function* streamRows<Row extends Record<string, unknown>>(
  tx: Tx,
  name: 'book' | 'lines' | 'lots',
  query: SQL,
): AsyncGenerator<Row> {
  // All rows will be read: a plan for the first few of them would cost more in the end.
  await tx.execute(sql`set local cursor_tuple_fraction = 1`);
  await tx.execute(sql`declare ${sql.identifier(name)} no scroll cursor for ${query}`);
  try {
    const fetch = async () => {
      const { rows } = await tx.execute(sql`fetch ${sql.raw(String(AT_ONCE))} from ${sql.identifier(name)}`);
      return rows as Row[];
    };
    for (let next = fetch(), more = true; more; ) {
      const rows = await next;
      more = rows.length === AT_ONCE;
      if (more) {
        // The server finds the next rows while these are read; where it cannot, whoever reads on is told.
        next = fetch();
        next.catch(() => {});
      }
      yield* rows;
    }
  } finally {
    // Where the transaction has failed, the cursor went with it.
    await tx.execute(sql`close ${sql.identifier(name)}`).catch(() => {});
  }
}

/** Rows that follow one another with the same entry's number, as groups. */
export async function* byEntry<Row extends { entry: unknown }>(rows: AsyncIterable<Row>): AsyncGenerator<Row[]> {
  let group: Row[] = [];
  for await (const row of rows) {
    if (group[0] && group[0].entry !== row.entry) {
      yield group;
      group = [];
    }
    group.push(row);
  }
  if (group.length > 0) yield group;
}
