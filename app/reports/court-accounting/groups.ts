/** Headings of the schedules, in the order they stand. Restitution before earnings; the trustee's own pay first. */

export type ReceiptGroup = 'restitution' | 'earnings';
export type DisbursementGroup = 'trustee' | 'accountant' | 'surety' | 'bank' | 'other';

export const RECEIPT_GROUPS: readonly ReceiptGroup[] = ['restitution', 'earnings'];
export const DISBURSEMENT_GROUPS: readonly string[] = ['trustee', 'accountant', 'surety', 'bank', 'other'];

export const RECEIPT_TITLES: Record<ReceiptGroup, string> = {
  restitution: 'Restitution received from the clerk of court',
  earnings: 'Earnings',
};

const DISBURSEMENT_GROUP_OF: Record<string, DisbursementGroup> = {
  trustee_fee: 'trustee',
  accounting_fee: 'accountant',
  bond_premium: 'surety',
  wire_fee: 'bank',
  return_fee: 'bank',
  bank_fee: 'bank',
};

/** Heads of the service taxonomy, worded for a court: what was paid for, not what happened to anyone. */
const DISTRIBUTION_TITLES: Record<string, string> = {
  CASEMGT: 'Case management',
  DEVICE: 'Assistive devices',
  EDU: 'Education',
  INTERP: 'Interpretation',
  LEGAL: 'Legal help',
  LIVELI: 'Livelihood',
  LIVING: 'Living costs',
  MED: 'Medical',
  MH: 'Counselling',
  SAFETY: 'Safety',
  SHELTER: 'Housing',
  THER: 'Therapy',
  TRANSP: 'Travel',
};

/** How many like lines are named when the text document consolidates them (Principle III). */
export const CONSOLIDATED_WORDS: Record<string, string> = { wire_fee: 'outgoing wire fees' };

/** Charges of the bank that follow a returned payment, and the trustee's pay: told apart in "unusual in this period". */
export const RETURN_CHARGE = 'return_fee';
export const TRUSTEE_FEE = 'trustee_fee';

export function receiptGroup(category: string): ReceiptGroup {
  return category === 'restitution' ? 'restitution' : 'earnings';
}

export function disbursementGroup(category: string): DisbursementGroup {
  return DISBURSEMENT_GROUP_OF[category] ?? 'other';
}

/** "MED" for "MED-CARE": the head under which Schedule C sums its lines. */
export function distributionGroup(category: string): string {
  return category.split('-')[0] ?? category;
}

/** "Medical (MED)"; a head outside the taxonomy stands as its code. */
export function distributionTitle(group: string): string {
  const title = DISTRIBUTION_TITLES[group];
  return title ? `${title} (${group})` : group;
}
