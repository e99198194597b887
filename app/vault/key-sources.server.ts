import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { newKey, openNamed, sealNamed } from './envelope.server';
import { keysText, parseKeys, readKeyFile, writeKeyFile } from './key-file.server';
import { transitService } from './key-service.server';
import type { Keyring } from './keyring.server';
import { writeWhole } from './private-file.server';
import { serviceSource } from './service-source.server';
import { joinShares, parseShare, type Share, shareText, splitSecret } from './shares.server';

/** Where the root keys come from. */
export interface KeySource {
  kind: 'file' | 'environment' | 'shares' | 'kms';
  /** The root keys; undefined while the source is sealed. Throws a sentence where they cannot be had. */
  open(): Promise<Keyring | undefined>;
  /** Adds a root key under a new version and keeps it. Throws a sentence where this source cannot. */
  add(version: number): Promise<Keyring>;
  /** Lets a root key go that nothing is wrapped under any more. */
  drop(version: number): Promise<Keyring>;
}

/** A source that is opened by two of three people, each with a share. */
export interface SealedSource extends KeySource {
  kind: 'shares';
  /** How many more shares are needed after this one. Throws a sentence for what is no share. */
  give(share: string): Promise<number>;
}

const KEYS = 'keys.json';
const SEALED = 'keys.sealed';
const SEAL_NAME = 'keyring';

const WHAT = "The vault's keys";

/**
 * The source of a vault folder: the key service or the variable that is set; sealed where it was sealed; else the file of
 * keys, which is made for a new vault. Throws a sentence for settings of a key service that cannot be.
 */
export function keySource(folder: string, options: { live: boolean }): KeySource | SealedSource {
  const { TUTELA_VAULT_KMS: address, TUTELA_VAULT_KEYS: given } = process.env;
  if (address !== undefined) {
    const { TUTELA_VAULT_KMS_KEY: key = 'tutela', TUTELA_VAULT_KMS_TOKEN_FILE: tokenFile } = process.env;
    if (!tokenFile) throw new Error('TUTELA_VAULT_KMS_TOKEN_FILE is not set: it names the token for the key service.');
    return serviceSource(folder, transitService({ address, key, tokenFile }));
  }
  if (given !== undefined) return environmentSource(given, options);
  return existsSync(path.join(folder, SEALED)) ? sealedSource(folder) : fileSource(folder);
}

/** Root keys in a file of mode 0600 or stricter, by default in the vault's folder; better on a volume of its own. */
export function fileSource(folder: string): KeySource {
  const file = path.join(folder, KEYS);
  const change = async (edit: (ring: Map<number, Buffer>) => void) => {
    const ring = new Map(readKeyFile(file, WHAT));
    edit(ring);
    writeKeyFile(file, ring);
    return ring;
  };
  return {
    kind: 'file',
    open: async () => {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      if (!existsSync(file)) writeKeyFile(file, new Map([[1, newKey()]]));
      return readKeyFile(file, WHAT);
    },
    add: (version) => change((ring) => ring.set(version, newKey())),
    drop: (version) => change((ring) => ring.delete(version)),
  };
}

/** For development: a process's environment is read too easily by others to hold the keys of real people. */
export function environmentSource(text: string, options: { live: boolean }): KeySource {
  const cannot = async () => {
    throw new Error('Keys from TUTELA_VAULT_KEYS are changed where that variable is set.');
  };
  return {
    kind: 'environment',
    open: async () => {
      if (options.live)
        throw new Error('TUTELA_VAULT_KEYS is for the demo world. Real identities need a key file or shares.');
      return parseKeys(text, 'TUTELA_VAULT_KEYS');
    },
    add: cannot,
    drop: cannot,
  };
}

/** Root keys sealed under a secret that nobody holds alone. */
export function sealedSource(folder: string): SealedSource {
  const file = path.join(folder, SEALED);
  const given = new Map<number, Share>();
  let secret: Buffer | undefined;
  const read = () => secret && parseKeys(openNamed(secret, SEAL_NAME, readFileSync(file)).toString('utf8'), SEALED);
  const change = async (edit: (ring: Map<number, Buffer>) => void) => {
    const ring = read();
    if (!ring || !secret) throw new Error('The vault is sealed.');
    edit(ring);
    writeWhole(file, sealNamed(secret, SEAL_NAME, Buffer.from(keysText(ring))));
    return ring;
  };
  return {
    kind: 'shares',
    open: async () => read(),
    add: (version) => change((ring) => ring.set(version, newKey())),
    drop: (version) => change((ring) => ring.delete(version)),
    give: async (text) => {
      const share = parseShare(text);
      if (!share) throw new Error('That is not a share, or it was mistyped.');
      given.set(share.number, share);
      if (given.size < 2) return 1;
      const joined = joinShares([...given.values()].slice(0, 2));
      given.clear();
      try {
        openNamed(joined, SEAL_NAME, readFileSync(file));
      } catch {
        throw new Error('These two shares do not open the vault. Give both again.');
      }
      secret = joined;
      return 0;
    },
  };
}

/** Seals the file of keys: answers the three shares, which are kept nowhere. From the next start two of them open the vault. */
export function sealKeys(folder: string): string[] {
  const file = path.join(folder, KEYS);
  const ring = readKeyFile(file, WHAT);
  const secret = newKey();
  writeWhole(path.join(folder, SEALED), sealNamed(secret, SEAL_NAME, Buffer.from(keysText(ring))));
  rmSync(file);
  return splitSecret(secret).map(shareText);
}
