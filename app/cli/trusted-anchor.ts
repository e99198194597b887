import { readFileSync } from 'node:fs';
import {
  AnchorFault,
  demandSignature,
  keyId,
  rawKey,
  readAnchor,
  type SignedAnchor,
} from '~/reports/verification/anchor';
import { Failure } from './failure';
import { ownPublicKey, readPublicKey } from './signing-key';

/** An anchor is a few lines; whatever is larger is something else. */
const MOST_BYTES = 10_000_000;

/**
 * An anchor whose signature holds, and in words by whose key. Throws a sentence for a file that is cut, changed, of another
 * version or signed with another key.
 */
export function trustedAnchor(file: string, publicKeyFile?: string): { anchor: SignedAnchor; words: string } {
  const given = publicKeyFile === undefined ? null : readPublicKey(publicKeyFile);
  try {
    const anchor = readAnchor(textOf(file));
    const id = shortKey(anchor.publicKey);
    const own = given ? null : ownPublicKey();
    const key = given ?? own;
    if (!key) {
      throw new Failure(
        `Nothing here says whose key signed ${file}: give the public key you were handed, --public-key FILE. This installation has none of its own.`,
      );
    }
    if (rawKey(key) !== anchor.publicKey) {
      throw new Failure(
        given
          ? `${file} was signed with another key (${id}) than the one in ${publicKeyFile} (${shortKey(rawKey(key))}).`
          : `${file} was signed with another key (${id}) than this installation’s own (${shortKey(rawKey(key))}). If you were handed its public key, give it: --public-key FILE.`,
      );
    }
    demandSignature(anchor);
    return { anchor, words: given ? `Signed with the key in ${publicKeyFile} (${id}).` : ownWords(id) };
  } catch (error) {
    throw error instanceof AnchorFault ? new Failure(`${file} ${error.message}.`) : error;
  }
}

function ownWords(id: string): string {
  return `Signed with this installation’s own key (${id}). No --public-key was given, so this shows that the file is ours, not that nobody who holds our key signed it anew.`;
}

function shortKey(publicKey: string): string {
  return keyId(publicKey).slice(0, 16);
}

function textOf(file: string): string {
  try {
    const bytes = readFileSync(file);
    if (bytes.length <= MOST_BYTES) return bytes.toString('utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new Failure(code === 'ENOENT' ? `There is no file ${file}.` : `${file} cannot be read (${code}).`);
  }
  throw new Failure(`${file} is too large for an anchor.`);
}
