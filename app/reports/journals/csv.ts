import { stringify } from 'csv-stringify/sync';
import type { BookEntry } from '~/ledger/book-entry';
import { type Decimal, toText } from '~/money/amount';
import type { JournalFormat } from './journal';

const COLUMNS = [
  'entry',
  'occurred_on',
  'recorded_at',
  'trust',
  'account',
  'beneficiary',
  'part',
  'amount',
  'currency',
  'holding',
  'units',
  'kind',
  'description',
  'party',
  'category',
  'reference',
  'reverses',
] as const;

type Row = Record<(typeof COLUMNS)[number], string | Decimal | null>;

/** For spreadsheets and databases: a row a posting. A text that a spreadsheet would run as a formula is kept a text. */
export const csv: JournalFormat = {
  opening: () => stringify([[...COLUMNS]]),
  entries: (entries) =>
    stringify(entries.flatMap(rowsOf), {
      columns: [...COLUMNS],
      escape_formulas: true,
      quoted_match: /[\r\n]/,
      cast: { object: (figure) => ({ value: toText(figure as Decimal), escape_formulas: false }) },
    }),
  closing: () => '',
};

function rowsOf(entry: BookEntry): Row[] {
  return entry.postings.map(({ account, beneficiary, part, amount, holding, units }) => ({
    entry: String(entry.entry),
    occurred_on: entry.occurredOn,
    recorded_at: entry.recordedAt,
    trust: entry.trust,
    account,
    beneficiary,
    part,
    amount,
    currency: entry.currency,
    holding,
    units,
    kind: entry.kind,
    description: entry.description,
    party: entry.party,
    category: entry.category,
    reference: entry.reference,
    reverses: entry.reverses === null ? null : String(entry.reverses),
  }));
}
