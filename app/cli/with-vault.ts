import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Connections } from 'db/connections';
import { operatorSession } from 'db/operator';
import { createLog } from '~/http/log';
import { type CheckTexts, checkTextsBy } from '~/vault/check-texts.server';
import { listensAt } from '~/vault/serve-vault.server';
import { socketPath } from '~/vault/socket-path.server';
import { keepVault } from './keep-vault';
import { withTemporaryFolder } from './temporary-folder';

const PATIENCE_MS = 30_000;
const LOOK_AGAIN_MS = 100;

/**
 * Lets a command hold texts up to the vault: to the one that runs, else to one begun for the time of the command, in a folder
 * of its own. A vault that is sealed answers nothing; whoever asks is then told that texts were not looked at.
 */
export async function withVault<T>(connections: Connections, work: (checkTexts: CheckTexts) => Promise<T>): Promise<T> {
  return operatorSession(connections, async (token) => {
    const checkAt = (socket: string) => checkTextsBy(socket, { token, requestId: `cli-${randomUUID()}` });
    const running = socketPath(connections.dataFolder);
    if (existsSync(running) && (await listensAt(running))) return work(checkAt(running));
    return withTemporaryFolder(async (folder) => {
      const socket = path.join(folder, 'vault.sock');
      // The output belongs to the command.
      const stop = await keepVault(connections, socket, createLog({ write: () => {} }), process.stderr.fd);
      try {
        await untilItListens(socket);
        return await work(checkAt(socket));
      } finally {
        await stop();
      }
    });
  });
}

/** Where it never does, the vault is away, and answers as one that is. */
async function untilItListens(socket: string): Promise<void> {
  const until = performance.now() + PATIENCE_MS;
  while (performance.now() < until && !(existsSync(socket) && (await listensAt(socket))))
    await setTimeout(LOOK_AGAIN_MS);
}
