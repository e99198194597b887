import { Command } from 'commander';
import { accountingCommand } from './accounting';
import { adminCommand } from './admin';
import { anchorCommand } from './anchor';
import { databaseCommand } from './database';
import { exportCommand } from './export-books';
import { holdingCommand } from './holding';
import { importCommand } from './import';
import { migrateCommand } from './migrate';
import { recomputeCommand } from './recompute';
import { retentionCommand } from './retention';
import { seedCommand } from './seed';
import { startCommand } from './start';
import { vaultCommand } from './vault';
import { verifyCommand } from './verify';

const program = new Command('tutela')
  .description(
    'Restitution money held in trust for children abroad: received, spent on care, accounted for to the court.',
  )
  .addCommand(startCommand)
  .addCommand(migrateCommand)
  .addCommand(databaseCommand)
  .addCommand(adminCommand)
  .addCommand(seedCommand)
  .addCommand(importCommand)
  .addCommand(holdingCommand)
  .addCommand(accountingCommand)
  .addCommand(exportCommand)
  .addCommand(verifyCommand)
  .addCommand(anchorCommand)
  .addCommand(recomputeCommand)
  .addCommand(retentionCommand)
  .addCommand(vaultCommand);

/** A command that is added does not take over how the program answers mistakes. */
function pointToHelp(command: Command): void {
  command.showHelpAfterError('Run it with --help to see what it takes.');
  for (const part of command.commands) pointToHelp(part);
}

pointToHelp(program);
await program.parseAsync();
