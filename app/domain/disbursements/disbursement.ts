export type DisbursementState = 'submitted' | 'changes_asked' | 'approved' | 'rejected' | 'paid' | 'returned';

/** Nothing more is decided or held: it was paid, or refused, or its payment came back. */
export function isOver(state: DisbursementState): boolean {
  return state === 'paid' || state === 'returned' || state === 'rejected';
}

export type Decision = 'approve' | 'ask_for_changes' | 'reject' | 'step_aside';

/** The limbs of the discretionary standard (UTC 504, 814). */
export const STANDARDS = ['health', 'education', 'maintenance', 'support'] as const;
export type Standard = (typeof STANDARDS)[number];

/** What an approver agrees to: everything that, if changed, makes it another request. */
export interface CanonicalRequest {
  reference: string;
  version: number;
  trust: string;
  beneficiary: string;
  provider: string;
  amount: string;
  currency: string;
  category: string;
  purpose: string;
  invoice: string;
  services: string[];
}

/** One canonical line, hashed by who records it and again by who approves it. */
export function canonicalRequest(request: CanonicalRequest): string {
  return JSON.stringify([
    'disbursement',
    1,
    request.reference,
    request.version,
    request.trust,
    request.beneficiary,
    request.provider,
    request.amount,
    request.currency,
    request.category,
    request.purpose,
    request.invoice,
    [...request.services].sort(),
  ]);
}
