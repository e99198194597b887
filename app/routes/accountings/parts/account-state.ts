import type { StatusName } from '~/ui/status';

interface Account {
  trustId: number;
  fromOn: string;
  filedAt: Date | null;
}

interface Filed {
  trustId: number;
  throughOn: string;
  filedAt: Date | null;
}

export interface AccountState {
  word: 'Filed' | 'Prepared' | 'Not used';
  status: StatusName;
}

/** Filed; prepared and waiting for its verifier; or left behind by another that was filed for these days. */
export function accountState(account: Account, all: readonly Filed[]): AccountState {
  if (account.filedAt) return { word: 'Filed', status: 'confirmed' };
  const passed = all.some(
    (other) => other.filedAt && other.trustId === account.trustId && other.throughOn >= account.fromOn,
  );
  return passed ? { word: 'Not used', status: 'voided' } : { word: 'Prepared', status: 'waiting' };
}
