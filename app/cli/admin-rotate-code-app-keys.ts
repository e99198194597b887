import { Command } from 'commander';
import { operatorTx } from 'db/operator';
import { recordAuditEvent } from '~/domain/audit/record-audit-event.server';
import { codeAppKeyFile } from '~/http/sign-in/code-app-keys.server';
import { rotateCodeAppKeys } from '~/http/sign-in/rotate-code-app-keys.server';
import { command, print, withConnections } from './command';

export const rotateCodeAppKeysCommand = new Command('rotate-code-app-keys')
  .description(
    'A new key for the secrets of code apps, while people sign in. Nobody enrols anew; whoever is just doing so begins again.',
  )
  .action(
    command(async () => {
      const { sealed, version } = await withConnections(async (connections) => {
        const done = await rotateCodeAppKeys(
          (work) => operatorTx(connections, work),
          codeAppKeyFile(connections.dataFolder),
        );
        await operatorTx(connections, (tx) =>
          recordAuditEvent(tx, {
            action: 'code-app-keys.rotated',
            recordType: 'key',
            recordRef: `version ${done.version}`,
            facts: { sealed: String(done.sealed) },
          }),
        );
        return done;
      });
      print(`${sealed} code apps are sealed under version ${version}.`);
    }),
  );
