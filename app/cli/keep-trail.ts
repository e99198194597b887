import { createPublicKey, type KeyObject } from 'node:crypto';
import type { Pool, Tx } from 'db/client';
import type { Connections } from 'db/connections';
import { operatorReads, operatorTx } from 'db/operator';
import { sql } from 'drizzle-orm';
import { faultFields, type Log } from '~/http/log';
import { keyId, rawKey, sealAnchor } from '~/reports/verification/anchor';
import { hereAndNow, recordCheckpoint } from '~/reports/verification/keep-evidence.server';
import { findCheckpoints, linkTrail, streamEvents, trailHead } from '~/reports/verification/stream-trail.server';
import { entryOf, lineOf, placeOf } from '~/reports/verification/trail';
import { again } from './again';
import type { AuditCopy } from './audit-copy';

type Reach = Pick<Connections, 'ownerUrl' | 'webUrl'>;

/** Lines written, and brought to the disk, at once. */
const AT_ONCE = 1_000;
/** How often a copy that cannot be written is said again in the log, while it is tried every two seconds. */
const SAID_AGAIN_MS = 60_000;

/**
 * Keeps the audit trail while the server runs: each event bound within two seconds, a checkpoint signed each hour and after
 * each close and filing, and both copied off the database. What fails is said and tried again, and nothing is skipped.
 * Answers how to stop.
 */
export function keepTrail(
  pool: Pool,
  connections: Reach,
  key: () => KeyObject,
  copy: AuditCopy,
  log: Log,
): () => Promise<void> {
  let said = 0;
  const once = async () => {
    const length = await linkTrail(pool, false);
    const { rows } = await pool.query<{ due: boolean }>('select checkpoint_is_due() as due');
    if (rows[0]?.due) await signCheckpoint(connections, key());
    else if (length === null || (length === copy.state.through && !copy.state.fault)) return;
    try {
      copy.state = { through: await copyTrail(connections, copy), fault: null };
    } catch (error) {
      const { code, fault } = faultFields(error);
      const since = copy.state.fault?.since ?? new Date();
      copy.state = { ...copy.state, fault: { code: code ?? fault ?? '', since } };
      if (Date.now() - said < SAID_AGAIN_MS) return;
      said = Date.now();
      throw error;
    }
  };
  return again('audit.copy', 2_000, once, log);
}

/** Signs where the trail stands, and keeps the signed text. */
export async function signCheckpoint(connections: Reach, key: KeyObject): Promise<void> {
  const { audit, installation, now } = await operatorReads(connections, async (tx) => ({
    audit: await trailHead(tx),
    ...(await hereAndNow(tx)),
  }));
  if (!audit) return;
  const sealed = sealAnchor({ installation, writtenAt: now, heads: [], audit }, key);
  const id = keyId(rawKey(createPublicKey(key)));
  await operatorTx(connections, (tx) => recordCheckpoint(tx, audit, { keyId: id, at: now, sealed }));
}

/** The copy and the database say different things, or the copy says more: nothing is added to it. */
class CopyFault extends Error {
  override readonly name = 'CopyFault';

  constructor(
    readonly code: 'copy.unreadable' | 'copy.ahead' | 'copy.differs',
    message: string,
  ) {
    super(message);
  }
}

/**
 * Adds to the copy what was bound and signed since, and returns the newest place in it. One process at a time, whichever
 * server it runs on; the others leave it for the next time. Throws CopyFault, or what the file system says.
 */
export async function copyTrail(connections: Reach, copy: AuditCopy): Promise<number | null> {
  return operatorReads(connections, async (tx) => {
    const { rows } = await tx.execute<{ mine: boolean }>(sql`select pg_try_advisory_xact_lock(7003, 2) as mine`);
    if (!rows[0]?.mine) return copy.state.through;
    let place = await agreedPlace(tx, copy);
    let lines: string[] = [];
    for await (const { hash, event, ...link } of streamEvents(tx, place)) {
      lines.push(lineOf({ hash, event }));
      place = link.place;
      if (lines.length === AT_ONCE) await copy.append('events', lines.splice(0));
    }
    await copy.append('events', lines);
    lines = (await findCheckpoints(tx, await lastCheckpoint(copy))).map(lineOf);
    await copy.append('checkpoints', lines);
    return place;
  });
}

/** Where the copy ends, which must be a link of the trail as it is now. */
async function agreedPlace(tx: Tx, copy: AuditCopy): Promise<number> {
  const line = await copy.lastLine('events');
  if (line === null) return 0;
  const last = entryOf(line);
  const place = last && 'event' in last ? placeOf(last.event) : null;
  if (!last || !('event' in last) || place === null) {
    throw new CopyFault('copy.unreadable', `The newest line of the copy in ${copy.folder} cannot be read.`);
  }
  const { rows } = await tx.execute<{ hash: string }>(
    sql`select encode(hash, 'hex') as hash from audit_link where place = ${place}`,
  );
  if (!rows[0]) throw new CopyFault('copy.ahead', `The copy reaches place ${place}; the database does not.`);
  if (rows[0].hash !== last.hash) throw new CopyFault('copy.differs', `At place ${place} copy and database differ.`);
  return place;
}

async function lastCheckpoint(copy: AuditCopy): Promise<number> {
  const line = await copy.lastLine('checkpoints');
  const last = line === null ? null : entryOf(line);
  if (line === null) return 0;
  if (!last || !('checkpoint' in last)) {
    throw new CopyFault('copy.unreadable', `The newest checkpoint in ${copy.folder} cannot be read.`);
  }
  return last.number;
}
