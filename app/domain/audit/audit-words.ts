/** What people do here, as the trail says it: the words between the person and the record. */
export const AUDIT_WORDS = {
  'trust.created': 'made the trust',
  'books.imported': 'brought in books of',
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
  'accounting.prepared': 'prepared accounting',
  'accounting.filed': 'verified and filed accounting',
} as const;

export type AuditAction = keyof typeof AUDIT_WORDS;

export const AUDIT_ACTIONS = Object.keys(AUDIT_WORDS) as AuditAction[];

/** An act that has no words yet is shown as it was written, never left out. */
export function auditWords(action: string): string {
  return action in AUDIT_WORDS ? AUDIT_WORDS[action as AuditAction] : action;
}

const FACT_WORDS: Record<string, string> = {
  already_in_books: 'already in the books',
  amount_before: 'amount before',
  bank_reference: 'bank reference',
  clerk_reference: 'clerk reference',
  file_sha256: 'fingerprint of the file',
  occurred_on: 'day',
  opened_on: 'from',
};

/** What was recorded with it, in the order it was written: "version 3 · amount 50000.00". */
export function factWords(facts: Record<string, string>): string {
  return Object.entries(facts)
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${FACT_WORDS[name] ?? name.replaceAll('_', ' ')} ${shortened(name, value)}`)
    .join(' · ');
}

/** A hash is known by its first eight digits. */
function shortened(name: string, value: string): string {
  return name.endsWith('sha256') ? value.slice(0, 8) : value.replaceAll('_', ' ');
}
