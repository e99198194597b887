import type { Tx } from 'db/client';
import { trust } from 'db/schema/trusts';
import { eq } from 'drizzle-orm';
import type { Anchor } from './anchor';
import { type ChainFinding, checkChain } from './check-chain.server';
import type { CheckResult } from './run-checks.server';

/**
 * Whether nothing that an anchor binds has changed or vanished: each of its chains recomputes, is as long at least, and has
 * the anchored link in its place. Whose signature it is, was asked before.
 */
export async function checkAnchor(
  tx: Tx,
  anchor: Anchor,
  before: (trustCode: string, index: number) => void = () => {},
): Promise<CheckResult> {
  const began = performance.now();
  const findings: ChainFinding[] = [];
  for (const [index, head] of anchor.heads.entries()) {
    before(head.trust, index);
    const [found] = await tx.select({ id: trust.id, code: trust.code }).from(trust).where(eq(trust.code, head.trust));
    if (found) findings.push(...(await checkChain(tx, found, head)).findings);
    else findings.push(vanished(head.trust, head.entry));
  }
  return {
    check: 'anchor',
    title: `Nothing up to the anchor of ${anchor.writtenAt.slice(0, 10)} has changed or vanished`,
    rows: findings.map((finding) => ({ ...finding })),
    milliseconds: Math.round(performance.now() - began),
  };
}

function vanished(code: string, entry: number): ChainFinding {
  const sentence = `There is no trust ${code}, though its chain up to entry ${entry} was anchored.`;
  return { trust: code, place: null, entry, fault: 'is gone', sentence };
}
