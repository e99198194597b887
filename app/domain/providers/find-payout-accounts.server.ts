import type { Tx } from 'db/client';
import { person } from 'db/schema/access';
import { payoutAccount, payoutAccountStep } from 'db/schema/payout-accounts';
import { provider } from 'db/schema/providers';
import { asc, desc, eq, sql } from 'drizzle-orm';
import { NotFound } from '~/access/refusal';
import { oneRecord, recordReadings } from '../audit/record-readings.server';
import type { PayoutState } from './payout-account';

export interface PayoutStep {
  step: 'called_back' | 'agreed' | 'stopped';
  personId: number;
  by: string;
  at: Date;
  numberFrom: (typeof payoutAccountStep.$inferSelect)['numberFrom'];
  onFileSince: string | null;
  proof: (typeof payoutAccountStep.$inferSelect)['proof'];
  inForceFrom: Date | null;
  why: (typeof payoutAccountStep.$inferSelect)['why'];
}

export interface PayoutAccountRecord {
  id: number;
  provider: string;
  version: number;
  /** The last four of its number: nothing more of it leaves the vault. */
  ending: string;
  reason: typeof payoutAccount.$inferSelect.reason;
  state: PayoutState;
  askedById: number | null;
  askedBy: string | null;
  askedAt: Date;
  steps: PayoutStep[];
}

/** The accounts of one provider, or of all, the newest first, each with what became of it. */
export async function findPayoutAccounts(tx: Tx, code?: string): Promise<PayoutAccountRecord[]> {
  const rows = await tx
    .select({
      id: payoutAccount.id,
      provider: provider.code,
      version: payoutAccount.version,
      ending: payoutAccount.ending,
      reason: payoutAccount.reason,
      state: sql<PayoutState>`sec.payout_account_state(${payoutAccount.id})`,
      askedById: payoutAccount.askedBy,
      askedBy: person.name,
      askedAt: payoutAccount.askedAt,
    })
    .from(payoutAccount)
    .innerJoin(provider, eq(provider.id, payoutAccount.providerId))
    .leftJoin(person, eq(person.id, payoutAccount.askedBy))
    .where(code === undefined ? undefined : eq(provider.code, code))
    .orderBy(asc(provider.code), desc(payoutAccount.version));
  const steps = await tx
    .select({
      accountId: payoutAccountStep.accountId,
      step: payoutAccountStep.step,
      personId: payoutAccountStep.personId,
      by: person.name,
      at: payoutAccountStep.at,
      numberFrom: payoutAccountStep.numberFrom,
      onFileSince: payoutAccountStep.onFileSince,
      proof: payoutAccountStep.proof,
      inForceFrom: payoutAccountStep.inForceFrom,
      why: payoutAccountStep.why,
    })
    .from(payoutAccountStep)
    .innerJoin(person, eq(person.id, payoutAccountStep.personId))
    .innerJoin(payoutAccount, eq(payoutAccount.id, payoutAccountStep.accountId))
    .innerJoin(provider, eq(provider.id, payoutAccount.providerId))
    .where(code === undefined ? undefined : eq(provider.code, code))
    .orderBy(asc(payoutAccountStep.id));
  return rows.map((row) => ({ ...row, steps: steps.filter(({ accountId }) => accountId === row.id) }));
}

/** One of them; that the provider's record was read is audited. Throws NotFound. */
export async function getPayoutAccount(tx: Tx, id: number): Promise<PayoutAccountRecord> {
  const found = (await findPayoutAccounts(tx)).find((row) => row.id === id);
  if (!found) throw new NotFound();
  await recordReadings(tx, 'provider.read', oneRecord(found.provider));
  return found;
}
