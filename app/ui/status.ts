import type { IconName } from './icons';

/** Seven roles of colour a state may take; the look of each is the style sheet's. */
export type StatusRole = 'neutral' | 'waiting' | 'hold' | 'ok' | 'info' | 'stop' | 'sealed';

export interface StatusWord {
  word: string;
  icon: IconName;
  role: StatusRole;
}

/**
 * The words a person reads for a state: one word, one shape, one role. The ledger and the rooms keep their finer states;
 * a screen maps them here and nowhere else.
 */
export const STATUS = {
  draft: { word: 'Draft', icon: 'draft', role: 'neutral' },
  waiting: { word: 'Waiting for approval', icon: 'waiting', role: 'waiting' },
  changes: { word: 'Needs changes', icon: 'changes', role: 'waiting' },
  hold: { word: 'On hold', icon: 'hold', role: 'hold' },
  approved: { word: 'Approved', icon: 'approved', role: 'ok' },
  run: { word: 'In a payment run', icon: 'run', role: 'info' },
  sent: { word: 'Sent to bank', icon: 'sent', role: 'info' },
  paid: { word: 'Paid', icon: 'paid', role: 'ok' },
  confirmed: { word: 'Confirmed by provider', icon: 'confirmed', role: 'ok' },
  returned: { word: 'Returned', icon: 'returned', role: 'hold' },
  rejected: { word: 'Rejected', icon: 'rejected', role: 'stop' },
  voided: { word: 'Voided', icon: 'voided', role: 'neutral' },
  alert: { word: 'Needs judgement', icon: 'alert', role: 'hold' },
  sealed: { word: 'Sealed', icon: 'sealed', role: 'sealed' },
  tosend: { word: 'Waiting to send', icon: 'tosend', role: 'waiting' },
  differs: { word: 'Does not agree', icon: 'differs', role: 'stop' },
  agrees: { word: 'Agrees', icon: 'agrees', role: 'ok' },
} as const satisfies Record<string, StatusWord>;

export type StatusName = keyof typeof STATUS;

/** The class that gives a part its state's colours; neutral has none. */
export function roleClass(status: StatusName): string {
  const { role } = STATUS[status];
  return role === 'neutral' ? '' : role;
}
