import type { Tx } from 'db/client';
import { sql } from 'drizzle-orm';

interface Pair {
  beneficiaryId: number;
  providerId: number;
}

/** The codes by which providers know children, by "child provider" in numbers; only where the reader may know them. */
export async function providerCodes(tx: Tx, pairs: readonly Pair[]): Promise<Map<string, string>> {
  const wanted = [...new Map(pairs.map((pair) => [`${pair.beneficiaryId} ${pair.providerId}`, pair])).values()];
  if (wanted.length === 0) return new Map();
  const { rows } = await tx.execute<{ pair: string; code: string | null }>(sql`
    select x.b || ' ' || x.p as pair, provider_code(x.b, x.p) as code
      from unnest(${sql.param(wanted.map((pair) => pair.beneficiaryId))}::bigint[], ${sql.param(wanted.map((pair) => pair.providerId))}::bigint[]) x(b, p)`);
  return new Map(rows.flatMap(({ pair, code }) => (code ? [[pair, code]] : [])));
}
