import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openPool } from 'db/client';
import { layIdentities } from 'db/seed/lay-identities';
import { askVault } from '~/vault/ask-vault.server';
import { erasureRegister } from '~/vault/erasure-register.server';
import { keySource } from '~/vault/key-sources.server';
import type { Ask, Question } from '~/vault/protocol';
import { serveLines } from '~/vault/serve-vault.server';
import { VaultKeeper } from '~/vault/vault-keeper.server';
import type { TestDatabase } from './database';

/** A vault on a test's database, served over a real socket in a folder of its own. */
export interface TestVault {
  folder: string;
  socket: string;
  keeper: VaultKeeper;
  /** What went wrong inside, for a test to look at. */
  faults: unknown[];
  ask<A extends Ask>(question: Extract<Question, { ask: A }>): ReturnType<typeof askVault<A>>;
  /** The process ends and another begins, on the same folder. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

export async function openTestVault(db: TestDatabase, options: { identities?: boolean } = {}): Promise<TestVault> {
  const folder = mkdtempSync(path.join(tmpdir(), 'tutela-vault-'));
  const socket = path.join(folder, 'vault.sock');
  if (options.identities) {
    await layIdentities({ ownerUrl: db.operatorUrl, webUrl: db.webUrl, vaultUrl: db.vaultUrl, vaultFolder: folder });
  }
  const begin = async () => {
    const pool = openPool(db.vaultUrl, { applicationName: 'vault', max: 5 });
    const faults: unknown[] = [];
    const keeper = new VaultKeeper({
      pool,
      source: keySource(folder, { live: false }),
      register: () => erasureRegister(folder),
      onFault: (error) => faults.push(error),
    });
    await keeper.open();
    const server = await serveLines(socket, (line) => keeper.answer(line));
    const end = async () => {
      await new Promise((resolve) => server.close(resolve));
      await pool.end();
    };
    return { keeper, faults, end };
  };
  let running = await begin();
  return {
    folder,
    socket,
    get keeper() {
      return running.keeper;
    },
    get faults() {
      return running.faults;
    },
    ask: (question) => askVault(socket, question),
    restart: async () => {
      await running.end();
      running = await begin();
    },
    stop: async () => {
      await running.end();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
