import type { Finding } from './check';
import { isCode, parse, type TextFile } from './source';

const MAP = 'app/routes.ts';

/** A screen that the map of addresses does not name, or a part that no screen uses: nobody can ever see it. */
export function checkReached(files: readonly TextFile[]): Finding[] {
  const map = files.find(({ path }) => path === MAP);
  if (!map) return [];
  const used = new Set(
    files
      .filter(({ path }) => isCode(path) && path.startsWith('app/'))
      .flatMap((file) => parse(file).imports.map(({ target }) => target)),
  );
  return files
    .filter(({ path }) => /^app\/routes\/.*\.tsx?$/.test(path))
    .filter(({ path }) =>
      path.includes('/parts/')
        ? !used.has(path.replace(/\.tsx?$/, ''))
        : !map.text.includes(`'${path.replace(/^app\//, '')}'`),
    )
    .map(({ path }) => ({ rule: 'reached', file: path, line: 1, what: 'is reached from no address' }));
}
