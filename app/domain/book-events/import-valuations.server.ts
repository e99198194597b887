import type { Tx } from 'db/client';
import { valuation } from 'db/schema/ledger';
import { eq } from 'drizzle-orm';
import { type Actor, demand } from '~/access/actor';
import { Refusal } from '~/access/refusal';
import { parseAmount } from '~/money/amount';
import { recordAuditEvent } from '../audit/record-audit-event.server';
import { type CsvRow, readCsvRows } from '../banking/read-csv-rows';
import { getTrust } from '../trusts/get-trust.server';
import { isDay } from '../trusts/legal-day';
import type { WrittenText } from './find-telling-rows.server';

const COLUMNS = ['as_of', 'holding', 'units', 'market_value_usd', 'source'];

type Valuation = typeof valuation.$inferInsert;

interface ValuationsFile {
  trustCode: string;
  bytes: Uint8Array;
}

/** The texts that a file of market values would bring in; it writes nothing. Throws as importValuations does. */
export async function writtenInValuations(tx: Tx, actor: Actor, input: ValuationsFile): Promise<WrittenText[]> {
  const { rows } = await planValuations(tx, actor, input);
  return rows
    .filter(({ isNew }) => isNew)
    .flatMap(({ line, value: { holding, source } }) => [
      { row: line, field: 'holding', text: holding },
      { row: line, field: 'source', text: source },
    ]);
}

/**
 * Brings in market values: an information column, never in the equation. The same file twice changes nothing, and a
 * value once recorded is not replaced. Throws NotFound; Refusal 'valuation.*' with the row and the column.
 */
export async function importValuations(tx: Tx, actor: Actor, input: ValuationsFile): Promise<{ values: number }> {
  const { trust, rows } = await planValuations(tx, actor, input);
  const values = rows.map(({ value }) => value);
  await tx.insert(valuation).values(values).onConflictDoNothing();
  await recordAuditEvent(tx, {
    action: 'valuations.imported',
    recordType: 'trust',
    recordRef: trust.code,
    trustId: trust.id,
    facts: { values: String(values.length) },
  });
  return { values: values.length };
}

async function planValuations(tx: Tx, actor: Actor, input: ValuationsFile) {
  demand(actor, 'books.import');
  const trust = await getTrust(tx, input.trustCode);
  const known = await tx.select().from(valuation).where(eq(valuation.trustId, trust.id));
  const recorded = new Map(known.map((row) => [keyOf(row), row]));
  const rows = readCsvRows(input.bytes, COLUMNS, 'valuation').map((row) => {
    const value = readValue(row, trust.id);
    const before = recorded.get(keyOf(value));
    if (before && !(before.units.eq(value.units) && before.marketValue.eq(value.marketValue)))
      throw refuse(row, 'market_value_usd', `${value.holding} has another value on ${value.asOf} already. It stays.`);
    recorded.set(keyOf(value), { ...value, id: 0 });
    return { line: row.line, value, isNew: !before };
  });
  return { trust, rows };
}

const keyOf = ({ asOf, holding }: Pick<Valuation, 'asOf' | 'holding'>) => `${holding} ${asOf}`;

function readValue(row: CsvRow, trustId: number): Valuation {
  const asOf = row.cell('as_of');
  if (!isDay(asOf)) throw refuse(row, 'as_of', `"${asOf}" is not a date. Write it as 2026-12-31.`);
  const holding = row.cell('holding');
  if (!/^[A-Za-z0-9._-]{1,40}$/.test(holding))
    throw refuse(row, 'holding', `"${holding}" is not a holding. Use letters, digits, dots and dashes.`);
  const units = figure(row, 'units', 4);
  if (units.lte(0)) throw refuse(row, 'units', `${row.cell('units')} units are not above zero.`);
  const marketValue = figure(row, 'market_value_usd', 2);
  if (marketValue.isNegative()) throw refuse(row, 'market_value_usd', 'A market value is not below zero.');
  const source = row.cell('source');
  if (source.length > 200) throw refuse(row, 'source', `${source.length} letters are too many. Write up to 200.`);
  return { trustId, asOf, holding, units, marketValue, source };
}

function figure(row: CsvRow, field: string, decimals: number) {
  const parsed = parseAmount(row.cell(field), { decimals });
  if (!parsed.ok) throw refuse(row, field, parsed.message);
  return parsed.value;
}

function refuse(row: CsvRow, field: string, sentence: string): Refusal {
  return new Refusal('valuation.row', `Row ${row.line}, ${field}: ${sentence}`, 'file');
}
