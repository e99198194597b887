import type { Tx } from 'db/client';
import { bankStatement } from 'db/schema/banking';
import { type Actor, demand } from '~/access/actor';
import { Refusal } from '~/access/refusal';
import { parseAmount, toText } from '~/money/amount';
import { recordAuditEvent } from '../audit/record-audit-event.server';
import { getTrust } from '../trusts/get-trust.server';
import { isDay } from '../trusts/legal-day';
import { type CsvRow, readCsvRows } from './read-csv-rows';

const COLUMNS = ['account', 'statement_date', 'closing_balance', 'outstanding_payment', 'outstanding_amount'];

type Statement = typeof bankStatement.$inferInsert;

/**
 * Brings in a custodian's closing balance with the payments it does not show yet. The same file twice changes nothing.
 * Throws NotFound; Refusal 'statement.*' with the row and the column.
 */
export async function importStatement(
  tx: Tx,
  actor: Actor,
  input: { trustCode: string; bytes: Uint8Array },
): Promise<{ statements: number }> {
  demand(actor, 'books.import');
  const trust = await getTrust(tx, input.trustCode);
  const statements = new Map<string, Statement>();
  for (const row of readCsvRows(input.bytes, COLUMNS, 'statement')) {
    const read = statementOf(row, trust.id);
    const key = `${read.accountEnding} ${read.statementOn}`;
    const known = statements.get(key);
    if (known && !known.closingBalance.eq(read.closingBalance))
      throw refuse(row, 'closing_balance', 'this statement has another closing balance above. A statement has one.');
    statements.set(key, { ...read, outstanding: [...(known?.outstanding ?? []), ...read.outstanding] });
  }
  await tx
    .insert(bankStatement)
    .values([...statements.values()])
    .onConflictDoNothing();
  await recordAuditEvent(tx, {
    action: 'statement.imported',
    recordType: 'trust',
    recordRef: trust.code,
    trustId: trust.id,
    facts: { statements: String(statements.size) },
  });
  return { statements: statements.size };
}

function statementOf(row: CsvRow, trustId: number): Statement {
  const statementOn = row.cell('statement_date');
  if (!isDay(statementOn))
    throw refuse(row, 'statement_date', `"${statementOn}" is not a date. Write it as 2026-12-31.`);
  const accountEnding = row.cell('account').slice(-4);
  if (accountEnding === '') throw refuse(row, 'account', 'the account is missing. Enter its last four digits.');
  const reference = row.cell('outstanding_payment');
  return {
    trustId,
    accountEnding,
    statementOn,
    closingBalance: figure(row, 'closing_balance'),
    outstanding: reference ? [{ reference, amount: toText(figure(row, 'outstanding_amount')) }] : [],
  };
}

function figure(row: CsvRow, field: string) {
  const parsed = parseAmount(row.cell(field), { decimals: 2 });
  if (!parsed.ok) throw refuse(row, field, parsed.message);
  return parsed.value;
}

function refuse(row: CsvRow, field: string, sentence: string): Refusal {
  return new Refusal('statement.row', `Row ${row.line}, ${field}: ${sentence}`, 'file');
}
