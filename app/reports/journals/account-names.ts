import type { Part } from '~/ledger/journal-entry';
import { JournalFault } from './journal';

/** An account of a trust, as the ledger knows it: "asset:cash" and a part. */
export interface LedgerAccount {
  trust: string;
  account: string;
  part: Part;
}

/**
 * Where each kind of account stands in the other programs' books. hledger's types let its own statements tell what is
 * held from what moved; Beancount knows five roots and no other.
 */
const KINDS: Record<string, { plain: string; type: 'A' | 'C' | 'E' | 'R' | 'X'; beancount: [string, ...string[]] }> = {
  asset: { plain: 'assets:holding', type: 'A', beancount: ['Assets', 'Holding'] },
  opening: { plain: 'equity:opening', type: 'E', beancount: ['Equity', 'Opening'] },
  receipt: { plain: 'receipts', type: 'R', beancount: ['Income', 'Receipts'] },
  gain: { plain: 'gains', type: 'R', beancount: ['Income', 'Gains'] },
  disbursement: { plain: 'disbursements', type: 'X', beancount: ['Expenses', 'Disbursements'] },
  loss: { plain: 'losses', type: 'X', beancount: ['Expenses', 'Losses'] },
  distribution: { plain: 'distributions', type: 'X', beancount: ['Expenses', 'Distributions'] },
};
const CASH: (typeof KINDS)[string] = { plain: 'assets', type: 'C', beancount: ['Assets'] };

/**
 * The name for hledger and Ledger: "asset:cash" of income is "assets:cash:income", so that `balance assets:cash` sums
 * both parts; in the books of several trusts "T-0042:assets:cash:income". Throws JournalFault 'journal.account-unknown'.
 */
export function plainAccount(of: LedgerAccount, several: boolean): string {
  const { kind, detail } = parsed(of.account);
  return [...(several ? [of.trust] : []), kind.plain, detail, of.part].join(':');
}

export function plainAccountType(account: string): string {
  return parsed(account).kind.type;
}

/**
 * The name for Beancount: "Assets:Cash:Income", and "Assets:T-0042:Cash:Income" where there are several trusts.
 * Throws JournalFault 'journal.account-unknown'.
 */
export function beancountAccount(of: LedgerAccount, several: boolean): string {
  const { kind, detail } = parsed(of.account);
  const [root, ...group] = kind.beancount;
  return [root, ...(several ? [of.trust] : []), ...group, component(detail), capitalised(of.part)].join(':');
}

/**
 * A detail as Beancount takes it: letters, digits and hyphens after a capital or a digit. "clerk_restitution" becomes
 * "Clerk-restitution" and "MH-IND" stays. What could not be told back from such a name is spelt out behind "X--", its
 * signs by their number ("BRK.B" is "X--BRK-2e-B"), so that two accounts never become one.
 */
function component(detail: string): string {
  const plain = capitalised(detail).replace(/_/g, '-');
  const told = /[a-z]/.test(plain) ? `${plain.charAt(0).toLowerCase()}${plain.slice(1).replace(/-/g, '_')}` : plain;
  if (/^[A-Z0-9][A-Za-z0-9-]*$/.test(plain) && !plain.includes('--') && told === detail) return plain;
  return `X--${detail.replace(/[^A-Za-z0-9]/g, (sign) => `-${sign.charCodeAt(0).toString(16)}-`)}`;
}

function capitalised(word: string): string {
  return `${word.charAt(0).toUpperCase()}${word.slice(1)}`;
}

function parsed(account: string) {
  const match = /^([a-z]+):([A-Za-z0-9_.-]+)$/.exec(account);
  const kind = account === 'asset:cash' ? CASH : match?.[1] === undefined ? undefined : KINDS[match[1]];
  if (!kind || match?.[2] === undefined) {
    throw new JournalFault('journal.account-unknown', `The account "${account}" has no name in the export.`);
  }
  return { kind, detail: match[2] };
}
