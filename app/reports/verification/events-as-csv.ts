import { stringify } from 'csv-stringify/sync';

/** An entry of the trail, as a spreadsheet or a database takes it. */
export interface EventRow {
  id: number;
  at: Date;
  person: string;
  action: string;
  recordType: string;
  recordRef: string;
  facts: Record<string, string>;
  address: string | null;
  device: string | null;
  factor: string | null;
  factorAge: number | null;
}

const COLUMNS = [
  'event',
  'at',
  'person',
  'action',
  'record_type',
  'record',
  'facts',
  'address',
  'device',
  'factor',
  'factor_age_seconds',
] as const;

/** A row an entry, times in UTC. A text that a spreadsheet would run as a formula is kept a text. */
export function eventsAsCsv(events: readonly EventRow[]): string {
  const rows = events.map((event) => ({
    event: event.id,
    at: event.at.toISOString(),
    person: event.person,
    action: event.action,
    record_type: event.recordType,
    record: event.recordRef,
    facts: JSON.stringify(event.facts),
    address: event.address ?? '',
    device: event.device ?? '',
    factor: event.factor ?? '',
    factor_age_seconds: event.factorAge ?? '',
  }));
  return stringify(rows, { header: true, columns: [...COLUMNS], escape_formulas: true, quoted_match: /[\r\n]/ });
}
