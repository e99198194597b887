import { Option } from 'commander';
import type { Tx } from 'db/client';
import { operatorReads, operatorTx } from 'db/operator';
import { NotFound } from '~/access/refusal';
import { recordAuditEvent } from '~/domain/audit/record-audit-event.server';
import { findTrusts } from '~/domain/trusts/find-trusts.server';
import { getTrust, type TrustRecord } from '~/domain/trusts/get-trust.server';
import { outlineBooks } from '~/reports/journals/book-text.server';
import type { Outline } from '~/reports/journals/journal';
import { withBooks } from './command';
import { Failure } from './failure';

/** One trust or all: what a command that reads whole books is asked for. */
export interface WhichBooks {
  trust?: string;
  all?: boolean;
}

export const oneTrust = () => new Option('--trust <code>', 'one trust, like T-0042').conflicts('all');
export const allTrusts = () => new Option('--all', 'every trust');

/**
 * Reads the books that are asked for in one unchanging view. Where they leave in a format, that they do is audited first.
 * Throws a sentence where none are asked for, or there.
 */
export async function readBooks<T>(
  which: WhichBooks,
  work: (tx: Tx, outline: Outline) => Promise<T>,
  leavesAs?: string,
): Promise<T> {
  demandWhich(which);
  return withBooks(async (connections) => {
    if (leavesAs) await operatorTx(connections, (tx) => recordExport(tx, which, leavesAs));
    return operatorReads(connections, async (tx) =>
      work(tx, await outlineBooks(tx, { trusts: await trustsAsked(tx, which), several: which.all ?? false })),
    );
  });
}

async function recordExport(tx: Tx, which: WhichBooks, format: string): Promise<void> {
  for (const { id, code } of await trustsAsked(tx, which)) {
    const event = { action: 'books.exported', recordType: 'trust', recordRef: code, trustId: id };
    await recordAuditEvent(tx, { ...event, facts: { format } });
  }
}

/** The trusts whose books are asked for. Throws a sentence where none are asked for, or there. */
export async function trustsAsked(tx: Tx, which: WhichBooks): Promise<Outline['trusts'][number][]> {
  demandWhich(which);
  const trusts = which.trust ? [await theTrust(tx, which.trust)] : await findTrusts(tx);
  if (trusts.length === 0) throw new Failure('There is no trust yet.');
  return trusts;
}

function demandWhich({ trust, all }: WhichBooks): void {
  if (!trust && !all) throw new Failure('Say whose books: --trust CODE, or --all.');
}

/** Throws a sentence where there is no such trust. */
export async function theTrust(tx: Tx, code: string): Promise<TrustRecord> {
  try {
    return await getTrust(tx, code);
  } catch (error) {
    throw error instanceof NotFound ? new Failure(`There is no trust ${code}.`) : error;
  }
}
