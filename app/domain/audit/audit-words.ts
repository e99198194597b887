/** What people do here, as the trail says it: the words between the person and the record. */
export const AUDIT_WORDS = {
  'trust.created': 'made the trust',
  'books.imported': 'brought in books of',
  'holding.recorded': 'recorded what happened to a holding of',
  'valuations.imported': 'brought in market values of',
  'statement.imported': 'brought in a bank statement of',
  'receipt.recorded': 'recorded receipt',
  'receipt.posted': 'posted receipt',
  'receipt.share-applied': 'applied a share of',
  'receipt.share-held': 'held a small share of',
  'service.logged': 'logged service',
  'disbursement.requested': 'asked for',
  'disbursement.revised': 'changed',
  'disbursement.approved': 'approved',
  'disbursement.changes-asked': 'asked for changes to',
  'disbursement.rejected': 'rejected with reason',
  'disbursement.stepped-aside': 'stepped aside from',
  'approval.withdrawn': 'withdrew the approval of',
  'payment.recorded': 'recorded payment',
  'entry.reversed': 'reversed entry',
  'period.closed': 'closed a period of',
  'period.reopening-asked': 'asked to reopen a period of',
  'period.reopened': 'agreed to reopen a period of',
  'accounting.prepared': 'prepared accounting',
  'accounting.filed': 'verified and filed accounting',
  'chain.anchored': 'signed how far the chain reaches of',
  'role.given': 'gave the role of',
  'role.ended': 'ended the role of',
  'role.confirmed': 'reviewed and confirmed the role of',
  'record.restricted': 'restricted to named people',
  'restriction.lifted': 'lifted the restriction of',
  'session.began': 'signed in with',
  'session.ended': 'ended the session of',
  'sessions.ended': 'ended all other sessions than that of',
  'passkey.added': 'added passkey',
  'passkey.removed': 'removed passkey',
  'code-app.enrolled': 'enrolled',
  'code-app.removed': 'removed',
  'recovery-codes.renewed': 'renewed',
  'factors.forgotten': 'let enrol anew, at the command line,',
  'reveal.requested': 'asked for an identity reveal',
  'reveal.emergency': 'opened a contact in an emergency by',
  'reveal.often': 'asked more than usual in a month, last by',
  'reveal.agreed': 'agreed to identity reveal',
  'reveal.refused': 'refused identity reveal',
  'reveal.ratified': 'ratified emergency reveal',
  'reveal.opened': 'saw the item of identity reveal',
  'reveal.hidden': 'hid identity reveal',
  'reveal.reviewed': 'reviewed identity reveal',
} as const;

export type AuditAction = keyof typeof AUDIT_WORDS;

export const AUDIT_ACTIONS = Object.keys(AUDIT_WORDS) as AuditAction[];

/** An act that has no words yet is shown as it was written, never left out. */
export function auditWords(action: string): string {
  return action in AUDIT_WORDS ? AUDIT_WORDS[action as AuditAction] : action;
}
