import type { Actor } from '~/access/actor';
import { findSentBack } from '~/domain/services-delivered/find-reviews.server';
import type { Tx } from '~/http/guard.server';
import { entryLine } from './entry-line';

export interface SentBackLine {
  reference: string;
  code: string;
  said: string;
  reason: string;
  /** Logged by another caseworker of the child. */
  another: boolean;
}

/** What a supervisor sent back of the worker's children and nobody has put right, the longest waiting first. */
export async function loadSentBack(tx: Tx, actor: Actor): Promise<SentBackLine[]> {
  return (await findSentBack(tx)).map((entry) => {
    const { reference, code, said } = entryLine(entry);
    return { reference, code, said, reason: entry.reason, another: entry.loggedBy !== actor.personId };
  });
}
