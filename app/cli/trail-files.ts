import { createReadStream, existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { entryOf, type TrailEntry } from '~/reports/verification/trail';
import { seriesOf } from './audit-copy';
import { Failure } from './failure';

/**
 * The lines of an exported trail, or of a folder that a server copies it to: its events day by day, then its checkpoints. Null
 * for a line that cannot be read. Throws a sentence where there is nothing to read.
 */
export async function* trailEntries(from: string): AsyncGenerator<TrailEntry | null> {
  for (const file of filesOf(from)) {
    for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY })) {
      yield entryOf(line);
    }
  }
}

function filesOf(from: string): string[] {
  if (!existsSync(from)) throw new Failure(`There is no file or folder ${from}.`);
  if (!statSync(from).isDirectory()) return [from];
  const names = readdirSync(from);
  const files = [...seriesOf(names, 'events'), ...seriesOf(names, 'checkpoints')];
  if (files.length === 0) throw new Failure(`${from} holds no copy of an audit trail.`);
  return files.map((name) => path.join(from, name));
}
