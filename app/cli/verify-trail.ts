import { rawKey, type SignedAnchor } from '~/reports/verification/anchor';
import { type CheckedTrail, checkTrail } from '~/reports/verification/check-trail';
import { print, printJson } from './command';
import { Failure } from './failure';
import { ownPublicKey, readPublicKey } from './signing-key';
import { trailEntries } from './trail-files';

/**
 * Verifies an exported audit trail, or the copy that a server keeps, from files alone: there need be no database. Throws a
 * sentence where something is found.
 */
export async function verifyTrail(
  from: string,
  given: { anchor: SignedAnchor | null; publicKey?: string | undefined; json?: boolean | undefined },
): Promise<void> {
  const key = given.publicKey === undefined ? ownPublicKey() : readPublicKey(given.publicKey);
  if (!key) {
    throw new Failure(
      `Nothing here says whose key must have signed the trail: give the one you were handed, --public-key FILE.`,
    );
  }
  const checked = await checkTrail(trailEntries(from), { publicKey: rawKey(key), anchor: given.anchor });
  if (given.json) printJson(checked);
  else report(checked);
  if (checked.findings.length > 0) {
    throw new Failure(
      `${checked.findings.length === 1 ? 'One thing was' : `${checked.findings.length} things were`} found. This trail is not to be relied on until it is explained.`,
    );
  }
}

/** Of a trail that was rewritten each place is one; whoever wants all asks for JSON. */
const MOST_PRINTED = 20;

function report({ head, checkpoints, signedThrough, findings }: CheckedTrail): void {
  for (const { sentence } of findings.slice(0, MOST_PRINTED)) print(sentence);
  if (findings.length > MOST_PRINTED) print(`And ${findings.length - MOST_PRINTED} more.`);
  if (findings.length > 0) return;
  print(`${head.length} events, each bound to all before it, up to ${head.hash}.`);
  const after = head.length - signedThrough;
  const hold = checkpoints === 1 ? '1 checkpoint holds, and binds' : `${checkpoints} checkpoints hold, and bind`;
  const bound = `${hold} it up to place ${signedThrough}`;
  print(`${bound}${after > 0 ? `; nothing signed binds the ${after} events after it` : ''}.`);
}
