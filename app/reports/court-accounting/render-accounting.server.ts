import { type CopyMark, copyWords } from '../copy-mark';
import { accountingPdf } from './document.server';
import type { AccountingFigures } from './figures';
import { fingerprintOf } from './fingerprint';
import { type FilingMarks, printedAccount } from './printed-account';
import { type Lines, type StatementOf, stateAccounting } from './statement';
import { statementAsCsv } from './statement-as-csv';
import { statementAsJson } from './statement-as-json';
import { statementAsText } from './statement-as-text';

export const ACCOUNTING_FORMATS = ['json', 'csv', 'text', 'pdf'] as const;
export type AccountingFormat = (typeof ACCOUNTING_FORMATS)[number];

const TEXTS = { json: statementAsJson, csv: statementAsCsv, text: statementAsText };
const MEDIA = {
  json: { type: 'application/json; charset=utf-8', ending: 'json' },
  csv: { type: 'text/csv; charset=utf-8', ending: 'csv' },
  text: { type: 'text/plain; charset=utf-8', ending: 'txt' },
  pdf: { type: 'application/pdf', ending: 'pdf' },
};

export interface RenderedAccounting {
  body: string | Buffer;
  mediaType: string;
  /** Codes and days only. */
  fileName: string;
}

/** An accounting as text for people or programs, a piece at a time, whether its lines are at hand or come from the books. */
export function accountingText(
  statement: StatementOf<Lines>,
  format: Exclude<AccountingFormat, 'pdf'>,
  approvals: string | null,
  copy?: string,
): AsyncGenerator<string> {
  return TEXTS[format](statement, approvals, copy);
}

/**
 * The same figures as a file of the asked kind. The screen, the PDF and the plain files show one statement. A copy says whose
 * it is: under each page of a PDF, in JSON and text; a CSV has no place for it but its file's name.
 */
export async function renderAccounting(
  figures: AccountingFigures,
  format: AccountingFormat,
  marks: FilingMarks,
  copy?: CopyMark,
): Promise<RenderedAccounting> {
  const statement = stateAccounting(figures);
  const { type: mediaType, ending } = MEDIA[format];
  const { trust, from, through } = figures;
  const fileName = `${[trust.code, from, through, ...(copy ? [copy.number] : [])].join('-')}.${ending}`;
  const copied = copy && copyWords(copy);
  if (format !== 'pdf') {
    const body = await whole(accountingText(statement, format, marks.approvals, copied));
    return { body, mediaType, fileName };
  }
  const account = printedAccount(statement, fingerprintOf(figures), marks);
  const printed = copied ? { ...account, foot: `${account.foot} · ${copied}` } : account;
  return { body: accountingPdf(printed, through), mediaType, fileName };
}

async function whole(pieces: AsyncIterable<string>): Promise<string> {
  let text = '';
  for await (const piece of pieces) text += piece;
  return text;
}
