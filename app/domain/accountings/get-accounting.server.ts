import type { Tx } from 'db/client';
import { person } from 'db/schema/access';
import { accounting, accountingFiling } from 'db/schema/accountings';
import { trust } from 'db/schema/trusts';
import { desc, eq } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { NotFound } from '~/access/refusal';
import type { AccountingFigures } from '~/reports/court-accounting/figures';
import { oneRecord, recordReadings } from '../audit/record-readings.server';

const verifier = alias(person, 'verifier');

function accountings(tx: Tx) {
  return tx
    .select({
      id: accounting.id,
      reference: accounting.reference,
      trustId: accounting.trustId,
      trustCode: trust.code,
      docket: accounting.docket,
      ordinal: accounting.ordinal,
      fromOn: accounting.fromOn,
      throughOn: accounting.throughOn,
      fingerprint: accounting.fingerprint,
      preparedBy: accounting.preparedBy,
      preparedByName: person.name,
      preparedAt: accounting.preparedAt,
      filedAt: accountingFiling.filedAt,
      verifiedByName: verifier.name,
      figures: accounting.figures,
    })
    .from(accounting)
    .innerJoin(trust, eq(trust.id, accounting.trustId))
    .innerJoin(person, eq(person.id, accounting.preparedBy))
    .leftJoin(accountingFiling, eq(accountingFiling.accountingId, accounting.id))
    .leftJoin(verifier, eq(verifier.id, accountingFiling.verifiedBy))
    .$dynamic();
}

/** An accounting by its reference, with its frozen figures. Throws NotFound. */
export async function getAccounting(tx: Tx, reference: string) {
  const [row] = await accountings(tx).where(eq(accounting.reference, reference));
  if (!row) throw new NotFound();
  return { ...row, figures: row.figures as AccountingFigures };
}

/** The same for who opens it, a court too: that it was read is audited. Throws NotFound. */
export async function readAccounting(tx: Tx, reference: string) {
  const account = await getAccounting(tx, reference);
  await recordReadings(tx, 'accounting.read', oneRecord(reference, account.trustId));
  return account;
}

/** A trust has a few a year; a longer list is asked for trust by trust. */
const LISTED = 100;

/** The accountings the actor may see, of one trust or all, newest period first. A court sees those filed on its dockets. */
export async function findAccountings(tx: Tx, filter: { trustCode?: string | undefined } = {}) {
  return accountings(tx)
    .where(filter.trustCode ? eq(trust.code, filter.trustCode) : undefined)
    .orderBy(desc(accounting.throughOn), desc(accounting.id))
    .limit(LISTED);
}
