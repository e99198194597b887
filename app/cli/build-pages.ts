import { spawn } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

/** What a build is made of, and what it makes. */
const SOURCES = ['app', 'db/schema', 'public', 'vite.config.ts', 'package-lock.json'];
const RESULT = 'build/server/index.js';

/** Builds the pages where there is no build yet, or a source is newer than it. Throws a sentence where that fails. */
export async function buildPages(
  root: string,
  options: { always: boolean; say: (line: string) => void },
): Promise<string> {
  const result = path.join(root, RESULT);
  const built = existsSync(result) ? statSync(result).mtimeMs : 0;
  if (options.always || SOURCES.some((source) => newest(path.join(root, source)) > built)) {
    options.say(built ? 'Building the pages anew ...' : 'Building the pages, this once ...');
    await runBuild(root);
  }
  return result;
}

function newest(file: string): number {
  if (!existsSync(file)) return 0;
  const found = statSync(file);
  if (!found.isDirectory()) return found.mtimeMs;
  return Math.max(0, ...readdirSync(file).map((name) => newest(path.join(file, name))));
}

function runBuild(root: string): Promise<void> {
  const remix = path.join(
    path.dirname(createRequire(import.meta.url).resolve('@remix-run/dev/package.json')),
    'dist/cli.js',
  );
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [remix, 'vite:build'], {
      cwd: root,
      env: { ...process.env, NODE_ENV: 'production', NODE_OPTIONS: '' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let words = '';
    child.stdout.on('data', (chunk: Buffer) => {
      words += chunk.toString('utf8');
    });
    child.stderr.on('data', (chunk: Buffer) => {
      words += chunk.toString('utf8');
    });
    child.once('error', reject);
    child.once('exit', (code) =>
      code === 0
        ? resolve()
        : reject(new Error(`The pages could not be built. Run npm run build to see it again.\n${words.trim()}`)),
    );
  });
}
