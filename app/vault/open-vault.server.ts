import type { Pool } from 'db/client';
import { BrokenSeal, openNamed, sealNamed } from './envelope.server';
import type { ErasureRegister } from './erasure-register.server';
import type { KeySource } from './key-sources.server';
import { type Keyring, keyFor } from './keyring.server';

/** A vault that can read: its keys are in this process's memory, and nowhere else. */
export interface OpenVault {
  /** One ring for all who read: a rotation adds to it and takes from it under them. */
  keyring: Map<number, Buffer>;
  register: ErasureRegister;
}

const SELF_TEST = Buffer.from('tutela vault');
const testName = (version: number) => `key version ${version}`;

/**
 * Opens the vault over its own login: the keys are tried on a known text, and what the register names is erased again, in
 * case an older copy of the database was restored. Undefined while the key source is sealed. Throws a sentence for a
 * wrong key, and where the register is shorter than the database has seen it.
 */
export async function openVault(
  pool: Pool,
  source: KeySource,
  register: ErasureRegister,
): Promise<OpenVault | undefined> {
  const keyring = await source.open();
  if (!keyring) return undefined;
  await tryKeys(pool, keyring);
  await replayErasures(pool, register);
  return { keyring: new Map(keyring), register };
}

async function tryKeys(pool: Pool, keyring: Keyring): Promise<void> {
  const find = () =>
    pool.query<{ version: number; self_test: Buffer }>(
      "select version, self_test from vault.kek where state <> 'retired'",
    );
  let { rows } = await find();
  if (rows.length === 0) {
    await pool.query('select vault.begin($1)', [selfTest(keyring, 1)]);
    ({ rows } = await find());
  }
  for (const { version, self_test } of rows) {
    try {
      openNamed(keyFor(keyring, version, 'self-test'), testName(version), self_test);
    } catch (error) {
      if (!(error instanceof BrokenSeal)) throw error;
      throw new Error(`The vault's key version ${version} is not the one that its identities are sealed under.`);
    }
  }
}

/** What a key version is tried on. */
export function selfTest(keyring: Keyring, version: number): Buffer {
  return sealNamed(keyFor(keyring, version, 'self-test'), testName(version), SELF_TEST);
}

async function replayErasures(pool: Pool, register: ErasureRegister): Promise<void> {
  const { rows } = await pool.query<{ lines: number; head: string }>('select lines, head from vault.register_seen');
  const seen = rows[0];
  if (seen && register.headAt(seen.lines) !== seen.head) {
    throw new Error(
      'The register of erasures is not the one this database has seen: it was lost, shortened or changed. Bring it back before the vault opens.',
    );
  }
  if (register.lines === 0) register.begin();
  await pool.query('select vault.forget($1, $2, $3)', [
    register.subjects(),
    register.lines,
    register.headAt(register.lines),
  ]);
}
