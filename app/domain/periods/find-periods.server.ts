import type { Tx } from 'db/client';
import { person } from 'db/schema/access';
import { accountingFiling } from 'db/schema/accountings';
import { periodClose, periodReopening, periodReopeningRequest, periodReopeningWithdrawal } from 'db/schema/periods';
import { trust } from 'db/schema/trusts';
import { and, desc, eq, notExists, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { NotFound } from '~/access/refusal';

const asker = alias(person, 'asker');
const agreer = alias(person, 'agreer');

export type PeriodRecord = Awaited<ReturnType<typeof getPeriod>>;

/** A trust closes a few periods a year. */
const LISTED = 200;

/** A trust's closes, newest first; those that were taken back stay on the list. */
export async function findPeriods(tx: Tx, trustId: number) {
  return periods(tx)
    .where(eq(periodClose.trustId, trustId))
    .orderBy(desc(periodClose.throughOn), desc(periodClose.id))
    .limit(LISTED);
}

/** A close by its number. Throws NotFound for an unknown number and for one out of the actor's scope alike. */
export async function getPeriod(tx: Tx, id: number) {
  const [row] = await periods(tx).where(eq(periodClose.id, id));
  if (!row) throw new NotFound();
  return row;
}

function periods(tx: Tx) {
  return tx
    .select({
      id: periodClose.id,
      trustId: periodClose.trustId,
      trustCode: trust.code,
      homeZone: trust.homeZone,
      fromOn: periodClose.fromOn,
      throughOn: periodClose.throughOn,
      closedAt: periodClose.closedAt,
      closedByName: person.name,
      /** Where the trust's chain stood: how many entries, and its newest link in hexadecimal. */
      chainLength: periodClose.chainLength,
      chainHash: sql<string>`encode(${periodClose.chainHash}, 'hex')`,
      askedBy: periodReopeningRequest.askedBy,
      askedByName: asker.name,
      askedAt: periodReopeningRequest.askedAt,
      reason: periodReopeningRequest.reason,
      agreedByName: agreer.name,
      agreedAt: periodReopening.agreedAt,
      reopened: sql<boolean>`${periodReopening.closeId} is not null`,
      filed: sql<boolean>`exists (select from ${accountingFiling} where ${accountingFiling.trustId} = ${periodClose.trustId}
        and ${accountingFiling.throughOn} >= ${periodClose.fromOn})`,
      last: sql<boolean>`not exists (select from period_close later where later.trust_id = ${periodClose.trustId}
        and later.through_on > ${periodClose.throughOn}
        and not exists (select from period_reopening r where r.close_id = later.id))`,
    })
    .from(periodClose)
    .innerJoin(trust, eq(trust.id, periodClose.trustId))
    .innerJoin(person, eq(person.id, periodClose.closedBy))
    .leftJoin(
      periodReopeningRequest,
      and(
        eq(periodReopeningRequest.closeId, periodClose.id),
        notExists(
          tx
            .select({ of: periodReopeningWithdrawal.requestId })
            .from(periodReopeningWithdrawal)
            .where(eq(periodReopeningWithdrawal.requestId, periodReopeningRequest.id)),
        ),
      ),
    )
    .leftJoin(asker, eq(asker.id, periodReopeningRequest.askedBy))
    .leftJoin(periodReopening, eq(periodReopening.closeId, periodClose.id))
    .leftJoin(agreer, eq(agreer.id, periodReopening.agreedBy))
    .$dynamic();
}
