import { createHash } from 'node:crypto';
import type { Tx } from 'db/client';
import { sql } from 'drizzle-orm';
import { type Actor, demand } from '~/access/actor';
import { Refusal } from '~/access/refusal';
import { openLot, postJournalEntry } from '~/ledger/post-journal-entry.server';
import { once } from '../audit/once.server';
import { recordAuditEvent } from '../audit/record-audit-event.server';
import { getTrust } from '../trusts/get-trust.server';
import { type BookEvent, canonicalRow, type RowProblem } from './book-event';
import { type ImportPlan, type PlannedRow, planImport } from './plan-import';
import { readBooksState } from './read-books-state.server';
import { readEventsCsv } from './read-events-csv';

/** A file that cannot be imported: nothing was, and each problem has its row and field. */
export class ImportRefused extends Refusal {
  constructor(readonly problems: RowProblem[]) {
    const more = problems.length > 1 ? `${problems.length} problems` : '1 problem';
    super('import.refused', `Nothing was imported: ${more} in the file.`, 'file');
  }
}

const sha256 = (content: string | Uint8Array) => createHash('sha256').update(content).digest('hex');
const digestOf = (event: BookEvent) => sha256(canonicalRow(event));

/** What importing the file would do, row by row, or what is wrong with it. Posts nothing. */
export async function previewImport(
  tx: Tx,
  actor: Actor,
  input: { trustCode: string; bytes: Uint8Array },
): Promise<ImportPlan> {
  demand(actor, 'books.import');
  const trust = await getTrust(tx, input.trustCode);
  const read = readEventsCsv(input.bytes);
  if (!read.ok) return { rows: [], problems: read.problems, notices: [] };
  return planImport(read.events, await readBooksState(tx, trust), digestOf);
}

export interface ImportResult {
  posted: number;
  alreadyInBooks: number;
  agreed: number;
}

/**
 * Imports a trust's books, all or nothing. The same file again posts nothing; the same key answers what it answered.
 * Throws NotFound, ImportRefused, Refusal 'import.pooled', 'key.reused'.
 */
export async function importEvents(
  tx: Tx,
  actor: Actor,
  { key, ...input }: { trustCode: string; bytes: Uint8Array; key?: string },
): Promise<ImportResult> {
  if (!key) return importOnce(tx, actor, input);
  const request = { trustCode: input.trustCode, file: sha256(input.bytes) };
  const done = await once(tx, actor, { key, action: 'books.imported', request }, async () => {
    const { posted, alreadyInBooks, agreed } = await importOnce(tx, actor, input);
    return { posted: String(posted), alreadyInBooks: String(alreadyInBooks), agreed: String(agreed) };
  });
  return { posted: Number(done.posted), alreadyInBooks: Number(done.alreadyInBooks), agreed: Number(done.agreed) };
}

async function importOnce(
  tx: Tx,
  actor: Actor,
  input: { trustCode: string; bytes: Uint8Array },
): Promise<ImportResult> {
  // Two imports of one trust stand in line: the second plans on what the first posted.
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`import ${input.trustCode}`}, 0))`);
  const plan = await previewImport(tx, actor, input);
  if (plan.problems.length > 0) throw new ImportRefused(plan.problems);
  const fresh = plan.rows.filter((row) => row.entry !== null).sort(byDay);
  const lotOfRow = new Map<number, number>();
  const entryOfRow = new Map<number, number>();
  // A year comes in at once: the floor of the sub-account is asked when all of it is there.
  await tx.execute(sql`set constraints subaccount_floor deferred`);
  for (const row of fresh) await post(tx, row, lotOfRow, entryOfRow);
  await tx.execute(sql`set constraints subaccount_floor immediate`);
  const result = {
    posted: fresh.length,
    alreadyInBooks: plan.rows.filter((row) => row.outcome === 'already_in_books').length,
    agreed: plan.rows.filter((row) => row.outcome === 'agrees_with_closing').length,
  };
  const trust = await getTrust(tx, input.trustCode);
  await recordAuditEvent(tx, {
    action: 'books.imported',
    recordType: 'trust',
    recordRef: trust.code,
    trustId: trust.id,
    facts: {
      posted: String(result.posted),
      already_in_books: String(result.alreadyInBooks),
      file_sha256: sha256(input.bytes),
    },
  });
  return result;
}

function byDay(a: PlannedRow, b: PlannedRow): number {
  const opening = (row: PlannedRow) => (row.event.kind.startsWith('opening') ? 0 : 1);
  return a.event.occurredOn.localeCompare(b.event.occurredOn) || opening(a) - opening(b) || a.row - b.row;
}

async function post(
  tx: Tx,
  row: PlannedRow,
  lotOfRow: Map<number, number>,
  entryOfRow: Map<number, number>,
): Promise<void> {
  const entry = row.entry;
  if (!entry) return;
  const { opens, reverses, postings, ...draft } = entry;
  if (opens) {
    const lot = {
      ...opens,
      trustId: entry.trustId,
      subaccountId: entry.subaccountId,
      acquiredOn: entry.occurredOn,
    };
    lotOfRow.set(row.row, await openLot(tx, lot));
  }
  const reversed = reverses && ('id' in reverses ? reverses.id : entryOfRow.get(reverses.row));
  const id = await postJournalEntry(tx, {
    ...draft,
    ...(reversed ? { reverses: reversed } : {}),
    postings: postings.map(({ lot, ...line }) =>
      lot
        ? {
            ...line,
            lot: { id: numberOf(lot.key, lotOfRow), units: lot.units },
          }
        : line,
    ),
  });
  entryOfRow.set(row.row, id);
}

function numberOf(key: { id: number } | { row: number }, lotOfRow: Map<number, number>): number {
  const id = 'id' in key ? key.id : lotOfRow.get(key.row);
  if (id === undefined) throw new Error('a posting moves a lot that was not opened');
  return id;
}
