import { PAYOUT_REASONS } from '~/vault/identity-fields';

export { PAYOUT_REASONS };
/** The database's checks on payout_account_step list the same words as these three. */
export const NUMBER_SOURCES = ['contract', 'vetting', 'invoice'] as const;
export const PAYOUT_PROOFS = ['bank_letter', 'bank_confirmed'] as const;
const STOP_REASONS = ['not_confirmed', 'doubt', 'withdrawn'] as const;
export type PayoutReason = (typeof PAYOUT_REASONS)[number];
export type NumberSource = (typeof NUMBER_SOURCES)[number];
export type PayoutProof = (typeof PAYOUT_PROOFS)[number];
export type StopReason = (typeof STOP_REASONS)[number];

/** Where a change of a provider's account stands, as sec.payout_account_state() says it. */
export type PayoutState = 'asked' | 'called_back' | 'waiting' | 'in_force' | 'replaced' | 'stopped';

/** A change that may still come to be; one at a time. */
export const UNDER_WAY: readonly PayoutState[] = ['asked', 'called_back', 'waiting'];

export const REASON_WORDS: Record<PayoutReason, string> = {
  first: 'It had no account in force',
  bank_changed: 'It changed its bank or account',
  name_changed: 'The account bears another name now',
  mistake: 'The account on file was written wrongly',
};

export const SOURCE_WORDS: Record<NumberSource, string> = {
  contract: 'the contract',
  vetting: 'the vetting file',
  invoice: 'an earlier invoice',
};

export const PROOF_WORDS: Record<PayoutProof, string> = {
  bank_letter: 'a letter of its bank',
  bank_confirmed: 'its bank, asked by us',
};

export const STOP_WORDS: Record<StopReason, string> = {
  not_confirmed: 'the provider did not confirm it',
  doubt: 'somebody doubted it',
  withdrawn: 'who asked took it back',
};
