import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { demandPrivate } from './private-file.server';

/** A service that wraps keys and never lets its own out. Both throw a sentence where it does not do so. */
export interface KeyService {
  wrap(plain: Buffer, boundTo: string): Promise<string>;
  unwrap(wrapped: string, boundTo: string): Promise<Buffer>;
}

export interface KeyServiceSettings {
  /** Address of the engine: "https://vault.example:8200/v1/transit". */
  address: string;
  /** The key's name in it. */
  key: string;
  /** A file of mode 0600 with the bearer token; read at each question, so that it can be renewed in place. */
  tokenFile: string;
  patienceMs?: number;
}

const PATIENCE_MS = 5_000;
const encrypted = z.object({ data: z.object({ ciphertext: z.string().min(1).max(8192) }) });
const decrypted = z.object({ data: z.object({ plaintext: z.base64().max(8192) }) });

/**
 * A service that speaks as the transit engine of HashiCorp Vault and OpenBao does: POST {address}/encrypt/{key} and
 * /decrypt/{key}, values in base64, bound by `associated_data`. Throws a sentence for an address that would carry keys
 * over a network in the clear.
 */
export function transitService({ address, key, tokenFile, patienceMs = PATIENCE_MS }: KeyServiceSettings): KeyService {
  const base = safeAddress(address);
  const ask = async <T>(verb: 'encrypt' | 'decrypt', body: object, shape: z.ZodType<T>): Promise<T> => {
    const response = await fetch(`${base}/${verb}/${encodeURIComponent(key)}`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${readToken(tokenFile)}`, 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
      redirect: 'error',
      signal: AbortSignal.timeout(patienceMs),
    }).catch((error: Error) => {
      const late = error.name === 'TimeoutError' ? ` within ${patienceMs / 1000} seconds` : '';
      throw new Error(`The key service at ${base} does not answer${late}.`);
    });
    if ([401, 403].includes(response.status))
      throw new Error(`The key service at ${base} does not take the vault's token, or does not let it use the key.`);
    if (!response.ok) throw new Error(`The key service at ${base} refused, with status ${response.status}.`);
    const said = shape.safeParse(await response.json().catch(() => undefined));
    if (!said.success) throw new Error(`The key service at ${base} answered what is no answer of a key service.`);
    return said.data;
  };
  const base64 = (value: Buffer | string) => Buffer.from(value).toString('base64');
  return {
    wrap: async (plain, boundTo) => {
      const body = { plaintext: base64(plain), associated_data: base64(boundTo) };
      return (await ask('encrypt', body, encrypted)).data.ciphertext;
    },
    unwrap: async (wrapped, boundTo) => {
      const body = { ciphertext: wrapped, associated_data: base64(boundTo) };
      return Buffer.from((await ask('decrypt', body, decrypted)).data.plaintext, 'base64');
    },
  };
}

function safeAddress(address: string): string {
  const url = URL.parse(address);
  const here = url && ['127.0.0.1', '[::1]', 'localhost'].includes(url.hostname);
  if (!url || !(url.protocol === 'https:' || (url.protocol === 'http:' && here)))
    throw new Error('TUTELA_VAULT_KMS has to be an https address, or an http address of this machine.');
  return address.replace(/\/+$/, '');
}

function readToken(file: string): string {
  if (!existsSync(file)) throw new Error(`The token for the key service is not at ${file}.`);
  demandPrivate(file, 'The token for the key service');
  return readFileSync(file, 'utf8').trim();
}
