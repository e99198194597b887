import { AGREEING, BASIS_WORDS } from './erasure';
import type { Done, Erasure } from './find-erasures.server';

/** A certificate's sentences: what is gone, what remains, and what an older copy of the database could still tell. */
export interface Certificate {
  gone: string[];
  remains: string[];
  copies: string[];
}

/** `backupsGoneOn` and the key's version in words that a person without the system understands. */
export function certificateOf({ code }: Erasure, done: Done, dayWords: (iso: string) => string): Certificate {
  const until = dayWords(done.backupsGoneOn);
  return {
    gone: [
      done.dataKey === null
        ? 'There was no data key: nothing had been sealed under this code.'
        : `The data key of this identity, number ${done.dataKey}. Without it no sealed value of it can be read, here or in any copy.`,
      `The sealed values (${done.valuesGone}) and the tokens by which a name is looked for (${done.tokensGone}).`,
      'The day of majority, from which a birth date could be told.',
    ],
    remains: [
      `The code ${code} and the other codes that courts and providers know it by; whom they stand for is not known here any more.`,
      'The books: entries, payments, awards and accountings, which name codes only. Their chain is unchanged.',
      'What was done for the code: services, care plans and notes, and who asked to see what and when. Notes are not to hold names; they were not read for this.',
      'Whatever left the system before: papers, filings under seal, and what people were shown.',
    ],
    copies: [
      ...(done.kekVersion === null
        ? []
        : [
            `Backups, archived logs and replicas of the database from before still hold the sealed values and the data key, wrapped under root key version ${done.kekVersion}. Whoever has such a copy and that root key can read it.`,
          ]),
      `By rule ER-1 no backup from before is kept after ${until}: from that day on none helps. Those who keep the backups answer for it.`,
      'A restored copy is erased again when the vault is opened on it, by the register of erasures, which is kept outside the database. Without the register the vault does not open.',
    ],
  };
}

/** The certificate for a program: the same facts, and what the signature is verified by. */
export function certificateFile(erasure: Erasure, done: Done, words: Certificate) {
  const agreed = erasure.decisions.filter(({ decision }) => decision === 'agreed').slice(0, AGREEING);
  return {
    certificate: 'tutela erasure 1',
    reference: erasure.reference,
    code: erasure.code,
    basis: BASIS_WORDS[erasure.basis],
    ticket: erasure.ticket,
    requestedBy: erasure.requestedBy.name,
    requestedAt: erasure.requestedAt.toISOString(),
    agreedBy: agreed.map(({ by, at }) => ({ name: by.name, at: at.toISOString() })),
    erasedBy: done.by,
    erasedAt: done.at.toISOString(),
    dataKey: done.dataKey,
    rootKeyVersion: done.kekVersion,
    backupsGoneOn: done.backupsGoneOn,
    ...words,
    register: { line: done.registerLine, signature: done.signature, publicKey: done.publicKey, algorithm: 'Ed25519' },
  };
}
