import { type ChildProcess, spawn } from 'node:child_process';
import type { Connections } from 'db/connections';
import type { Log } from '~/http/log';
import { listensAt } from '~/vault/serve-vault.server';

const SHORTEST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 30_000;
/** A vault that ran this long was well: the next one is begun at once again. */
const WELL_MS = 60_000;

/** The settings of this process that are none of the vault's: how others reach the database. */
const NOT_THE_VAULTS = ['DATABASE_URL', 'DATABASE_WEB_URL'];

/**
 * Runs the vault's process beside the pages for as long as they are served, and begins it again where it ends. While it is
 * away reveals are refused with a sentence, and nothing else is. Where TUTELA_VAULT_SOCKET names a vault that runs already,
 * under an account of its own, that one is used and left alone. Its log goes to `output`, else to this process's own.
 * Answers how to stop it.
 */
export async function keepVault(
  connections: Pick<Connections, 'vaultUrl' | 'vaultFolder'>,
  socket: string,
  log: Log,
  output: 'inherit' | number = 'inherit',
): Promise<() => Promise<void>> {
  if (process.env.TUTELA_VAULT_SOCKET !== undefined && (await listensAt(socket))) return async () => {};
  let child: ChildProcess | undefined;
  let ended = Promise.resolve();
  let stopped = false;
  let wait = SHORTEST_WAIT_MS;
  let next: NodeJS.Timeout | undefined;
  const begin = () => {
    const began = performance.now();
    child = spawnVault(connections, socket, output);
    ended = new Promise((resolve) => {
      const onEnd = () => {
        resolve();
        if (stopped) return;
        log.error('vault ended');
        wait = performance.now() - began > WELL_MS ? SHORTEST_WAIT_MS : Math.min(wait * 2, LONGEST_WAIT_MS);
        next = setTimeout(begin, wait);
      };
      child?.once('exit', onEnd);
      child?.once('error', onEnd);
    });
  };
  begin();
  return async () => {
    stopped = true;
    clearTimeout(next);
    child?.kill('SIGTERM');
    await ended;
  };
}

/** The pipe to its input stays open as long as this process lives: the vault ends when it closes. */
function spawnVault(
  { vaultUrl, vaultFolder }: Pick<Connections, 'vaultUrl' | 'vaultFolder'>,
  socket: string,
  output: 'inherit' | number,
) {
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    DATABASE_VAULT_URL: vaultUrl,
    TUTELA_VAULT_DIR: vaultFolder,
    TUTELA_VAULT_SOCKET: socket,
  };
  for (const name of NOT_THE_VAULTS) delete env[name];
  const program = process.argv[1] as string;
  return spawn(process.execPath, [...process.execArgv, program, 'vault', 'serve', '--until-input-ends'], {
    env,
    stdio: ['pipe', output, 'inherit'],
  });
}
