import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import type { TextFile } from './source';

const TEXT =
  /\.(tsx?|jsx?|mjs|cjs|css|sql|typ|json|md|csv|txt|svg|html|ya?ml|sh)$|^\.(ci\/run|gitignore|editorconfig)$/;
const UNKEPT = /^(node_modules|build|coverage|\.git|\.tutela|\.cache)$/;

/** Every text file the project keeps: as git sees it, those not yet added included; without git, the folder itself. */
export function keptFiles(root: string): TextFile[] {
  return (gitFiles(root) ?? walkFiles(root, ''))
    .filter((name) => TEXT.test(name) && existsSync(path.join(root, name)))
    .sort()
    .map((name) => ({ path: name, text: readFileSync(path.join(root, name), 'utf8') }));
}

function gitFiles(root: string): string[] | undefined {
  if (!existsSync(path.join(root, '.git'))) return undefined;
  const flags = ['-c', `safe.directory=${root}`, 'ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  const listed = spawnSync('git', flags, { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  if (listed.status !== 0) return undefined;
  return [...new Set(listed.stdout.split('\0').filter(Boolean))];
}

function walkFiles(root: string, folder: string): string[] {
  return readdirSync(path.join(root, folder)).flatMap((name) => {
    const at = folder ? `${folder}/${name}` : name;
    if (!statSync(path.join(root, at)).isDirectory()) return [at];
    return UNKEPT.test(name) ? [] : walkFiles(root, at);
  });
}
