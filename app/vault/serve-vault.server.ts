import { chmodSync, rmSync, statSync } from 'node:fs';
import { createConnection, createServer, type Server, type Socket } from 'node:net';
import path from 'node:path';
import { LONGEST_LINE } from './protocol';

const IDLE_MS = 15_000;

/** Set on a folder, it gives what is made there the folder's group. */
const SETGID = 0o2000;

/**
 * Answers lines over a socket that only this account can open; in a folder that lends its group, that group too. A line that is too long, or does not end in time, ends its
 * connection. Throws where another process listens there already.
 */
export async function serveLines(socket: string, answer: (line: string) => Promise<string>): Promise<Server> {
  await removeLeftOver(socket);
  const server = createServer((connection) => void serveOne(connection, answer));
  // The mode is right from the first moment: between a bind and a chmod anybody could connect.
  const mode = (statSync(path.dirname(socket)).mode & SETGID) === 0 ? 0o600 : 0o660;
  const umask = process.umask(0o777 & ~mode);
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(socket, resolve);
    });
  } finally {
    process.umask(umask);
  }
  chmodSync(socket, mode);
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

/** Whether a process answers at a socket: one that was killed leaves its socket behind. */
export function listensAt(socket: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createConnection(socket);
    probe.once('connect', () => {
      probe.destroy();
      resolve(true);
    });
    probe.once('error', () => resolve(false));
  });
}

async function removeLeftOver(socket: string): Promise<void> {
  if (await listensAt(socket)) throw new Error(`Another vault listens at ${socket} already.`);
  rmSync(socket, { force: true });
}
