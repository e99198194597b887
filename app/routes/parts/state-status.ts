import type { DisbursementState } from '~/domain/disbursements/disbursement';
import type { StatusName } from '~/ui/status';

/** The word and shape a request's state has on every screen. */
export const STATE_STATUS: Record<DisbursementState, StatusName> = {
  submitted: 'waiting',
  changes_asked: 'changes',
  approved: 'approved',
  rejected: 'rejected',
  paid: 'paid',
  returned: 'returned',
};
