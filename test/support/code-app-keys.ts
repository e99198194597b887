import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type CodeAppKeys, openCodeAppKeys } from '~/http/sign-in/code-app-keys.server';
import type { TestDatabase } from './database';

/** The keys of code apps of one test database, in a folder of their own, as a first start makes them. */
export interface TestKeys {
  codeAppKeys: CodeAppKeys;
  file: string;
  remove(): void;
}

export async function makeCodeAppKeys(db: TestDatabase): Promise<TestKeys> {
  const folder = mkdtempSync(path.join(tmpdir(), 'tutela-keys-'));
  const file = path.join(folder, 'code-app-keys.json');
  return {
    codeAppKeys: await openCodeAppKeys(db.pool, file),
    file,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
