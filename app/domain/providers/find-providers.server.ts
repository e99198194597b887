import type { Tx } from 'db/client';
import { provider } from 'db/schema/providers';
import { asc, lte } from 'drizzle-orm';
import { addDays } from '../trusts/legal-day';

/** Providers whose vetting has ended, or ends within 30 days. */
export async function findExpiringProviders(tx: Tx, today: string) {
  return tx
    .select({ code: provider.code, payableUntil: provider.payableUntil })
    .from(provider)
    .where(lte(provider.payableUntil, addDays(today, 30)))
    .orderBy(asc(provider.payableUntil));
}
