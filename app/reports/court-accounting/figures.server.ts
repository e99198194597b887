import type { Tx } from 'db/client';
import { person } from 'db/schema/access';
import { accounting, accountingFiling } from 'db/schema/accountings';
import { bankStatement } from 'db/schema/banking';
import { trusteeTerm } from 'db/schema/trustee-terms';
import { trust } from 'db/schema/trusts';
import { and, asc, desc, eq, lt, lte, sql } from 'drizzle-orm';
import { type BookPeriod, bookPeriod } from '~/ledger/book-period.server';
import { assetsAtClose, assetsAtStart } from '~/ledger/read-assets.server';
import { streamHoldingEntries, streamMoves } from '~/ledger/stream-period.server';
import { sum, toText } from '~/money/amount';
import type { AccountingFigures, CashProof, FigureFrame, FigureLine } from './figures';
import {
  assetLines,
  capitalLine,
  DISBURSED,
  DISTRIBUTED,
  figureLine,
  investmentLine,
  RECEIVED,
  type Scheduled,
} from './figures-of-book';
import { marketValues } from './market-values.server';

export interface AccountingPeriod {
  trustCode: string;
  /** ISO days, both included. */
  from: string;
  through: string;
}

interface Collected<Figures> {
  trustId: number;
  docket: string;
  /** The entries that the figures rest on. */
  book: BookPeriod;
  figures: Figures;
}

/**
 * Collects an accounting's figures from the ledger: what the books say of the period, read in one transaction.
 * Null for a trust that is unknown or out of the actor's scope.
 */
export async function collectFigures(tx: Tx, period: AccountingPeriod): Promise<Collected<AccountingFigures> | null> {
  const frame = await collectFrame(tx, period);
  if (!frame) return null;
  return {
    ...frame,
    figures: {
      ...frame.figures,
      receipts: await linesOf(tx, frame.book, RECEIVED),
      disbursements: await linesOf(tx, frame.book, DISBURSED),
      distributions: await linesOf(tx, frame.book, DISTRIBUTED),
    },
  };
}

async function linesOf<Group extends string>(
  tx: Tx,
  book: BookPeriod,
  schedule: Scheduled<Group>,
): Promise<FigureLine<Group>[]> {
  const lines: FigureLine<Group>[] = [];
  for await (const move of streamMoves(tx, book, schedule.kind)) lines.push(figureLine(move, schedule));
  return lines;
}

/**
 * Everything of an accounting but the lines of its receipts, disbursements and distributions. It rests on the balances of
 * two days and on the period's entries: what it costs does not grow with the years before.
 */
export async function collectFrame(tx: Tx, period: AccountingPeriod): Promise<Collected<FigureFrame> | null> {
  const [row] = await tx.select().from(trust).where(eq(trust.code, period.trustCode));
  if (!row) return null;
  const { from, through } = period;
  const book = await bookPeriod(tx, { trustId: row.id, from, through });
  const prior = await findPrior(tx, row, from);
  const statement = await findStatement(tx, row.id, through);
  const ending = statement?.accountEnding ?? null;
  const items = assetLines(await assetsAtStart(tx, book), ending, await marketValues(tx, row.id, from));
  const figures: FigureFrame = {
    trust: {
      code: row.code,
      publicCode: await publicCodes(tx, row.id),
      court: row.courtName.split(', '),
      docket: row.docket,
      ordinal: prior.ordinal,
      trustees: await trusteesIn(tx, row.id, period),
    },
    ...{ from, through, currency: row.baseCurrency },
    opening: {
      income: toText(sum(items.map((item) => item.income))),
      principal: toText(sum(items.map((item) => item.principal))),
      items,
    },
    ...(await holdingLines(tx, book)),
    onHand: assetLines(await assetsAtClose(tx, book), ending, await marketValues(tx, row.id, through)),
    cashProof: statement?.proof ?? null,
    prior: prior.account,
  };
  return { trustId: row.id, docket: row.docket, book, figures };
}

async function holdingLines(tx: Tx, book: BookPeriod): Promise<Pick<FigureFrame, 'capital' | 'investments'>> {
  const lines: Pick<FigureFrame, 'capital' | 'investments'> = { capital: [], investments: [] };
  for await (const entry of streamHoldingEntries(tx, book)) {
    lines.capital.push(...capitalLine(entry));
    lines.investments.push(...investmentLine(entry));
  }
  return lines;
}

/** By this court's own codes: another court knows the same children by others. */
async function publicCodes(tx: Tx, trustId: number): Promise<string> {
  const { rows } = await tx.execute<{ codes: string[] }>(sql`select court_codes(${trustId}) as codes`);
  return (rows[0]?.codes ?? []).join(', ');
}

async function trusteesIn(tx: Tx, trustId: number, period: AccountingPeriod): Promise<string[]> {
  const rows = await tx
    .selectDistinct({ name: person.name })
    .from(trusteeTerm)
    .innerJoin(person, eq(person.id, trusteeTerm.personId))
    .where(
      and(
        eq(trusteeTerm.trustId, trustId),
        sql`sec.term_meets(${trusteeTerm}, ${period.from}::date, ${period.through}::date)`,
      ),
    )
    .orderBy(asc(person.name));
  return rows.map((row) => row.name);
}

/** The account before this one: the last filed, or the accounts filed before the books came here. */
async function findPrior(
  tx: Tx,
  row: typeof trust.$inferSelect,
  from: string,
): Promise<{ ordinal: number; account: AccountingFigures['prior'] }> {
  const filed = await tx
    .select({ reference: accounting.reference, through: accountingFiling.throughOn })
    .from(accountingFiling)
    .innerJoin(accounting, eq(accounting.id, accountingFiling.accountingId))
    .where(and(eq(accountingFiling.trustId, row.id), lt(accountingFiling.throughOn, from)))
    .orderBy(desc(accountingFiling.throughOn));
  const ordinal = row.priorAccounts + filed.length + 1;
  if (filed[0]) return { ordinal, account: filed[0] };
  if (row.priorAccounts === 0) return { ordinal, account: null };
  return {
    ordinal,
    account: { reference: `account ${row.priorAccounts} of ${row.code}`, through: dayBefore(row.openedOn) },
  };
}

async function findStatement(
  tx: Tx,
  trustId: number,
  through: string,
): Promise<{ accountEnding: string; proof: CashProof | null } | null> {
  const [row] = await tx
    .select()
    .from(bankStatement)
    .where(and(eq(bankStatement.trustId, trustId), lte(bankStatement.statementOn, through)))
    .orderBy(desc(bankStatement.statementOn))
    .limit(1);
  if (!row) return null;
  const proof = {
    statementDate: row.statementOn,
    bankBalance: toText(row.closingBalance),
    outstanding: row.outstanding,
    signedBy: null,
    signedAt: null,
  };
  return { accountEnding: row.accountEnding, proof: row.statementOn === through ? proof : null };
}

function dayBefore(day: string): string {
  const moment = new Date(`${day}T00:00:00Z`);
  moment.setUTCDate(moment.getUTCDate() - 1);
  return moment.toISOString().slice(0, 10);
}
