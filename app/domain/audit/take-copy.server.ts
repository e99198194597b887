import type { Tx } from 'db/client';
import { sql } from 'drizzle-orm';
import { refusalFromDatabase } from '~/access/database-refusals';
import type { AuditFacts } from './record-audit-event.server';

/**
 * Numbers a copy that leaves as a file, in the trail before it is handed out; answers its number, which goes into the file.
 * Throws Refusal 'database.EX001' past the copies of a day (policy EX-1), and SI002 where no factor was shown lately.
 */
export async function takeCopy(tx: Tx, copy: AuditFacts): Promise<string> {
  try {
    const { rows } = await tx.execute<{ number: string }>(sql`
      select take_copy(${copy.action}, ${copy.recordType}, ${copy.recordRef}, ${copy.trustId ?? null}::bigint,
        ${copy.beneficiaryId ?? null}::bigint, ${JSON.stringify(copy.facts ?? {})}::jsonb) as number`);
    return rows[0]?.number as string;
  } catch (error) {
    throw refusalFromDatabase(error) ?? error;
  }
}
