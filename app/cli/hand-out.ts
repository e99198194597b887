import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { userInfo } from 'node:os';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Connections } from 'db/connections';
import { operatorTx } from 'db/operator';
import { type AuditFacts, recordAuditEvent } from '~/domain/audit/record-audit-event.server';
import { takeCopy } from '~/domain/audit/take-copy.server';
import type { CopyMark } from '~/reports/copy-mark';
import { print } from './command';
import { withTemporaryFolder } from './temporary-folder';

interface Leaving {
  /** What leaves, record by record; all bear the number of the one file. */
  records: readonly AuditFacts[];
  /** Where it goes; without it, the output. */
  out: string | undefined;
  /** The file cannot say itself whose copy it is: then it is said beside it. */
  unmarked: boolean;
  /** "The books of T-0042 are". */
  what: string;
}

/** Writes the file, which says whose copy it is where it can. */
type Write = (mark: CopyMark, file: string) => Promise<void>;

/**
 * Hands out a file: first the trail says who takes which copy, then the file is written where nobody sees it, then the trail
 * says what is in it, and only then it goes where it was asked for. What was never handed out has no second event.
 */
export async function handOut(connections: Connections, leaving: Leaving, write: Write): Promise<void> {
  const { records, out, unmarked, what } = leaving;
  const number = await operatorTx(connections, async (tx) => {
    const [first, ...others] = records;
    if (!first) throw new Error('a file of nothing has no copy');
    const copy = await takeCopy(tx, first);
    for (const event of others) await recordAuditEvent(tx, { ...event, facts: { ...event.facts, copy } });
    return copy;
  });
  await withTemporaryFolder(async (folder) => {
    const file = path.join(folder, 'copy');
    const by = `${userInfo().username}, at the command line,`;
    const on = `${new Date().toISOString().slice(0, 16).replace('T', ' ')} UTC`;
    await write({ number, by, on }, file);
    const facts = await measure(file);
    await operatorTx(connections, (tx) =>
      recordAuditEvent(tx, { action: 'copy.written', recordType: 'copy', recordRef: number, facts }),
    );
    // The output stream outlives the command.
    await (out
      ? pipeline(createReadStream(file), createWriteStream(out, { mode: 0o600 }))
      : pipeline(createReadStream(file), process.stdout, { end: false }));
  });
  if (out) print(`${what} in ${out}, as copy ${number}.`);
  else if (unmarked) process.stderr.write(`Copy ${number}.\n`);
}

/** How many lines a file has, and its digest. */
async function measure(file: string): Promise<{ rows: string; sha256: string }> {
  const digest = createHash('sha256');
  let rows = 0;
  for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
    digest.update(chunk);
    for (let at = chunk.indexOf('\n'); at >= 0; at = chunk.indexOf('\n', at + 1)) rows += 1;
  }
  return { rows: String(rows), sha256: digest.digest('hex') };
}
