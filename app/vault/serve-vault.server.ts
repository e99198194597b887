import { chmodSync, rmSync } from 'node:fs';
import { createConnection, createServer, type Server, type Socket } from 'node:net';
import { LONGEST_LINE } from './protocol';

const IDLE_MS = 15_000;

/**
 * Answers lines over a socket that only this account can open. A line that is too long, or does not end in time, ends its
 * connection. Throws where another process listens there already.
 */
export async function serveLines(socket: string, answer: (line: string) => Promise<string>): Promise<Server> {
  await removeLeftOver(socket);
  const server = createServer((connection) => void serveOne(connection, answer));
  // The mode is right from the first moment: between a bind and a chmod anybody could connect.
  const umask = process.umask(0o177);
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(socket, resolve);
    });
  } finally {
    process.umask(umask);
  }
  chmodSync(socket, 0o600);
  return server;
}

async function serveOne(connection: Socket, answer: (line: string) => Promise<string>): Promise<void> {
  connection.setEncoding('utf8');
  connection.setTimeout(IDLE_MS, () => connection.destroy());
  connection.on('error', () => connection.destroy());
  let text = '';
  connection.on('data', (chunk: string) => {
    text += chunk;
    const end = text.indexOf('\n');
    if (end === -1 && text.length > LONGEST_LINE) connection.destroy();
    if (end === -1) return;
    connection.pause();
    connection.setTimeout(0);
    answer(text.slice(0, end)).then(
      (said) => connection.end(`${said}\n`),
      () => connection.destroy(),
    );
  });
}

/** A process that was killed leaves its socket behind; one that lives still answers on it. */
async function removeLeftOver(socket: string): Promise<void> {
  const alive = await new Promise<boolean>((resolve) => {
    const probe = createConnection(socket);
    probe.once('connect', () => {
      probe.destroy();
      resolve(true);
    });
    probe.once('error', () => resolve(false));
  });
  if (alive) throw new Error(`Another vault listens at ${socket} already.`);
  rmSync(socket, { force: true });
}
