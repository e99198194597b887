import { Option } from 'commander';
import type { Tx } from 'db/client';
import type { Connections } from 'db/connections';
import { operatorReads } from 'db/operator';
import { NotFound } from '~/access/refusal';
import { findTrusts } from '~/domain/trusts/find-trusts.server';
import { getTrust, type TrustRecord } from '~/domain/trusts/get-trust.server';
import { outlineBooks } from '~/reports/journals/book-text.server';
import type { Outline } from '~/reports/journals/journal';
import { Failure } from './failure';

/** One trust or all: what a command that reads whole books is asked for. */
export interface WhichBooks {
  trust?: string;
  all?: boolean;
}

export const oneTrust = () => new Option('--trust <code>', 'one trust, like T-0042').conflicts('all');
export const allTrusts = () => new Option('--all', 'every trust');

/** Reads the books that are asked for in one unchanging view. Throws a sentence where none are asked for, or there. */
export async function readBooks<T>(
  connections: Connections,
  which: WhichBooks,
  work: (tx: Tx, outline: Outline) => Promise<T>,
): Promise<T> {
  return operatorReads(connections, async (tx) =>
    work(tx, await outlineBooks(tx, { trusts: await trustsAsked(tx, which), several: which.all ?? false })),
  );
}

/** The trusts whose books are asked for. Throws a sentence where none are asked for, or there. */
export async function trustsAsked(tx: Tx, which: WhichBooks): Promise<Outline['trusts'][number][]> {
  demandWhich(which);
  const trusts = which.trust ? [await theTrust(tx, which.trust)] : await findTrusts(tx);
  if (trusts.length === 0) throw new Failure('There is no trust yet.');
  return trusts;
}

/** Throws a sentence where no books are named. */
export function demandWhich({ trust, all }: WhichBooks): void {
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
