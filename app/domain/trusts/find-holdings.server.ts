import type { Tx } from 'db/client';
import { hold, lot } from 'db/schema/ledger';
import { and, asc, eq, gt, isNull, sql } from 'drizzle-orm';
import { amount, type Decimal } from '~/money/amount';

export interface Holding {
  holding: string;
  kind: 'security' | 'currency';
  description: string;
  units: Decimal;
  carrying: Decimal;
}

/** What a trust holds besides cash, at carrying value, by holding. */
export async function findHoldings(tx: Tx, trustId: number): Promise<Holding[]> {
  const rows = await tx
    .select({
      holding: lot.holding,
      kind: lot.kind,
      description: sql<string>`min(${lot.description})`,
      units: sql<string>`sum(${lot.units})`,
      carrying: sql<string>`sum(${lot.carrying})`,
    })
    .from(lot)
    .where(and(eq(lot.trustId, trustId), gt(lot.units, amount('0'))))
    .groupBy(lot.holding, lot.kind)
    .orderBy(asc(lot.holding));
  return rows.map((row) => ({ ...row, units: amount(row.units), carrying: amount(row.carrying) }));
}

/** What is held of a trust's cash now, oldest first: for approved payments, and small shares that wait. */
export async function findHolds(tx: Tx, trustId: number) {
  return tx
    .select({ amount: hold.amount, reason: hold.reason, sourceRef: hold.sourceRef, placedAt: hold.placedAt })
    .from(hold)
    .where(and(eq(hold.trustId, trustId), isNull(hold.endedAt)))
    .orderBy(asc(hold.id));
}
