import type { Tx } from 'db/client';
import { chainHead } from 'db/schema/chain';
import { chainAnchor, verificationRun } from 'db/schema/evidence';
import { journalEntry } from 'db/schema/ledger';
import { trust } from 'db/schema/trusts';
import { asc, desc, eq, sql } from 'drizzle-orm';

/** Above every entry's number: of a range with both ends the planner expects little, and takes the index. */
const BEYOND = '9223372036854775807';
/** CASE and not COALESCE: under row security an index is used only for what the planner knows to keep secrets. */
const firstUnlinked = sql`case when ${chainHead.entryId} is null then 1 else ${chainHead.entryId} + 1 end`;

/** How far each trust's chain reaches, of the trusts the actor may see, by code; a trust without entries has no link. */
export async function findChainHeads(tx: Tx) {
  return tx
    .select({
      trustCode: trust.code,
      homeZone: trust.homeZone,
      length: sql<number>`coalesce(${chainHead.length}, 0)`.mapWith(Number),
      /** The newest linked entry, and its link in hexadecimal. */
      entry: chainHead.entryId,
      link: sql<string | null>`encode(${chainHead.hash}, 'hex')`,
      /** When the chain was last signed and given away, if ever. */
      anchoredAt:
        sql<Date | null>`(select max(${chainAnchor.writtenAt}) from ${chainAnchor} where ${chainAnchor.trustId} = ${trust.id})`.mapWith(
          (at: string) => new Date(at),
        ),
      /** Entries posted since, which are not linked yet. */
      waiting: sql<number>`(select count(*) from ${journalEntry} where ${journalEntry.trustId} = ${trust.id}
        and ${journalEntry.id} between ${firstUnlinked} and ${BEYOND}::bigint)`.mapWith(Number),
    })
    .from(trust)
    .leftJoin(chainHead, eq(chainHead.trustId, trust.id))
    .orderBy(asc(trust.code));
}

/** When the standing checks were last asked of all books, and which found something; null where they never were. */
export async function findLastVerification(tx: Tx): Promise<{ at: Date; checks: number; findings: string[] } | null> {
  const [row] = await tx.select().from(verificationRun).orderBy(desc(verificationRun.id)).limit(1);
  return row ? { at: row.endedAt, checks: row.checks, findings: Object.keys(row.findings) } : null;
}
