import { PARTY_KINDS } from '~/vault/identity-fields';

export { PARTY_KINDS };
export type PartyKind = (typeof PARTY_KINDS)[number];

export const PARTY_WORDS: Record<PartyKind, string> = {
  defendant: 'Defendant',
  alleged_offender: 'Alleged offender',
};
