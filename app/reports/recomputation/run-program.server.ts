import { execFile } from 'node:child_process';
import type { CommandLine } from './programs';

export interface Ran {
  ok: boolean;
  output: string;
  /** What it complained of, line by line. */
  complaints: string[];
}

/** Room for the balances of a million accounts. */
const MOST_OUTPUT = 256 * 1024 * 1024;

/**
 * Runs a program of others in a folder, with nothing of our surroundings but where programs are; null where it is not
 * installed. `home` is where it looks for its user's settings.
 */
export function runProgram(
  [program, ...args]: CommandLine,
  { folder, home }: { folder: string; home: string | undefined },
): Promise<Ran | null> {
  const env: Partial<NodeJS.ProcessEnv> = { PATH: process.env.PATH, HOME: home, LC_ALL: 'C.UTF-8' };
  return new Promise((resolve) => {
    execFile(
      program,
      args,
      { cwd: folder, env: env as NodeJS.ProcessEnv, maxBuffer: MOST_OUTPUT },
      (error, output, errors) => {
        if (error?.code === 'ENOENT') return resolve(null);
        const complaints = `${errors}\n${error && typeof error.code !== 'number' ? error.message : ''}`
          .replaceAll(`${folder}/`, '')
          .split('\n')
          .map((line) => line.trim())
          .filter((line) => line !== '');
        resolve({ ok: !error, output, complaints });
      },
    );
  });
}
