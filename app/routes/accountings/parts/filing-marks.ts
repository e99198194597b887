import { type ObjectionDeadline, objectionDeadline } from '~/domain/accountings/objection-deadline';
import { booksDay } from '~/domain/trusts/zones';
import { type ApprovalsSigned, approvalsSentence } from '~/reports/court-accounting/approvals-signed';
import type { FilingMarks } from '~/reports/court-accounting/printed-account';

interface Account {
  preparedByName: string;
  preparedAt: Date;
  verifiedByName: string | null;
  filedAt: Date | null;
  figures: { trust: { trustees: readonly string[] } };
}

/** Who stands for an accounting and when, on the calendar of this world. Filing is verifying: one act, one day. */
export function filingMarks(
  account: Account,
  approvals: ApprovalsSigned,
  inWorld: (recorded: Date) => Date,
): { marks: FilingMarks; deadline: ObjectionDeadline | null } {
  const day = (moment: Date) => booksDay(inWorld(moment));
  const filedOn = account.filedAt && day(account.filedAt);
  const deadline = filedOn ? objectionDeadline(filedOn) : null;
  const { trustees } = account.figures.trust;
  const named = (name: string) => (trustees.includes(name) ? `${name}, trustee` : name);
  return {
    marks: {
      preparedBy: named(account.preparedByName),
      preparedOn: day(account.preparedAt),
      verifiedBy: account.verifiedByName && `${account.verifiedByName}, trustee`,
      verifiedOn: filedOn,
      filedOn,
      objectionsBy: deadline?.on ?? null,
      approvals: approvalsSentence(approvals),
    },
    deadline,
  };
}
