import { parse } from 'csv-parse/sync';
import type { Tx } from 'db/client';
import { bankStatement } from 'db/schema/banking';
import { type Actor, demand } from '~/access/actor';
import { Refusal } from '~/access/refusal';
import { parseAmount, toText } from '~/money/amount';
import { recordAuditEvent } from '../audit/record-audit-event.server';
import { getTrust } from '../trusts/get-trust.server';

/** Brings in a custodian's closing balance with the payments it does not show yet. The same file twice changes nothing. */
export async function importStatement(
  tx: Tx,
  actor: Actor,
  input: { trustCode: string; bytes: Uint8Array },
): Promise<{ statements: number }> {
  demand(actor, 'books.import');
  const trust = await getTrust(tx, input.trustCode);
  const rows = parse(Buffer.from(input.bytes), {
    bom: true,
    columns: true,
    skip_empty_lines: true,
    trim: true,
  }) as Record<string, string>[];
  const statements = new Map<string, typeof bankStatement.$inferInsert>();
  rows.forEach((row, index) => {
    const line = index + 2;
    const closing = figure(row, 'closing_balance', line);
    const statementOn = row.statement_date ?? '';
    if (!/^\d{4}-\d{2}-\d{2}$/.test(statementOn))
      throw new Refusal(
        'statement.date',
        `Row ${line}, statement_date: "${statementOn}" is not a date. Write it as 2026-12-31.`,
        'file',
      );
    const accountEnding = (row.account ?? '').slice(-4);
    const known = statements.get(`${accountEnding} ${statementOn}`) ?? {
      trustId: trust.id,
      accountEnding,
      statementOn,
      closingBalance: closing,
      outstanding: [],
    };
    const outstanding = row.outstanding_payment
      ? [{ reference: row.outstanding_payment, amount: toText(figure(row, 'outstanding_amount', line)) }]
      : [];
    statements.set(`${accountEnding} ${statementOn}`, {
      ...known,
      outstanding: [...known.outstanding, ...outstanding],
    });
  });
  if (statements.size === 0)
    throw new Refusal(
      'statement.empty',
      'The file has no statement. Choose the CSV file with the closing balance.',
      'file',
    );
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

function figure(row: Record<string, string>, field: string, line: number) {
  const parsed = parseAmount(row[field] ?? '', { decimals: 2 });
  if (!parsed.ok) throw new Refusal('statement.amount', `Row ${line}, ${field}: ${parsed.message}`, 'file');
  return parsed.value;
}
