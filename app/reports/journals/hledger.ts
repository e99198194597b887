import { plainAccount, plainAccountType } from './account-names';
import { byTrust, currenciesOf, type JournalFormat, type Outline, titleOf } from './journal';
import { closingPayee, lines, payeeOf, plainClosing, plainEntries, TAGS } from './plain-journal';

/** For hledger: `hledger check --strict` adds up each posting again and compares its sums with ours. */
export const hledger: JournalFormat = { opening, entries: plainEntries, closing: plainClosing };

function opening(outline: Outline): string {
  const payees = new Set([
    ...outline.parties.map(payeeOf),
    ...byTrust(outline).map(({ trust }) => closingPayee(trust)),
  ]);
  return lines(
    `; ${titleOf(outline)}`,
    '',
    ...currenciesOf(outline).map(
      (currency) => `commodity 1000.${'0'.repeat(decimalsOf(currency, outline))} ${currency}`,
    ),
    ...TAGS.map((tag) => `tag ${tag}`),
    ...[...payees].sort().map((payee) => `payee ${payee}`),
    ...outline.accounts.map(
      (account) => `account ${plainAccount(account, outline.several)}  ; type:${plainAccountType(account.account)}`,
    ),
    '',
  );
}

/** hledger rounds what it shows to the decimals that are declared. */
function decimalsOf(currency: string, { accounts }: Outline): number {
  return accounts.reduce(
    (most, account) => (account.currency === currency ? Math.max(most, account.decimals) : most),
    2,
  );
}
