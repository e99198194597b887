import type { Finding } from './check';
import { FORBIDDEN_ENDINGS, FORBIDDEN_NAMES, FORBIDDEN_WORDS, SIZE_REASON, SIZES, UNREAD } from './rules';
import type { TextFile } from './source';

/** A folder, or a file without its endings, that is named by its kind. */
export function checkNames(file: TextFile): Finding[] {
  return file.path
    .split('/')
    .filter(isForbidden)
    .map((part) => ({ rule: 'name', file: file.path, line: 1, what: `is named ${part}` }));
}

function isForbidden(part: string): boolean {
  const words = part.toLowerCase().split('.');
  const stem = words[0] ?? '';
  if (FORBIDDEN_NAMES.has(stem)) return true;
  if (words.slice(1).some((word) => FORBIDDEN_NAMES.has(word))) return true;
  return FORBIDDEN_ENDINGS.has(stem.split(/[-_]/).at(-1) ?? '');
}

/** Longer than its kind may be, without a written reason in its first five lines. */
export function checkSize(file: TextFile): Finding[] {
  const limit = SIZES.find(({ path }) => path.test(file.path))?.lines;
  if (limit === undefined) return [];
  const lines = file.text.replace(/\n$/, '').split('\n');
  if (lines.length <= limit || lines.slice(0, 5).some((line) => SIZE_REASON.test(line))) return [];
  return [{ rule: 'size', file: file.path, line: 1, what: `${lines.length} lines, more than ${limit}` }];
}

export function checkWords(file: TextFile): Finding[] {
  if (UNREAD.test(file.path)) return [];
  const lines = file.text.split('\n');
  return FORBIDDEN_WORDS.filter(({ where }) => where.test(file.path)).flatMap(({ word, what }) =>
    lines.flatMap((line, index): Finding[] => {
      const found = word.exec(line)?.[0].trim();
      return found ? [{ rule: 'word', file: file.path, line: index + 1, what: `names ${what}, ${found}` }] : [];
    }),
  );
}
