import type { Tx } from 'db/client';
import { provider } from 'db/schema/providers';
import { asc, eq, lte } from 'drizzle-orm';
import { NotFound } from '~/access/refusal';
import { oneRecord, recordReadings } from '../audit/record-readings.server';
import { addDays } from '../trusts/legal-day';

const asShown = { code: provider.code, kind: provider.kind, payableUntil: provider.payableUntil };

export type ProviderRecord = Pick<typeof provider.$inferSelect, keyof typeof asShown>;

/** Every provider, by its number. */
export async function findProviders(tx: Tx): Promise<ProviderRecord[]> {
  return tx.select(asShown).from(provider).orderBy(asc(provider.code));
}

/** One provider; that its record was read is audited. Throws NotFound. */
export async function getProvider(tx: Tx, code: string): Promise<ProviderRecord> {
  const [row] = await tx.select(asShown).from(provider).where(eq(provider.code, code));
  if (!row) throw new NotFound();
  await recordReadings(tx, 'provider.read', oneRecord(code));
  return row;
}

/** Providers whose vetting has ended, or ends within 30 days. */
export async function findExpiringProviders(tx: Tx, today: string) {
  return tx
    .select({ code: provider.code, payableUntil: provider.payableUntil })
    .from(provider)
    .where(lte(provider.payableUntil, addDays(today, 30)))
    .orderBy(asc(provider.payableUntil));
}
