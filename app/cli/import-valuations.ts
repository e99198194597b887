import { Command } from 'commander';
import { operatorTx } from 'db/operator';
import { ImportRefused } from '~/domain/book-events/import-events.server';
import { importValuations, writtenInValuations } from '~/domain/book-events/import-valuations.server';
import type { NoName } from '~/vault/explain-texts.server';
import { command, print, withBooks } from './command';
import { demandNoNames, readInput, refuseRows, textsAreOption } from './import-file';
import { operatorActor } from './operator-actor';

export const importValuationsCommand = new Command('valuations')
  .description('Brings in market values of holdings: an information column of the accounting.')
  .argument('<file>', 'the CSV file: as_of, holding, units, market_value_usd, source')
  .requiredOption('--trust <code>', 'the trust, like T-0042')
  .addOption(textsAreOption())
  .action(
    command(async (file: string, options: { trust: string; textsAre?: NoName }) => {
      const input = { trustCode: options.trust, bytes: readInput(file) };
      await withBooks(async (connections) => {
        try {
          const { values } = await operatorTx(connections, async (tx) => {
            const actor = await operatorActor(tx);
            await demandNoNames(connections, tx, await writtenInValuations(tx, actor, input), options.textsAre);
            return importValuations(tx, actor, input);
          });
          print(`${values} market values are in the books of ${options.trust}.`);
        } catch (error) {
          if (error instanceof ImportRefused) refuseRows(error.problems, false);
          throw error;
        }
      });
    }),
  );
