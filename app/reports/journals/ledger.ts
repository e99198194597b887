import { plainAccount } from './account-names';
import { currenciesOf, type JournalFormat, type Outline, titleOf } from './journal';
import { lines, plainClosing, plainEntries, TAGS } from './plain-journal';

/** For Ledger: `ledger --pedantic` takes no name that is not declared, and stops at a balance that is not as asserted. */
export const ledger: JournalFormat = { opening, entries: plainEntries, closing: plainClosing };

function opening(outline: Outline): string {
  return lines(
    `; ${titleOf(outline)}`,
    '',
    ...currenciesOf(outline).map((currency) => `commodity ${currency}`),
    ...TAGS.map((tag) => `tag ${tag}`),
    ...outline.accounts.map((account) => `account ${plainAccount(account, outline.several)}`),
    '',
  );
}
