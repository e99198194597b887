import { accountingPdf } from './document.server';
import type { AccountingFigures } from './figures';
import { fingerprintOf } from './fingerprint';
import { type FilingMarks, printedAccount } from './printed-account';
import { stateAccounting } from './statement';
import { statementAsCsv } from './statement-as-csv';
import { statementAsJson } from './statement-as-json';
import { statementAsText } from './statement-as-text';

export const ACCOUNTING_FORMATS = ['json', 'csv', 'text', 'pdf'] as const;
export type AccountingFormat = (typeof ACCOUNTING_FORMATS)[number];

export interface RenderedAccounting {
  body: string | Buffer;
  mediaType: string;
  /** Codes and days only. */
  fileName: string;
}

/** Whose copy a file is: its number in the trail, who took it, and when, in words. */
export interface CopyMark {
  number: string;
  by: string;
  on: string;
}

/** The same figures as a file of the asked kind. The screen, the PDF and the plain files show one statement. A
 * copy says whose it is: under each page of a PDF, in JSON and text; a CSV has no place for it but its file's name. */
export function renderAccounting(
  figures: AccountingFigures,
  format: AccountingFormat,
  marks: FilingMarks,
  copy?: CopyMark,
): RenderedAccounting {
  const statement = stateAccounting(figures);
  const name = [figures.trust.code, figures.from, figures.through, ...(copy ? [copy.number] : [])].join('-');
  const copied = copy && `Copy ${copy.number}, taken by ${copy.by} on ${copy.on}`;
  switch (format) {
    case 'json':
      return {
        body: `${JSON.stringify({ ...statementAsJson(statement, marks.approvals), ...(copied && { copy: copied }) }, null, 2)}\n`,
        mediaType: 'application/json; charset=utf-8',
        fileName: `${name}.json`,
      };
    case 'csv':
      return {
        body: statementAsCsv(statement, marks.approvals),
        mediaType: 'text/csv; charset=utf-8',
        fileName: `${name}.csv`,
      };
    case 'text':
      return {
        body: statementAsText(statement, marks.approvals) + (copied ? `\n${copied}\n` : ''),
        mediaType: 'text/plain; charset=utf-8',
        fileName: `${name}.txt`,
      };
    case 'pdf': {
      const account = printedAccount(statement, fingerprintOf(figures), marks);
      const printed = copied ? { ...account, foot: `${account.foot} · ${copied}` } : account;
      return { body: accountingPdf(printed, figures.through), mediaType: 'application/pdf', fileName: `${name}.pdf` };
    }
  }
}
