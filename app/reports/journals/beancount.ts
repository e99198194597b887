import type { BookEntry } from '~/ledger/book-entry';
import { toText } from '~/money/amount';
import { beancountAccount } from './account-names';
import { byTrust, currenciesOf, type JournalFormat, type Outline, titleOf } from './journal';
import { lines } from './plain-journal';

/** For Beancount: accounts are opened on the day of their first posting, and every balance is asserted at the end. */
export const beancount: JournalFormat = {
  opening: (outline) =>
    lines(
      `; ${titleOf(outline)}`,
      '',
      ...currenciesOf(outline).map((currency) => `option "operating_currency" "${currency}"`),
      ...outline.accounts.map(
        (account) => `${account.firstOn} open ${beancountAccount(account, outline.several)} ${account.currency}`,
      ),
      '',
    ),
  entries: (entries, { several }) => entries.map((entry) => transaction(entry, several)).join(''),
  closing,
};

function transaction(entry: BookEntry, several: boolean): string {
  const { trust, currency, occurredOn, party, description } = entry;
  return lines(
    `${occurredOn} * ${quoted(party)} ${quoted(description)}`,
    `  entry: ${entry.entry}`,
    `  category: ${quoted(entry.category)}`,
    `  reference: ${quoted(entry.reference)}`,
    ...entry.postings.flatMap((posting) => {
      const { units, holding } = posting;
      const account = beancountAccount({ ...posting, trust }, several);
      return [
        `  ${account}  ${toText(posting.amount)} ${currency}`,
        ...(units && holding ? [`    units: ${quoted(`${toText(units)} ${holding}`)}`] : []),
      ];
    }),
    '',
  );
}

/** A balance holds as a day begins, so it is asserted the day after; without "~ 0" a cent's difference would pass. */
function closing(outline: Outline): string {
  return byTrust(outline)
    .flatMap(({ lastOn, accounts }) =>
      accounts.map((account) => {
        const { balance, currency } = account;
        const name = beancountAccount(account, outline.several);
        return lines(`${dayAfter(lastOn)} balance ${name}  ${toText(balance)} ~ 0 ${currency}`);
      }),
    )
    .join('');
}

function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}

/** On one line, with its quotes and backslashes kept. */
function quoted(text: string): string {
  const plain = text.replace(/[\s\p{Cc}]+/gu, ' ').trim();
  return `"${plain.replace(/[\\"]/g, (sign) => `\\${sign}`)}"`;
}
