import type { Tx } from 'db/client';
import { type ChainFault, type ChainHead, EMPTY_CHAIN, follow } from '~/ledger/chain';
import { storedHead, streamChain } from '~/ledger/stream-chain.server';

/** A place where a trust's chain is not what it was, in words. */
export interface ChainFinding extends ChainFault {
  trust: string;
  sentence: string;
}

/**
 * Recomputes a trust's whole chain outside the database, and holds it to a head that was anchored, if one is given. Answers
 * where the chain stands and everything that is wrong with it.
 */
export async function checkChain(
  tx: Tx,
  { id, code }: { id: number; code: string },
  anchored: ChainHead | null,
): Promise<{ head: ChainHead; findings: ChainFinding[] }> {
  let head = EMPTY_CHAIN;
  const faults: ChainFault[] = [];
  for await (const row of streamChain(tx, id)) {
    const next = follow(code, head, row);
    if (next.fault) faults.push(next.fault);
    if (row.link && next.head.length === anchored?.length && !same(next.head, anchored)) {
      faults.push({ place: head.length + 1, entry: next.head.entry, fault: REWRITTEN });
    }
    head = next.head;
  }
  const findings = faults.map((fault) => ({ ...fault, trust: code, sentence: sentenceOf(code, fault) }));
  if (anchored && head.length < anchored.length) findings.push(shortened(code, head, anchored));
  if (!same(head, (await storedHead(tx, id)) ?? EMPTY_CHAIN)) {
    const sentence = `In ${code} the head is not the last link, which is of entry ${head.entry} at place ${head.length}.`;
    findings.push({ trust: code, place: head.length, entry: head.entry, fault: 'is not the head', sentence });
  }
  return { head, findings };
}

const REWRITTEN = 'is not bound as the anchor has it: it, or what came before it, was rewritten';

function sentenceOf(trust: string, { place, entry, fault }: ChainFault): string {
  return `In ${trust} entry ${entry}${place === null ? '' : ` at place ${place}`} ${fault}.`;
}

function shortened(trust: string, head: ChainHead, anchored: ChainHead): ChainFinding {
  const missing = { place: head.length + 1, entry: anchored.entry, fault: 'is gone' };
  const sentence = `In ${trust} the chain ends at place ${head.length}; the anchor has ${anchored.length} entries, up to entry ${anchored.entry}: what came after place ${head.length} is gone.`;
  return { ...missing, trust, sentence };
}

function same(one: ChainHead, other: ChainHead): boolean {
  return one.length === other.length && one.entry === other.entry && one.hash === other.hash;
}
