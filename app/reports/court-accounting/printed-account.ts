import { formatCourt } from '~/money/format';
import { shortFingerprint } from './fingerprint';
import { type PrintedSchedule, printedSchedules } from './printed-schedules';
import type { Statement } from './statement';
import { currencyName, longDate, mediumDate, ordinalAccount, periodName, periodPhrase, periodWords } from './wording';

/** Who stood for the account and when: known apart from its figures, and null until it happened. Dates are ISO. */
export interface FilingMarks {
  preparedBy: string | null;
  preparedOn: string | null;
  verifiedBy: string | null;
  verifiedOn: string | null;
  filedOn: string | null;
  objectionsBy: string | null;
  /** What approvalsSentence says; null where nobody approved a payment in the period. */
  approvals: string | null;
}

export const NOT_FILED: FilingMarks = {
  preparedBy: null,
  preparedOn: null,
  verifiedBy: null,
  verifiedOn: null,
  filedOn: null,
  objectionsBy: null,
  approvals: null,
};

/** The account as the words and figures of its pages, in the order they stand. Nothing is left to compute. */
export interface PrintedAccount {
  title: string;
  courtName: string[];
  /** The beneficiary's public code, which stands out wherever it is printed. */
  code: string;
  caption: { left: string[]; right: string[] };
  period: string;
  purpose: string[];
  summary: { heads: string[]; rows: { cells: string[]; schedule: string | null }[] };
  proof: string;
  unusual: string[];
  schedules: PrintedSchedule[];
  verification: string;
  signatures: string[][];
  approvals: string | null;
  copy: string[];
  /** "T-0042 2026" */
  subject: string;
  /** Under each page, beside its number. */
  foot: string;
}

export function printedAccount(statement: Statement, fingerprint: string, marks: FilingMarks): PrintedAccount {
  const { trust, from, through, currency } = statement;
  const subject = `${trust.code} ${periodName(from, through)}`;
  const singular = trust.trustees.length === 1;
  return {
    title: 'Account of Trustee',
    courtName: trust.court,
    code: trust.publicCode,
    caption: captionOf(statement, marks),
    period: periodWords(from, through),
    purpose: [
      `${singular ? 'The trustee reports' : 'The trustees report'} all property received, paid out and still held for ` +
        `the beneficiary ${periodPhrase(from, through)}, in ${currencyName(currency)}, on the cash basis. Each line of ` +
        'the summary is supported by a schedule, and each line of a schedule by a document.',
      'Anyone with an interest in the trust may examine this account and its documents. An objection must be filed ' +
        (marks.objectionsBy ? `by ${longDate(marks.objectionsBy)}.` : 'within 30 days of service of this account.'),
    ],
    summary: summaryOf(statement),
    proof: statement.proof,
    unusual: statement.unusual,
    schedules: printedSchedules(statement),
    verification:
      'I declare under penalty of perjury under the laws of the United States of America that this account is true ' +
      'and complete to the best of my knowledge. ' +
      `Executed on ${marks.verifiedOn ? longDate(marks.verifiedOn) : '____________________'}.`,
    signatures: signaturesOf(trust.trustees, marks),
    approvals: marks.approvals,
    copy: [
      `The fingerprint of the data of this account is ${shortFingerprint(fingerprint)}. It proves that a copy is the ` +
        'one filed. It does not prove that the figures are true. In full:',
      fingerprint,
    ],
    subject,
    foot: `${subject} · ${shortFingerprint(fingerprint)}`,
  };
}

function captionOf({ trust }: Statement, marks: FilingMarks): PrintedAccount['caption'] {
  const filed = marks.filedOn ? `Filed ${longDate(marks.filedOn)}` : 'Not filed';
  const objections = marks.objectionsBy ? `\nObjections by ${longDate(marks.objectionsBy)}` : '';
  return {
    left: [
      'In the matter of the restitution trust\nfor the benefit of',
      `Beneficiary ${trust.publicCode} (public code)`,
      `Trust ${trust.code}`,
    ],
    right: [`No. ${trust.docket}`, ordinalAccount(trust.ordinal), filed + objections],
  };
}

function summaryOf(statement: Statement): PrintedAccount['summary'] {
  return {
    heads: ['', '', 'Schedule', 'Income', 'Principal', 'Totals'],
    rows: statement.summary.map(({ numeral, label, support, schedule, income, principal, total }) => ({
      cells: [`${numeral}.`, label, support, ...[income, principal, total].map(formatCourt)],
      schedule,
    })),
  };
}

function signaturesOf(trustees: readonly string[], marks: FilingMarks): string[][] {
  const { preparedBy, preparedOn, verifiedBy, verifiedOn } = marks;
  if (!preparedBy && !verifiedBy) return trustees.map((name) => [`${name}, trustee`]);
  const signed = (name: string | null, did: string, on: string | null) =>
    name ? [[name, on ? `${did} ${mediumDate(on)}` : did]] : [];
  return [...signed(preparedBy, 'prepared', preparedOn), ...signed(verifiedBy, 'verified', verifiedOn)];
}
