import { sqlState } from 'db/client';
import { type Connections, defaultDataFolder, openConnections } from 'db/connections';
import { isMigrated, migrate } from 'db/migrate';
import { readInstallation } from 'db/operator';
import { refusalFromDatabase } from '~/access/database-refusals';
import { faultFields } from '~/http/log';
import { Failure } from './failure';
import { fillDemoWorld } from './fill-demo-world';

/**
 * Runs a command's work against the installation's database: the one that DATABASE_URL names, else the running embedded
 * one, else the embedded one started for the time of the command.
 */
export async function withConnections<T>(work: (connections: Connections) => Promise<T>): Promise<T> {
  const connections = await openConnections(defaultDataFolder());
  try {
    return await work(connections);
  } finally {
    await connections.release();
  }
}

/**
 * As withConnections, for commands that read or write books. A new embedded database becomes the demo world, as it does
 * at the first start, and an older one is brought up to date; a server's is for its operator to migrate and begin.
 * Throws a sentence where it is not.
 */
export async function withBooks<T>(work: (connections: Connections) => Promise<T>): Promise<T> {
  return withConnections(async (connections) => {
    if (!(await isMigrated(connections))) {
      if (connections.mode === 'server') {
        throw new Failure(`The database ${connections.database} is not up to date. Run: npm run tutela -- migrate`);
      }
      await migrate(connections);
    }
    if (connections.mode === 'embedded' && !(await readInstallation(connections.webUrl))) {
      // On the error stream: the output belongs to the command.
      await fillDemoWorld(connections, (line) => process.stderr.write(`${line}\n`));
    }
    return work(connections);
  });
}

/** The body of a command: what it throws becomes one sentence on the error stream, and exit status 1. */
export function command<A extends unknown[]>(run: (...args: A) => Promise<void>): (...args: A) => Promise<void> {
  return async (...args) => {
    try {
      await run(...args);
    } catch (error) {
      process.exitCode = 1;
      process.stderr.write(`${sentenceOf(error)}\n`);
    }
  };
}

/** Data for a program: one JSON value on the output stream. */
export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
}

export function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Where it happened, and what kind of fault it is. A message of the database or of its driver quotes what was sent. */
function framesOf(error: Error): string {
  const state = sqlState(error);
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return [state ? `${error.name}, in the database (${state})` : `${error.name}: ${error.message}`, ...frames].join(
    '\n',
  );
}

function sentenceOf(error: unknown): string {
  if (!(error instanceof Error)) return `Something went wrong: ${String(error)}`;
  if (process.env.LOG_LEVEL === 'debug') return framesOf(error);
  const refusal = refusalFromDatabase(error);
  if (refusal) return refusal.message;
  // A query and its values may be what somebody typed: they are for nobody's screen.
  const state = sqlState(error);
  if (state) return `Something went wrong in the database (${state}). LOG_LEVEL=debug shows where.`;
  const { fault, code } = faultFields(error);
  const plain = ['Error', 'Failure', 'Refusal'].includes(error.name);
  return plain ? error.message : `Something went wrong (${code ?? fault}): ${error.message}`;
}
