import type { Tx } from 'db/client';
import { trust } from 'db/schema/trusts';
import { eq } from 'drizzle-orm';
import type { SignedAnchor } from './anchor';
import { type ChainFinding, checkChain } from './check-chain.server';
import { checkTrail } from './check-trail';
import type { CheckResult } from './run-checks.server';
import { streamTrail } from './stream-trail.server';

/**
 * Whether nothing that an anchor binds has changed or vanished: each of its chains recomputes, and the audit trail, is as long
 * at least, and has the anchored link in its place. Whose signature it is, was asked before.
 */
export async function checkAnchor(
  tx: Tx,
  anchor: SignedAnchor,
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
  const trail = anchor.audit ? await checkTrail(streamTrail(tx), { publicKey: null, anchor }) : null;
  return {
    check: 'anchor',
    title: `Nothing up to the anchor of ${anchor.writtenAt.slice(0, 10)} has changed or vanished`,
    rows: [...findings, ...(trail?.findings ?? [])].map((finding) => ({ ...finding })),
    milliseconds: Math.round(performance.now() - began),
  };
}

function vanished(code: string, entry: number): ChainFinding {
  const sentence = `There is no trust ${code}, though its chain up to entry ${entry} was anchored.`;
  return { trust: code, place: null, entry, fault: 'is gone', sentence };
}
