import { openPool, type Tx } from 'db/client';
import type { Connections } from 'db/connections';
import { operatorReadsAtOnce, operatorTx } from 'db/operator';
import { linkEntries } from '~/ledger/link-entries.server';
import type { SignedAnchor } from '~/reports/verification/anchor';
import { checkAnchor } from '~/reports/verification/check-anchor.server';
import { checkSignatures } from '~/reports/verification/check-signatures.server';
import { hereAndNow, recordVerification } from '~/reports/verification/keep-evidence.server';
import { type CheckResult, runChecks, standingChecks } from '~/reports/verification/run-checks.server';
import { linkTrail } from '~/reports/verification/stream-trail.server';
import { Failure } from './failure';
import { trustsAsked } from './which-books';

/** A long check does not keep the others waiting: the chain takes as long as all of them together. */
const AT_ONCE = 2;

export interface VerificationOptions {
  /** One trust's code; without it every trust, and that all were verified is kept. */
  trust?: string | undefined;
  /** To hold the chains to; its signature has been checked. */
  anchor?: SignedAnchor | null;
  /** Told before each step. */
  watch?: (step: { done: number; of: number; title: string }) => void;
}

/**
 * Asks every standing check, and the anchor if there is one, in one unchanging view in which every entry is linked.
 * Throws a sentence for an unknown trust, and for an anchor of another installation or that says nothing of the trust.
 */
export async function verifyBooks(
  connections: Pick<Connections, 'ownerUrl' | 'webUrl'>,
  { trust, anchor, watch = () => {} }: VerificationOptions = {},
): Promise<CheckResult[]> {
  await linkAll(connections.webUrl);
  const { began, results } = await operatorReadsAtOnce(connections, AT_ONCE, async (txs) => {
    const [tx] = txs as [Tx, ...Tx[]];
    const { installation, now } = await hereAndNow(tx);
    const [one] = trust ? await trustsAsked(tx, { trust }) : [];
    const heads = (anchor?.heads ?? []).filter((head) => !one || head.trust === one.code);
    if (anchor && anchor.installation !== installation) {
      throw new Failure(
        `This anchor is of another installation (${anchor.installation}) than this one (${installation}).`,
      );
    }
    if (anchor && heads.length === 0 && (one || !anchor.audit))
      throw new Failure(`This anchor says nothing of ${one?.code ?? 'any trust'}.`);
    const checks = standingChecks();
    const of = checks.length + 1 + heads.length;
    const found = await runChecks(txs, checks, one?.id ?? null, ({ title }, done) => watch({ done, of, title }));
    watch({ done: checks.length, of, title: 'The signatures of approvals' });
    found.push(await checkSignatures(tx, one?.id ?? null));
    if (anchor) {
      const before = (code: string, index: number) =>
        watch({ done: checks.length + 1 + index, of, title: `The chain of ${code} and its anchor` });
      found.push(await checkAnchor(tx, { ...anchor, heads }, before));
    }
    watch({ done: of, of, title: '' });
    return { began: now, results: found };
  });
  if (!trust) await operatorTx(connections, (tx) => recordVerification(tx, began, results));
  return results;
}

/** So that the chains are asked of every entry and event there is. */
export async function linkAll(webUrl: string): Promise<void> {
  const pool = openPool(webUrl, { applicationName: 'tutela', max: 1, patient: true });
  try {
    await linkEntries(pool, true);
    await linkTrail(pool, true);
  } finally {
    await pool.end();
  }
}
