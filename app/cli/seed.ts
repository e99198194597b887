import { Command } from 'commander';
import { migrate } from 'db/migrate';
import { layIdentities } from 'db/seed/lay-identities';
import { seedCast } from 'db/seed/seed-cast';
import { command, print, withConnections } from './command';

export const seedCommand = new Command('seed')
  .description(
    'Makes the demo world with its cast, in an installation that has not begun. Everything in it is invented.',
  )
  .action(
    command(async () => {
      await withConnections(async (connections) => {
        await migrate(connections);
        await seedCast(connections, (step) => print(`Laying down ${step} ...`));
        print('Laying down invented identities in the vault ...');
        await layIdentities(connections);
      });
      print('The demo world is ready. Its people are listed on the sign-in page.');
    }),
  );
