import { Command } from 'commander';
import { importEventsCommand } from './import-events';
import { importValuationsCommand } from './import-valuations';

export const importCommand = new Command('import')
  .description('Brings books into the system.')
  .addCommand(importEventsCommand)
  .addCommand(importValuationsCommand);
