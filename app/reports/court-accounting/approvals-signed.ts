/** Of the approvals behind an account's payments, how many there are and how many the approvers' passkeys have signed. */
export interface ApprovalsSigned {
  given: number;
  signed: number;
}

/** The sentence that every document and the screen say of it; null where nobody approved a payment in the period. */
export function approvalsSentence({ given, signed }: ApprovalsSigned): string | null {
  if (given === 0) return null;
  if (signed === given) return 'All approvals behind its payments are signed with the approvers’ passkeys.';
  if (signed === 0) return 'The approvals behind its payments are not signed: the approvers had no passkey.';
  return `Of the ${given} approvals behind its payments, ${signed} ${signed === 1 ? 'is' : 'are'} signed with a passkey. The other approvers had none.`;
}
