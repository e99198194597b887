import { createWriteStream } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Tx } from 'db/client';
import { bookText } from '../journals/book-text.server';
import type { Outline } from '../journals/journal';
import { compareBalances, type Difference } from './compare-balances';
import { PROGRAMS, type Program, readBalances } from './programs';
import { type Ran, runProgram } from './run-program.server';

export interface InstalledProgram {
  program: Program;
  version: string;
}

export interface Recomputation {
  program: Program['name'];
  version: string;
  /** How many accounts were compared; none where the program listed none. */
  accounts: number;
  differences: Difference[];
  /** The first lines of what the program said when it did not accept the books. */
  rejected: string[];
}

const MOST_LINES = 5;

/** Which of the programs are on this machine; `folder` is theirs to start in. */
export async function findPrograms(folder: string): Promise<InstalledProgram[]> {
  const installed: InstalledProgram[] = [];
  for (const program of PROGRAMS) {
    const runs = await Promise.all(program.versions.map((command) => run(program, command, folder)));
    if (!runs.every((ran) => ran?.ok)) continue;
    const [, version = 'of an unknown version'] = /\b(\d+(?:\.\d+)+)/.exec(runs[0]?.output ?? '') ?? [];
    installed.push({ program, version });
  }
  return installed;
}

/** Writes the books for each program into the folder, as one transaction sees them. */
export async function exportForPrograms(
  tx: Tx,
  outline: Outline,
  programs: readonly InstalledProgram[],
  folder: string,
): Promise<void> {
  for (const { program } of programs) {
    await pipeline(bookText(tx, outline, program.name), createWriteStream(fileOf(program, folder), { mode: 0o600 }));
  }
}

/** Lets a program add up what was exported for it, and compares every account with our own sum. */
export async function recompute(
  { program, version }: InstalledProgram,
  outline: Outline,
  folder: string,
): Promise<Recomputation> {
  const file = fileOf(program, folder);
  const checked = await run(program, program.check(file), folder);
  const listed = await run(program, program.balances(file), folder);
  const rejected = rejections(checked);
  const result = { program: program.name, version, accounts: 0, differences: [], rejected };
  if (!listed?.ok) return { ...result, rejected: rejected.length > 0 ? rejected : rejections(listed) };
  try {
    const theirs = readBalances(listed.output);
    const differences = compareBalances(outline, program.accountName, theirs);
    return { ...result, accounts: outline.accounts.length, differences };
  } catch (error) {
    return { ...result, rejected: [...rejected, (error as Error).message] };
  }
}

function rejections(ran: Ran | null): string[] {
  if (ran?.ok) return [];
  return ran?.complaints.length ? ran.complaints.slice(0, MOST_LINES) : ['It ended without a word.'];
}

function run(program: Program, command: Program['versions'][number], folder: string): Promise<Ran | null> {
  return runProgram(command, { folder, home: program.hasSettings ? folder : homedir() });
}

function fileOf(program: Program, folder: string): string {
  return path.join(folder, `books.${program.name}`);
}
