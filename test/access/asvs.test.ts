import { readFileSync } from 'node:fs';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

/** The requirements of ASVS 5.0.0 that bind here; each stands in one of the two tables. */
const SUBSET = `
1.2.4 1.2.5 1.2.10 1.3.12 1.5.1 1.5.3 2.2.2 2.2.3 2.3.1 2.3.3 2.3.4 2.3.5 2.4.1 2.4.2
3.2.1 3.3.1 3.3.2 3.3.3 3.3.4 3.4.1 3.4.2 3.4.3 3.4.4 3.4.5 3.4.6 3.4.7 3.4.8 3.5.1 3.5.2 3.5.3 3.5.8 3.7.2 3.7.4
4.1.3 4.1.4 4.2.1 5.2.1 5.2.2 5.2.3 5.2.4 5.2.5 5.2.6 5.3.2 5.4.1 5.4.2 5.4.3
6.2.1 6.2.2 6.2.3 6.2.4 6.2.5 6.2.8 6.2.9 6.2.10 6.2.11 6.2.12 6.3.1 6.3.3 6.3.5 6.3.7 6.3.8 6.4.3 6.4.4 6.4.6
6.5.1 6.5.2 6.5.5 6.5.6 6.5.8 6.7.1 7.1.2 7.2.3 7.2.4 7.3.1 7.3.2 7.4.1 7.4.2 7.4.3 7.4.4 7.4.5 7.5.1 7.5.2 7.5.3
8.1.2 8.2.1 8.2.2 8.2.3 8.3.1 8.3.2 8.3.3 8.4.1 8.4.2
11.1.1 11.1.2 11.2.2 11.2.5 11.3.2 11.3.3 11.3.4 11.4.2 11.5.1 11.7.1 11.7.2 12.1.5 12.2.1 12.3.1 12.3.2 12.3.3 12.3.4
13.1.2 13.1.3 13.1.4 13.2.2 13.2.4 13.3.1 13.3.2 13.3.3 13.3.4 13.4.1 13.4.2 13.4.3 13.4.4 13.4.5 13.4.6
14.1.1 14.1.2 14.2.1 14.2.2 14.2.4 14.2.6 14.2.7 14.2.8 14.3.1 14.3.2 14.3.3
15.1.1 15.1.2 15.2.1 15.2.2 15.2.4 15.3.1 15.3.3 15.3.4 15.3.6 15.4.2
16.1.1 16.2.1 16.2.5 16.3.1 16.3.2 16.3.3 16.3.4 16.4.1 16.4.2 16.4.3 16.5.1 16.5.2 16.5.3 16.5.4
`
  .trim()
  .split(/\s+/);

const [tried = '', untried = ''] = readFileSync('test/access/asvs.md', 'utf8').split('\n## Not tried here\n');
const cells = (table: string) =>
  [...table.matchAll(/^\| (\d[\d.]*) \|(.*)\|$/gm)].map(([, id = '', rest = '']) => ({
    id,
    rest: rest.split(' | ').map((cell) => cell.trim()),
  }));

/** A test or a group of a file: its title as it is written, and whether it is run wherever the file is. */
interface Title {
  title: string;
  runs: boolean;
}

const GROUPS_AND_TESTS = ['describe', 'it', 'test'];
/** A way to write a test that is run all the same; `skipIf` asks for a program that CI has, or fails (test/support/programs). */
const RUN = ['each', 'for', 'concurrent', 'sequential', 'skipIf'];
/** The only reason to step aside. */
const LACKING = /^lacks\('[\w-]+'\)( \|\| lacks\('[\w-]+'\))*$/;

/** The calls of `it`, `it.each(…)` and the like, wherever they stand; what a group skips, its tests skip. */
function titlesOf(text: string, file = 'some.test.tsx'): Title[] {
  const tree = ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true);
  const found: Title[] = [];
  const visit = (node: ts.Node, runs: boolean): void => {
    const made = ts.isCallExpression(node) ? madeBy(node) : undefined;
    if (made) found.push({ title: made.title, runs: runs && made.runs });
    ts.forEachChild(node, (child) => visit(child, runs && (made?.runs ?? true)));
  };
  visit(tree, true);
  return found;
}

function madeBy(call: ts.CallExpression): Title | undefined {
  const [title] = call.arguments;
  if (!title || !(ts.isStringLiteralLike(title) || ts.isTemplateExpression(title))) return undefined;
  let runs = true;
  let at: ts.Expression = call.expression;
  while (!ts.isIdentifier(at)) {
    if (ts.isPropertyAccessExpression(at)) runs &&= RUN.includes(at.name.text);
    else if (ts.isCallExpression(at) && /\.skipIf$/.test(at.expression.getText()))
      runs &&= LACKING.test(at.arguments.map((one) => one.getText()).join());
    else if (!ts.isCallExpression(at) && !ts.isTaggedTemplateExpression(at)) return undefined;
    at = ts.isTaggedTemplateExpression(at) ? at.tag : at.expression;
  }
  return GROUPS_AND_TESTS.includes(at.text) ? { title: title.getText().slice(1, -1), runs } : undefined;
}

/** What is wrong with a row's test: undefined where the file has a test or group of that title that is run. */
function problemOf(titles: readonly Title[], name: string): string | undefined {
  // In a file the apostrophe of a sentence may be written as an escape.
  const named = titles.filter(({ title }) => title.replaceAll("\\'", "'").includes(name));
  if (name === '' || named.length === 0) return 'no test has this title';
  return named.some(({ runs }) => runs) ? undefined : 'it is skipped';
}

describe('the table of ASVS', () => {
  it('has a row for each requirement of the subset, once, and no other', () => {
    const ids = [...cells(tried), ...cells(untried)].map(({ id }) => id);
    expect([...ids].sort()).toEqual([...SUBSET].sort());
  });

  it('names for each a test that is there by its title, in that file, and is run', () => {
    const rows = cells(tried).map(({ id, rest: [, file = '', name = ''] }) => ({ id, file, name }));
    expect(rows.length).toBeGreaterThan(110);
    const titles = new Map<string, Title[]>();
    for (const { file } of rows) if (!titles.has(file)) titles.set(file, titlesOf(readFileSync(file, 'utf8'), file));
    const problems = rows.map(({ id, file, name }) => ({
      id,
      file,
      name,
      problem: problemOf(titles.get(file) ?? [], name),
    }));
    expect(problems.filter(({ problem }) => problem)).toEqual([]);
  });

  it('takes no comment, no text and no skipped test for one', () => {
    const file = `
      // it('in a comment', () => {});
      const text = "it('in a text', () => {})";
      it('is run', () => expect('in an assertion').toBe(1));
      it.skip('is skipped', () => {});
      it.todo('is to come');
      it.fails('is known to fail', () => {});
      describe.skip('a group aside', () => { it('within it', () => {}); });
      describe('a group', () => { it.each([1])('is run for %i', () => {}); it.concurrent.for([1])('is run too', () => {}); });
      it.skipIf(lacks('pdfinfo') || lacks('pdftotext'))('is run where CI is', () => {});
      it.skipIf(process.env.CI)('is skipped there', () => {});
      it.runIf(false)('is never run', () => {});
    `;
    const titles = titlesOf(file);
    const of = (problem?: string) => (name: string) => problemOf(titles, name) === problem;
    expect(['is run', 'a group', 'is run for', 'is run too', 'is run where'].filter(of())).toHaveLength(5);
    const skipped = ['is skipped', 'is to come', 'is known', 'aside', 'within', 'is skipped there', 'is never'];
    expect(skipped.filter((name) => !of('it is skipped')(name))).toEqual([]);
    const none = ['in a comment', 'in a text', 'in an assertion', ''];
    expect(none.filter((name) => !of('no test has this title')(name))).toEqual([]);
  });

  it('says of each other one why it is not tried', () => {
    expect(cells(untried).filter(({ rest: [, why = ''] }) => why.length < 10)).toEqual([]);
  });
});
