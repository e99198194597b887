import { Command } from 'commander';
import { adminCreateCommand } from './admin-create';
import { forgetFactorsCommand } from './admin-forget-factors';
import { rotateCodeAppKeysCommand } from './admin-rotate-code-app-keys';

export const adminCommand = new Command('admin')
  .description('The people who administer this installation, and those who have lost what they sign in with.')
  .addCommand(adminCreateCommand)
  .addCommand(forgetFactorsCommand)
  .addCommand(rotateCodeAppKeysCommand);
