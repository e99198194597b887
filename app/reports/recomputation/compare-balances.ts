import { type AmountText, amount, toText } from '~/money/amount';
import { JournalFault, type Outline } from '../journals/journal';
import type { Program, ReadBalance } from './programs';

/** An account that does not come to the same; null where one side does not know it. */
export interface Difference {
  account: string;
  currency: string;
  ours: AmountText | null;
  theirs: AmountText | null;
  /** How much more they have than we. */
  by: AmountText;
}

/** Every account of ours against every account the program lists, to the last decimal. */
export function compareBalances(
  { accounts, several }: Outline,
  accountName: Program['accountName'],
  theirs: ReadonlyMap<string, ReadBalance>,
): Difference[] {
  const differences: Difference[] = [];
  const known = new Set<string>();
  for (const of of accounts) {
    const account = accountName(of, several);
    if (known.has(account))
      throw new JournalFault('journal.account-unknown', `Two accounts are both named ${account}.`);
    known.add(account);
    const read = theirs.get(account);
    const figure = read && amount(read.figure);
    const sameCurrency = read?.currency === of.currency || figure?.isZero();
    if (figure?.eq(of.balance) && sameCurrency) continue;
    differences.push({
      account,
      currency: of.currency,
      ours: toText(of.balance),
      theirs: figure ? toText(figure) : null,
      by: toText((figure ?? amount('0')).minus(of.balance)),
    });
  }
  for (const [account, read] of theirs) {
    if (known.has(account)) continue;
    const figure = toText(amount(read.figure));
    differences.push({ account, currency: read.currency ?? '', ours: null, theirs: figure, by: figure });
  }
  return differences;
}
