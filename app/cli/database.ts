import { Command } from 'commander';
import { defaultDataFolder, withDatabase } from 'db/connections';
import { findRunning } from 'db/embedded/launcher';
import { command, print, printJson } from './command';
import { Failure } from './failure';

export const databaseCommand = new Command('database')
  .description('Prints how psql reaches the running database as its owner. The output holds a password.')
  .option('--json', 'print it as JSON')
  .action(
    command(async (options: { json?: boolean }) => {
      const url = process.env.DATABASE_URL ?? (await embeddedUrl());
      if (options.json) return printJson({ url });
      print(`psql "${url}"`);
      print('Row security binds the owner of the tables too. To read everything: set role tutela_operator;');
    }),
  );

async function embeddedUrl(): Promise<string> {
  const server = await findRunning({ dataFolder: defaultDataFolder() });
  if (!server) throw new Failure('The database does not run. Start the system first: npm start.');
  return withDatabase(server.adminUrl, 'tutela');
}
