import { Command } from 'commander';
import { migrate } from 'db/migrate';
import { readInstallation } from 'db/operator';
import { command, print, printJson, withConnections } from './command';

const WORDS = {
  demo: ' and holds the demo world',
  live: ' and holds real books',
  undecided: ' and empty: "seed" fills it with the demo world, "admin create" begins real books',
} as const;

export const migrateCommand = new Command('migrate')
  .description('Brings the database to what this version expects: tables, then the rules. Safe to run again.')
  .option('--json', 'print the result as JSON')
  .action(
    command(async (options: { json?: boolean }) => {
      await withConnections(async (connections) => {
        await migrate(connections);
        const mode = (await readInstallation(connections.webUrl))?.mode ?? 'undecided';
        if (options.json) printJson({ database: connections.database, server: connections.mode, mode });
        else print(`The database ${connections.database} is up to date${WORDS[mode]}.`);
      });
    }),
  );
