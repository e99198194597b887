import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { Command } from 'commander';
import { openPool } from 'db/client';
import { defaultDataFolder, vaultFolderOf } from 'db/connections';
import { demandTls } from 'db/demand-tls';
import { operatorSession, readInstallation } from 'db/operator';
import { createLog, faultFields } from '~/http/log';
import { askVault } from '~/vault/ask-vault.server';
import { erasureRegister } from '~/vault/erasure-register.server';
import { keySource, sealKeys } from '~/vault/key-sources.server';
import { serveLines } from '~/vault/serve-vault.server';
import { socketPath } from '~/vault/socket-path.server';
import { VaultKeeper } from '~/vault/vault-keeper.server';
import { command, print, printJson, withConnections } from './command';
import { Failure } from './failure';
import { vaultIntake } from './vault-intake';
import { vaultWatch } from './watch-log';

const TRY_AGAIN_MS = 15_000;

const socket = () => socketPath(defaultDataFolder());

const serve = new Command('serve')
  .description("Runs the vault's process by itself, as `npm start` does beside the pages. Needs DATABASE_VAULT_URL.")
  .option('--until-input-ends', 'stop when the input is closed')
  .action(command(serveVault));

const status = new Command('status')
  .description('Says whether the vault is open, sealed or shut.')
  .option('--json', 'print it as JSON')
  .action(
    command(async (options: { json?: boolean }) => {
      const found = await askVault(socket(), { ask: 'status' });
      if (options.json) printJson(found);
      else print(`The vault is ${found.state}.${found.problem ? ` ${found.problem}` : ''}`);
    }),
  );

const seal = new Command('seal')
  .description('Seals the keys: prints three shares, two of which open the vault at each start. They are kept nowhere.')
  .action(
    command(async () => {
      for (const share of sealKeys(vaultFolderOf(defaultDataFolder()))) print(share);
      process.stderr.write(
        'Give each share to another person. They are not shown again. The vault stays open until it is started anew.\n',
      );
    }),
  );

const unseal = new Command('unseal')
  .description('Gives one share to the running vault. It is asked for, or read from the input.')
  .action(
    command(async () => {
      const { sharesNeeded } = await askVault(socket(), { ask: 'unseal', share: await readShare() });
      print(sharesNeeded === 0 ? 'The vault is open.' : 'Taken. One more share opens the vault.');
    }),
  );

const rotate = new Command('rotate')
  .description('New keys while people go on reading. Interrupted, it goes on where it stopped.')
  .argument('<what>', '"root": a new root key, the old one is let go; "data": a new key for every subject')
  .action(
    command(async (what: string) => {
      if (what !== 'root' && what !== 'data') throw new Failure('Say which keys: root or data.');
      const done = await withConnections((connections) =>
        operatorSession(connections, (token) =>
          askVault(socket(), { ask: 'rotate', token, requestId: 'cli-rotate', what }),
        ),
      );
      print(`New ${what} keys for ${done.subjects} subjects, wrapped under version ${done.version}.`);
    }),
  );

export const vaultCommand = new Command('vault')
  .description('The identity vault: its process, its keys, its seal.')
  .addCommand(status)
  .addCommand(seal)
  .addCommand(unseal)
  .addCommand(rotate)
  .addCommand(vaultIntake)
  .addCommand(vaultWatch)
  .addCommand(serve);

async function serveVault(options: { untilInputEnds?: boolean }): Promise<void> {
  const url = process.env.DATABASE_VAULT_URL;
  if (!url) throw new Failure('DATABASE_VAULT_URL is not set: it is how the vault reaches its database.');
  demandTls(url, 'DATABASE_VAULT_URL');
  const folder = vaultFolderOf(defaultDataFolder());
  const live = (await readInstallation(url))?.mode !== 'demo';
  const log = createLog();
  const pool = openPool(url, { applicationName: 'vault', max: 5 });
  const keeper = new VaultKeeper({
    pool,
    source: keySource(folder, { live }),
    register: () => erasureRegister(folder, process.env.TUTELA_ERASURES_COPY),
    onFault: (error) => log.error('vault', faultFields(error)),
  });
  const found = await keeper.open();
  if (found.state !== 'open')
    process.stderr.write(`The vault is ${found.state}. ${found.problem ?? 'Two shares open it.'}\n`);
  // What was away, the key service or the database, may be back; a wrong key may have been put right.
  setInterval(() => keeper.status().state === 'shut' && void keeper.open(), TRY_AGAIN_MS).unref();
  const server = await serveLines(socket(), (line) => keeper.answer(line));
  const stop = () => {
    server.close(() => void pool.end().finally(() => process.exit(0)));
  };
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.once(signal, stop);
  if (options.untilInputEnds) process.stdin.resume().once('close', stop).once('end', stop);
}

async function readShare(): Promise<string> {
  if (!process.stdin.isTTY) {
    let text = '';
    for await (const chunk of process.stdin) text += String(chunk);
    return text.trim();
  }
  process.stderr.write('Share (not shown): ');
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const prompt = createInterface({ input: process.stdin, output: silent, terminal: true });
  const share = await prompt.question('');
  prompt.close();
  process.stderr.write('\n');
  return share;
}
