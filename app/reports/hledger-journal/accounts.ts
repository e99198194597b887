import { JournalFault, type JournalPosting } from './journal-book';

/** hledger's account types: they let its own statements tell what is held from what moved. */
const KINDS: Record<string, { prefix: string; type: 'A' | 'C' | 'E' | 'R' | 'X' }> = {
  asset: { prefix: 'assets:holding', type: 'A' },
  opening: { prefix: 'equity:opening', type: 'E' },
  receipt: { prefix: 'receipts', type: 'R' },
  gain: { prefix: 'gains', type: 'R' },
  disbursement: { prefix: 'disbursements', type: 'X' },
  loss: { prefix: 'losses', type: 'X' },
  distribution: { prefix: 'distributions', type: 'X' },
};

/**
 * The exported name of a posting's account: "asset:cash" of income is "assets:cash:income", so that
 * `hledger balance assets:cash` sums both parts. Throws JournalFault 'hledger.account-unknown'.
 */
export function hledgerAccount({ account, part }: Pick<JournalPosting, 'account' | 'part'>): string {
  const { kind, detail } = parsed(account);
  const name = account === 'asset:cash' ? 'assets:cash' : `${kind.prefix}:${detail}`;
  return `${name}:${part}`;
}

export function hledgerAccountType(account: string): string {
  return account === 'asset:cash' ? 'C' : parsed(account).kind.type;
}

/** What the units of a holding are counted in: "TNOTE-2029-02-28", "PHP". */
export function holdingOf(account: string): string {
  return parsed(account).detail;
}

function parsed(account: string) {
  const match = /^([a-z]+):([A-Za-z0-9_.-]+)$/.exec(account);
  const kind = match?.[1] === undefined ? undefined : KINDS[match[1]];
  if (!kind || match?.[2] === undefined) {
    throw new JournalFault('hledger.account-unknown', `The account "${account}" has no name in the export.`);
  }
  return { kind, detail: match[2] };
}
