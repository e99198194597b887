import type { Tx } from 'db/client';
import { sql } from 'drizzle-orm';
import { type Actor, demand } from '~/access/actor';
import { NotFound } from '~/access/refusal';
import { amount, type Decimal, ZERO } from '~/money/amount';
import { recordReadings } from '../audit/record-readings.server';
import { getBeneficiary, isAssigned } from '../beneficiaries/get-beneficiary.server';

/** A child's own part of one trust, in sums. started + received + earned - care - costs = onHand, to the cent. */
export interface BooksSummary {
  trustCode: string;
  currency: string;
  posted: Decimal;
  held: Decimal;
  /** On hand at the start of this year, or of books that began in it, and now; with holdings at carrying value. */
  started: Decimal;
  onHand: Decimal;
  /** Of this year. Below zero where losses were more than what was earned. */
  received: Decimal;
  earned: Decimal;
  care: Array<{ category: string; amount: Decimal }>;
  costs: Decimal;
  requests: Array<{ state: string; count: number }>;
}

interface Line extends Record<string, unknown> {
  trust: string;
  currency: string;
  line: string;
  category: string;
  amount: string | null;
  count: number | null;
}

/**
 * The money of a child in sums, for the guardian ad litem appointed today (UTC 305, 813); each reading is audited. None
 * where no trust holds money for the child. Throws Refusal 'permission'; NotFound for a child that is not the actor's.
 */
export async function findBooksSummary(tx: Tx, actor: Actor, code: string): Promise<BooksSummary[]> {
  demand(actor, 'books-summary.read');
  const child = await getBeneficiary(tx, code);
  if (!(await isAssigned(tx, child.id))) throw new NotFound();
  await recordReadings(tx, 'books-summary.read', [{ ref: child.code, beneficiaryId: child.id }]);
  const { rows } = await tx.execute<Line>(
    sql`select trust, currency, line, category, amount::text, count from sec.books_summary(${child.code})`,
  );
  return [...new Set(rows.map(({ trust }) => trust))].map((trust) =>
    summaryOf(rows.filter((row) => row.trust === trust)),
  );
}

function summaryOf(lines: readonly Line[]): BooksSummary {
  const of = (name: string) => lines.filter(({ line }) => line === name);
  const one = (name: string) => amount(of(name)[0]?.amount ?? '0');
  const care = of('care').map((row) => ({ category: row.category, amount: amount(row.amount ?? '0') }));
  const [onHand, received, earned, costs] = [one('on_hand'), one('received'), one('earned'), one('costs')];
  const spent = care.reduce((total, { amount: part }) => total.plus(part), ZERO).plus(costs);
  return {
    trustCode: lines[0]?.trust ?? '',
    currency: lines[0]?.currency ?? '',
    posted: one('posted'),
    held: one('held'),
    started: onHand.minus(received).minus(earned).plus(spent),
    onHand,
    received,
    earned,
    care,
    costs,
    requests: of('requests').map((row) => ({ state: row.category, count: row.count ?? 0 })),
  };
}
