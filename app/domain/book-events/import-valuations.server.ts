import { parse } from 'csv-parse/sync';
import type { Tx } from 'db/client';
import { valuation } from 'db/schema/ledger';
import { type Actor, demand } from '~/access/actor';
import { Refusal } from '~/access/refusal';
import { parseAmount } from '~/money/amount';
import { recordAuditEvent } from '../audit/record-audit-event.server';
import { getTrust } from '../trusts/get-trust.server';

const FIELDS = ['as_of', 'holding', 'units', 'market_value_usd', 'source'] as const;

/** Brings in market values: an information column, never in the equation. The same file twice changes nothing. */
export async function importValuations(
  tx: Tx,
  actor: Actor,
  input: { trustCode: string; bytes: Uint8Array },
): Promise<{ values: number }> {
  demand(actor, 'books.import');
  const trust = await getTrust(tx, input.trustCode);
  const rows = parse(Buffer.from(input.bytes), {
    bom: true,
    columns: true,
    skip_empty_lines: true,
    trim: true,
  }) as Record<string, string>[];
  const missing = FIELDS.find((field) => rows[0] && !(field in rows[0]));
  if (missing || rows.length === 0)
    throw new Refusal(
      'valuation.head',
      missing ? `The file has no column "${missing}".` : 'The file has no market values.',
      'file',
    );
  const values = rows.map((row, index) => {
    const line = index + 2;
    const asOf = row.as_of ?? '';
    if (!/^\d{4}-\d{2}-\d{2}$/.test(asOf))
      throw new Refusal(
        'valuation.date',
        `Row ${line}, as_of: "${asOf}" is not a date. Write it as 2026-12-31.`,
        'file',
      );
    const figure = (field: 'units' | 'market_value_usd', decimals: number) => {
      const parsed = parseAmount(row[field] ?? '', { decimals });
      if (!parsed.ok) throw new Refusal('valuation.amount', `Row ${line}, ${field}: ${parsed.message}`, 'file');
      return parsed.value;
    };
    return {
      trustId: trust.id,
      asOf,
      holding: row.holding ?? '',
      units: figure('units', 4),
      marketValue: figure('market_value_usd', 2),
      source: row.source ?? '',
    };
  });
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
