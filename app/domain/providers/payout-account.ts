import { NUMBER_SOURCES, PAYOUT_PROOFS, PAYOUT_REASONS, type STOP_REASONS } from 'db/schema/payout-accounts';

export { NUMBER_SOURCES, PAYOUT_PROOFS, PAYOUT_REASONS };
export type PayoutReason = (typeof PAYOUT_REASONS)[number];
export type NumberSource = (typeof NUMBER_SOURCES)[number];
export type PayoutProof = (typeof PAYOUT_PROOFS)[number];
export type StopReason = (typeof STOP_REASONS)[number];

/** Where a change of a provider's account stands, as sec.payout_account_state() says it. */
export type PayoutState = 'asked' | 'called_back' | 'waiting' | 'in_force' | 'replaced' | 'stopped';

/** A change that may still come to be; one at a time. */
export const UNDER_WAY: readonly PayoutState[] = ['asked', 'called_back', 'waiting'];

export const REASON_WORDS: Record<PayoutReason, string> = {
  first: 'It has no account in force',
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
