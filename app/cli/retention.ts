import { Command } from 'commander';
import { operatorTx } from 'db/operator';
import { findKeptIdentities, findRetentionRules } from '~/domain/retention/find-retention.server';
import { purgeExpired } from '~/domain/retention/purge-expired.server';
import { command, print, printJson, withBooks } from './command';
import { legalToday } from './legal-today';

export const retentionCommand = new Command('retention')
  .description('Says what the schedule of retention lets go, and what is held and why. It erases no identity.')
  .option('--purge', 'delete what is technical and whose days are over, as the running server does each hour')
  .option('--json', 'print it as JSON')
  .action(
    command(async (options: { purge?: boolean; json?: boolean }) => {
      const found = await withBooks((connections) =>
        operatorTx(connections, async (tx) => {
          const today = await legalToday(tx);
          return {
            today,
            rules: await findRetentionRules(tx, today),
            identities: await findKeptIdentities(tx),
            purged: options.purge ? await purgeExpired(tx, today) : [],
          };
        }),
      );
      if (options.json) return printJson(found);
      for (const { key, title, words, authority } of found.rules) print(`${key}  ${title}: ${words}  (${authority})`);
      for (const { code, state, rule, until, obstacle } of found.identities)
        print(
          `${state.padEnd(6)}  ${code}  ${rule ? `until ${until}, by ${rule}` : 'nothing counted yet'}${obstacle ? `  ${obstacle}` : ''}`,
        );
      for (const { record, gone } of found.purged) print(`purged  ${gone}  ${record}`);
      print(`${found.identities.filter(({ state }) => state === 'due').length} identities are due on ${found.today}.`);
    }),
  );
