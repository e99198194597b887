import { describe, expect, test } from 'vitest';
import { check } from './architecture/check';
import { CLEAN, PLANTED } from './architecture/planted';
import { EXCEPTIONS, MORE_ARROWS, REASONS, type RuleId, UNREAD } from './architecture/rules';
import { keptFiles } from './architecture/tree';

const ruleIds = Object.keys(REASONS) as RuleId[];

describe('the house', () => {
  const files = keptFiles(process.cwd());
  const violations = check(files);

  test.each(ruleIds)('keeps the rule %s', (rule) => {
    expect(violations.filter((violation) => violation.rule === rule).map(({ sentence }) => sentence)).toEqual([]);
  });

  test('was read: the checks saw the code, the rules of the database and the lockfile', () => {
    const paths = files.map(({ path }) => path);
    expect(paths).toEqual(
      expect.arrayContaining(['app/root.tsx', 'db/client.ts', 'package-lock.json', 'package.json']),
    );
    expect(paths.filter((path) => /^(node_modules|build)\//.test(path))).toEqual([]);
  });

  test('has no exception that nothing needs', () => {
    const without = check(files, []);
    const needed = (rule: RuleId, at: string) => without.some((found) => found.rule === rule && found.file === at);
    expect(EXCEPTIONS.filter(({ rule, file }) => !needed(rule, file))).toEqual([]);
    expect(MORE_ARROWS.filter(({ from }) => !files.some(({ path }) => path.startsWith(from)))).toEqual([]);
  });
});

describe('the checks can fail', () => {
  test('every rule has a planted fault', () => {
    expect(ruleIds.filter((rule) => !PLANTED.some((planted) => planted.rule === rule))).toEqual([]);
  });

  test.each(PLANTED)('$rule: $title', ({ rule, file, beside = [] }) => {
    const found = check([file, ...beside]).filter((violation) => violation.rule === rule);
    expect(found).not.toEqual([]);
    for (const { sentence } of found) {
      expect(sentence).toContain(file.path);
      expect(sentence).toContain(REASONS[rule]);
    }
  });

  test.each(CLEAN)('$path, which keeps the rules, is not named', (file) => {
    expect(check([file]).map(({ sentence }) => sentence)).toEqual([]);
  });

  test('nothing but the rules themselves is left unread', () => {
    expect(UNREAD.test('test/architecture/planted.ts')).toBe(true);
    expect(UNREAD.test('test/support/database.ts')).toBe(false);
  });
});
