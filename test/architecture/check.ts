import { checkImports } from './imports';
import { checkManners } from './manners';
import { checkReached } from './reached';
import { EXCEPTIONS, REASONS, type RuleId } from './rules';
import { isCode, parse, type TextFile } from './source';
import { checkNames, checkSize, checkWords } from './text';

/** What one check found; the reason is added by `check`, so that none is without. */
export interface Finding {
  rule: RuleId;
  file: string;
  line: number;
  what: string;
}

export interface Violation extends Finding {
  reason: string;
  /** One line for a person: where, which rule, what, why. */
  sentence: string;
}

/** All violations of the house's rules in a tree of files. Pure: reads nothing but what it is handed. */
export function check(files: readonly TextFile[], exceptions = EXCEPTIONS): Violation[] {
  const inFiles = files.flatMap((file) => [
    ...checkNames(file),
    ...checkSize(file),
    ...checkWords(file),
    ...(isCode(file.path) ? checkCode(file) : []),
  ]);
  return [...inFiles, ...checkReached(files)]
    .filter(({ rule, file }) => !exceptions.some((exception) => exception.rule === rule && exception.file === file))
    .map((finding) => {
      const reason = REASONS[finding.rule];
      const { file, line, rule, what } = finding;
      return { ...finding, reason, sentence: `${file}:${line} [${rule}] ${what}: ${reason}` };
    });
}

function checkCode(file: TextFile): Finding[] {
  const source = parse(file);
  return [...checkImports(source), ...checkManners(source)];
}
