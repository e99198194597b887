import { createHash } from 'node:crypto';
import type { Tx } from 'db/client';
import { sql } from 'drizzle-orm';
import { type Actor, demand } from '~/access/actor';
import { Refusal } from '~/access/refusal';
import type { EntryDraft } from '~/ledger/journal-entry';
import { openLot, postJournalEntries } from '~/ledger/post-journal-entry.server';
import { holdLotsStill } from '~/ledger/post-lot-entry.server';
import { once } from '../audit/once.server';
import { recordAuditEvent } from '../audit/record-audit-event.server';
import { findSubaccounts, getTrust } from '../trusts/get-trust.server';
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
  const state = await readBooksState(tx, trust);
  return planImport(read.events, isOperator(actor) ? { ...state, keptSince: null } : state, digestOf);
}

const isOperator = (actor: Actor) => actor.roles.includes('operator');

export interface ImportResult {
  posted: number;
  alreadyInBooks: number;
  agreed: number;
}

/**
 * Imports a trust's books, all or nothing. The same file again posts nothing; the same key answers what it answered.
 * Throws NotFound, ImportRefused, Refusal 'import.pooled', 'key.reused'; SI002 where no factor was shown lately.
 */
export async function importEvents(
  tx: Tx,
  actor: Actor,
  { key, ...input }: { trustCode: string; bytes: Uint8Array; key?: string },
): Promise<ImportResult> {
  demand(actor, 'books.import');
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
  await tx.execute(sql`select sec.demand_fresh_factor()`);
  // Two imports of one trust stand in line: the second plans on what the first posted.
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`import ${input.trustCode}`}, 0))`);
  await keepStill(tx, input.trustCode);
  const plan = await previewImport(tx, actor, input);
  if (plan.problems.length > 0) throw new ImportRefused(plan.problems);
  const fresh = plan.rows.filter((row) => row.entry !== null).sort(byDay);
  // A year comes in at once: the floor of the sub-account is asked when all of it is there.
  await postJournalEntries(tx, await drafts(tx, fresh));
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

/** What the plan is made on stays as it is until it is posted: no sale or payment slips in between. */
async function keepStill(tx: Tx, trustCode: string): Promise<void> {
  const trust = await getTrust(tx, trustCode);
  const [subaccount] = await findSubaccounts(tx, trust.id);
  if (subaccount) await holdLotsStill(tx, subaccount.id, null);
}

function byDay(a: PlannedRow, b: PlannedRow): number {
  const opening = (row: PlannedRow) => (row.event.kind.startsWith('opening') ? 0 : 1);
  return a.event.occurredOn.localeCompare(b.event.occurredOn) || opening(a) - opening(b) || a.row - b.row;
}

/** The rows' entries as the ledger takes them: the lots they open are open, a return of this file says which entry of it. */
async function drafts(tx: Tx, rows: readonly PlannedRow[]): Promise<EntryDraft[]> {
  const lotOfRow = new Map<number, number>();
  const placeOfRow = new Map(rows.map((row, index) => [row.row, index + 1]));
  const entries: EntryDraft[] = [];
  for (const { row, entry } of rows) {
    if (!entry) continue;
    const { opens, reverses, postings, ...draft } = entry;
    if (opens) {
      const { trustId, subaccountId, occurredOn: acquiredOn } = entry;
      lotOfRow.set(row, await openLot(tx, { ...opens, trustId, subaccountId, acquiredOn }));
    }
    entries.push({
      ...draft,
      ...(reverses ? { reverses: 'id' in reverses ? reverses.id : -numberOf(reverses, placeOfRow) } : {}),
      postings: postings.map(({ lot, ...line }) =>
        lot ? { ...line, lot: { id: numberOf(lot.id, lotOfRow), units: lot.units } } : line,
      ),
    });
  }
  return entries;
}

function numberOf(key: { id: number } | { row: number }, known: Map<number, number>): number {
  const id = 'id' in key ? key.id : known.get(key.row);
  if (id === undefined) throw new Error('a row names a lot or an entry that is not there');
  return id;
}
