import type { Pool } from 'db/client';
import type { Connections } from 'db/connections';
import { operatorReads, operatorTx } from 'db/operator';
import { findDueQuarters, publishAggregates } from '~/domain/aggregates/publish-aggregates.server';
import { purgeExpired } from '~/domain/retention/purge-expired.server';
import type { Log } from '~/http/log';
import { expireHolds } from '~/ledger/expire-holds.server';
import { linkEntries } from '~/ledger/link-entries.server';
import { lastVerification } from '~/reports/verification/keep-evidence.server';
import { verificationIsDue } from '~/reports/verification/verification-due';
import { again } from './again';
import { legalToday } from './legal-today';
import { verifyBooks } from './verify-books';

type Reach = Pick<Connections, 'ownerUrl' | 'webUrl'>;

const MINUTE_MS = 60_000;

/**
 * What the books need while nobody asks: entries linked within two seconds, holds freed within a minute of their day's end,
 * everything verified each night, a quarter's figures published when it takes no more entries, and what is technical and
 * over deleted each hour. Each goes on by itself; one that fails is logged and tried again. Answers how to stop,
 * which waits for what is under way.
 */
export function keepBooks(pool: Pool, connections: Reach, log: Log): () => Promise<void> {
  const stops = [
    // An entry waits no longer than this for its link, unless its trust is never still.
    again('link', 2_000, () => linkEntries(pool, false), log),
    again('expire', MINUTE_MS, () => expireHolds(pool), log),
    again('publish', 5 * MINUTE_MS, () => publishDue(connections, log), log),
    again('purge', 60 * MINUTE_MS, () => purgeHourly(connections, log), log),
    again('verify', 5 * MINUTE_MS, () => verifyTonight(connections, log), log),
  ];
  return async () => {
    await Promise.all(stops.map((stop) => stop()));
  };
}

/** Verifies once a night; what is found is an error in the log, by the names of the checks, and kept for the audit page. */
export async function verifyTonight(connections: Reach, log: Log, now = new Date()): Promise<void> {
  const last = await operatorReads(connections, lastVerification);
  if (!verificationIsDue(last, now)) return;
  const results = await verifyBooks(connections);
  const ms = results.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
  for (const { check, rows } of results) if (rows.length > 0) log.error('verification.found', { code: check, ms });
  log.info('verification', { ms });
}

/** Publishes the figures of each quarter whose late entries are in; nobody chooses the moment. */
export async function publishDue(connections: Reach, log: Log): Promise<void> {
  for (const quarter of await operatorReads(connections, findDueQuarters)) {
    await operatorTx(connections, (tx) => publishAggregates(tx, quarter));
    log.info('aggregates published');
  }
}

/** What is technical and whose days are over goes, by the schedule of retention; named in the log and counted in the trail. */
async function purgeHourly(connections: Reach, log: Log): Promise<void> {
  const purged = await operatorTx(connections, async (tx) => purgeExpired(tx, await legalToday(tx)));
  for (const { record, gone } of purged) if (gone > 0) log.info('purged', { code: record });
}
