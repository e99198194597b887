import { createPublicKey } from 'node:crypto';
import { closeSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { Command, Option } from 'commander';
import type { Tx } from 'db/client';
import type { Connections } from 'db/connections';
import { operatorReads, operatorTx } from 'db/operator';
import type { ChainHead } from '~/ledger/chain';
import { keyId, rawKey, sealAnchor } from '~/reports/verification/anchor';
import { checkChain } from '~/reports/verification/check-chain.server';
import { checkTrail } from '~/reports/verification/check-trail';
import { hereAndNow, recordAnchors, recordCheckpoint } from '~/reports/verification/keep-evidence.server';
import { runChecks, standingChecks } from '~/reports/verification/run-checks.server';
import { streamTrail } from '~/reports/verification/stream-trail.server';
import type { TrailHead } from '~/reports/verification/trail';
import { command, print, withBooks } from './command';
import { Failure } from './failure';
import { signingKey } from './signing-key';
import { linkAll } from './verify-books';
import { allTrusts, oneTrust, trustsAsked, type WhichBooks } from './which-books';

interface Options extends WhichBooks {
  out?: string;
  publicKey?: boolean;
}

/** What must hold of a trust before its head is signed. */
const ASKED = ['16-chain-whole', '26-anchors-stand', '30-entries-unchanged'];

export const anchorCommand = new Command('anchor')
  .description(
    'Writes how far the chain of a trust, or of all, and the audit trail reach, and signs it: a file to give to a court or keep elsewhere.',
  )
  .addOption(oneTrust())
  .addOption(allTrusts())
  .option('--out <file>', 'where to write it; a file that is there is not written over')
  .addOption(
    new Option('--public-key', 'print the public key, for whoever will verify').conflicts(['trust', 'all', 'out']),
  )
  .action(
    command(async ({ out, publicKey, ...which }: Options) => {
      if (publicKey) {
        process.stdout.write(createPublicKey(signingKey()).export({ type: 'spki', format: 'pem' }));
      } else if (!out) {
        throw new Failure('Say where the anchor goes: --out FILE.');
      } else {
        const heads = await writeAnchor(which, out);
        for (const { trust, length, entry } of heads) print(`${trust}: ${length} entries, up to entry ${entry}`);
        print(`The anchor is in ${out}. Keep it where nobody who keeps these books can change it.`);
      }
    }),
  );

type Head = ChainHead & { trust: string; trustId: number };

async function writeAnchor(which: WhichBooks, out: string): Promise<Head[]> {
  const key = signingKey();
  takePlace(out);
  try {
    return await withBooks(async (connections) => {
      const { heads, audit, installation, now } = await provenHeads(connections, which);
      const sealed = sealAnchor({ installation, writtenAt: now, heads, audit }, key);
      writeFileSync(out, sealed);
      const signed = { keyId: keyId(rawKey(createPublicKey(key))), at: now };
      await operatorTx(connections, async (tx) => {
        if (audit) await recordCheckpoint(tx, audit, { ...signed, sealed });
        await recordAnchors(tx, heads, signed);
      });
      return heads;
    });
  } catch (error) {
    rmSync(out, { force: true });
    throw error;
  }
}

/** An anchor is evidence: none is written over. */
function takePlace(out: string): void {
  try {
    closeSync(openSync(out, 'wx', 0o644));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') throw new Failure(`${out} is there already. An anchor is not written over.`);
    throw new Failure(`${out} cannot be written (${code}).`);
  }
}

/** The heads that are asked for, in one unchanging view. Throws a sentence where a chain is not whole: that is not signed. */
async function provenHeads(connections: Connections, which: WhichBooks) {
  await linkAll(connections.webUrl);
  return operatorReads(connections, async (tx) => {
    const trusts = await trustsAsked(tx, which);
    const heads: Head[] = [];
    for (const { id, code } of trusts) {
      const { head, findings } = await checkChain(tx, { id, code }, null);
      if (findings[0]) throw new Failure(`${findings[0].sentence} ${NOT_WRITTEN}`);
      if (head.length > 0) heads.push({ ...head, trust: code, trustId: id });
    }
    const checks = standingChecks().filter(({ check }) => ASKED.includes(check));
    for (const { title, rows } of await runChecks([tx], checks, which.trust ? (trusts[0]?.id ?? null) : null)) {
      const code = trusts.find(({ id }) => id === Number(rows[0]?.trust_id))?.code;
      if (rows.length > 0) throw new Failure(`In ${code} this does not hold: ${title}. ${NOT_WRITTEN}`);
    }
    if (heads.length === 0) throw new Failure(`There is no entry yet to anchor. ${NOT_WRITTEN}`);
    return { heads, audit: await provenTrail(tx), ...(await hereAndNow(tx)) };
  });
}

/** How far the audit trail reaches; it is recomputed whole before it is signed. */
async function provenTrail(tx: Tx): Promise<TrailHead | null> {
  const { head, findings } = await checkTrail(streamTrail(tx), { publicKey: null });
  if (findings[0]) throw new Failure(`In the audit trail: ${findings[0].sentence} ${NOT_WRITTEN}`);
  return head.length > 0 ? head : null;
}

const NOT_WRITTEN = 'No anchor was written.';
