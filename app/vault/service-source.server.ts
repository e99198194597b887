import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { KEY_BYTES, newKey } from './envelope.server';
import type { KeyService } from './key-service.server';
import type { KeySource } from './key-sources.server';
import { demandPrivate, writeWhole } from './private-file.server';

const WRAPPED = 'keys.wrapped.json';
const boundTo = (version: number) => `tutela root key ${version}`;

/** Root keys wrapped by a key service: what stands in the file is of no use without it. */
export function serviceSource(folder: string, service: KeyService): KeySource {
  const file = path.join(folder, WRAPPED);
  const read = () => (existsSync(file) ? readWrapped(file) : new Map<number, string>());
  const write = (ring: Map<number, string>) => writeWhole(file, JSON.stringify(Object.fromEntries(ring)));
  const open = async () => {
    const ring = new Map<number, Buffer>();
    for (const [version, wrapped] of read()) {
      const key = await service.unwrap(wrapped, boundTo(version));
      if (key.length !== KEY_BYTES) throw new Error('The key service answered what is no root key of the vault.');
      ring.set(version, key);
    }
    return ring;
  };
  const add = async (version: number) => {
    const wrapped = await service.wrap(newKey(), boundTo(version));
    write(read().set(version, wrapped));
    return open();
  };
  return {
    kind: 'kms',
    open: async () => {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      return existsSync(file) ? open() : add(1);
    },
    add,
    drop: async (version) => {
      const ring = read();
      ring.delete(version);
      write(ring);
      return open();
    },
  };
}

function readWrapped(file: string): Map<number, string> {
  demandPrivate(file, "The vault's wrapped keys");
  const none = new Error(`There are no wrapped keys in ${file} that the vault can use.`);
  let kept: unknown;
  try {
    kept = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    throw none;
  }
  const ring = new Map(Object.entries(kept ?? {}).map(([version, wrapped]) => [Number(version), String(wrapped)]));
  if (ring.size === 0 || [...ring.keys()].some((version) => !Number.isInteger(version) || version < 1)) throw none;
  return ring;
}
