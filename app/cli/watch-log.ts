import { createReadStream, existsSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { Command } from 'commander';
import { KIND_WORDS } from '~/http/form-texts.server';
import { inGroups } from '~/ledger/in-groups';
import type { CheckTexts, Told } from '~/vault/check-texts.server';
import { command, print, withBooks } from './command';
import { Failure } from './failure';
import { withVault } from './with-vault';

/** A line of a log that may tell of a person: where it stands, and what kind of thing it holds. Never the words. */
export interface TellingLine {
  line: number;
  kinds: Told['kind'][];
}

export interface WatchedLog {
  lines: number;
  telling: TellingLine[];
  /** Whether the vault answered for every line; else only shapes were looked for. */
  byVault: boolean;
}

/** Lines that are held up to the vault at once. */
const AT_ONCE = 1_000;
const MOST_PRINTED = 100;

/** Holds each line of a log up to the vault's tokens and to the shapes of numbers and addresses. */
export async function watchLines(
  checkTexts: CheckTexts,
  lines: AsyncIterable<string> | Iterable<string>,
): Promise<WatchedLog> {
  const found: WatchedLog = { lines: 0, telling: [], byVault: true };
  for await (const some of inGroups(lines, AT_ONCE)) {
    const { told, byVault } = await checkTexts(some);
    const kinds = new Map<number, Set<Told['kind']>>();
    for (const { text, kind } of told) kinds.set(text, (kinds.get(text) ?? new Set()).add(kind));
    for (const [place, of] of [...kinds].sort(([a], [b]) => a - b))
      found.telling.push({ line: found.lines + place + 1, kinds: [...of].sort() });
    found.lines += some.length;
    found.byVault &&= byVault;
  }
  return found;
}

export const vaultWatch = new Command('watch')
  .description(
    'Looks through logs for what tells of a person, and says where it stands, never what. Exit 1 if there is any.',
  )
  .argument('<file...>', 'log files, of the application or of the database')
  .action(
    command(async (files: string[]) => {
      for (const file of files) if (!existsSync(file)) throw new Failure(`There is no file ${file}.`);
      const telling = await withBooks((connections) =>
        withVault(connections, async (checkTexts) => {
          let hits = 0;
          for (const file of files) hits += await watchFile(checkTexts, file);
          return hits;
        }),
      );
      if (telling > 0)
        throw new Failure(
          `${telling} lines may tell of a person. Whoever keeps these logs looks at them, takes them out of every copy, and finds what wrote them.`,
        );
    }),
  );

async function watchFile(checkTexts: CheckTexts, file: string): Promise<number> {
  const lines = createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY });
  const found = await watchLines(checkTexts, lines);
  if (!found.byVault)
    throw new Failure(
      'The vault does not answer, so nobody can say whether this log names a child. Try again in a minute.',
    );
  for (const { line, kinds } of found.telling.slice(0, MOST_PRINTED))
    print(`${path.basename(file)}, line ${line}: may hold ${kinds.map((kind) => KIND_WORDS[kind]).join(', ')}`);
  if (found.telling.length > MOST_PRINTED)
    print(`${path.basename(file)}: and ${found.telling.length - MOST_PRINTED} lines more`);
  if (found.telling.length === 0) print(`${path.basename(file)}: ${found.lines} lines, nothing found`);
  return found.telling.length;
}
