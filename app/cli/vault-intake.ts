import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { Command } from 'commander';
import { defaultDataFolder } from 'db/connections';
import { operatorSession, operatorTx } from 'db/operator';
import { type IdentityProblem, readIdentitiesCsv } from '~/domain/beneficiaries/read-identities-csv';
import { takeInChildren } from '~/domain/beneficiaries/take-in-children.server';
import { socketPath } from '~/vault/socket-path.server';
import { command, print, printJson, withConnections } from './command';
import { Failure } from './failure';
import { operatorActor } from './operator-actor';

export const vaultIntake = new Command('intake')
  .description('Takes children in from a CSV file: each under a new code, all or none. The vault has to be running.')
  .argument('<file>', 'the CSV file: name, birth_date, address, contact, guardian')
  .option('--json', 'print the codes as JSON')
  .action(
    command(async (file: string, options: { json?: boolean }) => {
      if (!existsSync(file)) throw new Failure(`There is no file ${file}.`);
      const read = readIdentitiesCsv(readFileSync(file));
      if (!read.ok) throw refused(read.problems);
      const children = read.rows.map(({ values }) => ({ values, apart: false }));
      const { codes, known } = await withConnections(async (connections) => {
        const actor = await operatorTx(connections, operatorActor);
        const asked = { requestId: 'cli-intake', key: randomUUID(), children };
        return operatorSession(connections, (token) =>
          takeInChildren(socketPath(defaultDataFolder()), actor, { ...asked, token }),
        );
      });
      const message = 'A child with this name may be known already. Take it out, and ask who supervises the child.';
      if (known.length > 0)
        throw refused(known.map((place) => ({ row: read.rows[place]?.row ?? 0, column: 'name', message })));
      const taken = codes.map((code, place) => ({ row: read.rows[place]?.row, code }));
      if (options.json) printJson(taken);
      else for (const { row, code } of taken) print(`Row ${row}: ${code}`);
    }),
  );

function refused(problems: readonly IdentityProblem[]): Failure {
  const lines = problems.map(({ row, column, message }) => {
    const where = row === 0 ? '' : `Row ${row}${column && `, ${column}`}: `;
    return `${where}${message}`;
  });
  return new Failure(['Nobody was taken in.', ...lines].join('\n'));
}
