import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { Command } from 'commander';
import { sqlState } from 'db/client';
import { migrate } from 'db/migrate';
import { beginInstallation, operatorTx, readInstallation } from 'db/operator';
import { hashPassword, passwordProblem } from 'db/password';
import { sql } from 'drizzle-orm';
import { command, print, printJson, withConnections } from './command';
import { Failure } from './failure';

interface Options {
  name: string;
  email: string;
  json?: boolean;
}

export const adminCreateCommand = new Command('create')
  .description('Makes an administrator. The password is asked for, or read from TUTELA_ADMIN_PASSWORD or the input.')
  .requiredOption('--name <name>', 'how colleagues see them')
  .requiredOption('--email <email>', 'what they sign in with')
  .option('--json', 'print the result as JSON')
  .action(
    command(async (options: Options) => {
      if (!/^[^\s@]+@[^\s@]+$/.test(options.email)) throw new Failure('--email has to look like name@example.org.');
      const password = await readPassword();
      const problem = await passwordProblem(password);
      if (problem) throw new Failure(problem);
      const passwordHash = await hashPassword(password);
      await withConnections(async (connections) => {
        await migrate(connections);
        // The first administrator of a new installation begins real books; the demo world has its cast.
        if (!(await readInstallation(connections.webUrl))) await beginInstallation(connections, 'live');
        const id = await enroll(connections, { ...options, passwordHash });
        if (options.json) printJson({ person: id, email: options.email.toLowerCase(), roles: ['administrator'] });
        else print(`${options.name} is an administrator and signs in as ${options.email.toLowerCase()}.`);
      });
    }),
  );

type Reach = Parameters<typeof operatorTx>[0];

async function enroll(reach: Reach, person: { name: string; email: string; passwordHash: string }): Promise<number> {
  try {
    const { rows } = await operatorTx(reach, (tx) =>
      tx.execute<{ id: string }>(
        sql`select sec.enroll_person(${person.name}, ${person.email}, ${person.passwordHash}, '{administrator}') as id`,
      ),
    );
    return Number(rows[0]?.id);
  } catch (error) {
    if (sqlState(error) === '23505') throw new Failure(`There is already a person with the email ${person.email}.`);
    throw error;
  }
}

async function readPassword(): Promise<string> {
  const given = process.env.TUTELA_ADMIN_PASSWORD;
  if (given !== undefined) return given;
  if (!process.stdin.isTTY) {
    let text = '';
    for await (const chunk of process.stdin) text += String(chunk);
    return text.replace(/\r?\n$/, '');
  }
  process.stderr.write('Password (at least 15 characters, not shown): ');
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const prompt = createInterface({ input: process.stdin, output: silent, terminal: true });
  const password = await prompt.question('');
  prompt.close();
  process.stderr.write('\n');
  return password;
}
