import { findAccountings } from '~/domain/accountings/get-accounting.server';
import { booksDay } from '~/domain/trusts/zones';
import type { Tx } from '~/http/guard.server';
import { type AmountText, amount, toText } from '~/money/amount';
import { AccountingFault } from '~/reports/court-accounting/errors';
import type { AccountingFigures } from '~/reports/court-accounting/figures';
import { type Statement, stateAccounting } from '~/reports/court-accounting/statement';
import { accountState } from './account-state';

/** The accountings the actor may see, of one trust or all, and the newest that was filed with its figures. */
export async function loadAccounts(q: Tx, trust: string | undefined, inWorld: (recorded: Date) => Date) {
  const asked = await findAccountings(q, { trustCode: trust });
  const filed = asked.find((account) => account.filedAt);
  const day = (moment: Date | null) => moment && booksDay(inWorld(moment));
  return {
    rows: asked.map((account) => ({
      reference: account.reference,
      trustCode: account.trustCode,
      from: account.fromOn,
      through: account.throughOn,
      preparedBy: account.preparedByName,
      filedOn: day(account.filedAt),
      ...accountState(account, asked),
    })),
    newest: filed
      ? {
          reference: filed.reference,
          trustCode: filed.trustCode,
          from: filed.fromOn,
          through: filed.throughOn,
          filedOn: day(filed.filedAt) as string,
          figures: fiveFigures(filed.figures as AccountingFigures),
        }
      : null,
  };
}

export type AccountRow = Awaited<ReturnType<typeof loadAccounts>>['rows'][number];
export type NewestAccount = NonNullable<Awaited<ReturnType<typeof loadAccounts>>['newest']>;

interface FiveFigures {
  currency: string;
  starting: AmountText;
  receipts: AmountText;
  paidOut: AmountText;
  capitalNet: AmountText;
  onHand: AmountText;
}

/** Starting balance, in, out, capital, on hand; null where the account does not balance, which is then said. */
function fiveFigures(figures: AccountingFigures): FiveFigures | null {
  const statement = statedOrNull(figures);
  if (!statement) return null;
  const { charges, credits, schedules } = statement;
  return {
    currency: figures.currency,
    starting: charges.startingBalance.total,
    receipts: charges.receipts.total,
    paidOut: toText(amount(credits.disbursements.total).plus(amount(credits.distributions.total))),
    capitalNet: schedules.D.net.total,
    onHand: credits.onHand.total,
  };
}

function statedOrNull(figures: AccountingFigures): Statement | null {
  try {
    return stateAccounting(figures);
  } catch (error) {
    if (error instanceof AccountingFault) return null;
    throw error;
  }
}
