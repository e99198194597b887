import type { ApprovalRecord } from '~/domain/disbursements/get-disbursement.server';
import { momentWords } from '~/ui/day-words';

/** A decision on a request in words, with its reason, whether it is signed and whether it was withdrawn. */
export function saidBy(item: ApprovalRecord, inWorld: (recorded: Date) => Date) {
  const standards = item.standards.length > 0 ? ` Standard met: ${item.standards.join(', ')}.` : '';
  const decided = `${DECISION_WORDS[item.decision]} version ${item.version} on ${momentWords(inWorld(item.decidedAt))}.`;
  return {
    text: item.reason,
    judgement: item.judgement,
    by: `${item.personName}, ${item.forName ? `for ${item.forName}, trustee` : 'trustee'}. ${decided}${standards}`,
    signed: item.decision === 'approve' ? signedWords(item) : null,
    withdrawn: item.withdrawnAt
      ? `Withdrawn ${momentWords(inWorld(item.withdrawnAt))}: ${item.withdrawnBecause}`
      : null,
  };
}

function signedWords({ signedAt }: ApprovalRecord): string {
  return signedAt ? 'Signed with the approver’s passkey.' : 'Not signed: the approver had no passkey.';
}

const DECISION_WORDS = {
  approve: 'Approved',
  ask_for_changes: 'Asked for changes to',
  reject: 'Rejected',
  step_aside: 'Stepped aside from',
} as const;
