/**
 * Why a bank sends a payment back, by the code on its advice (ISO 20022, external return reasons), in words for people. A
 * reason that no code says is NARR.
 */
export const RETURN_REASONS = {
  AC01: 'The account number is wrong',
  AC04: 'The account is closed',
  AC06: 'The account is blocked',
  AG01: 'The account does not take such payments',
  BE01: 'Name and account do not agree',
  BE04: 'The address is missing or wrong',
  CURR: 'The currency is wrong',
  RR04: 'A regulation forbids it',
  NARR: 'Another reason',
} as const;

export type ReturnReason = keyof typeof RETURN_REASONS;

/** "AC04, the account is closed". */
export function reasonWords(reason: ReturnReason): string {
  const words = RETURN_REASONS[reason];
  return `${reason}, ${words[0]?.toLowerCase()}${words.slice(1)}`;
}
