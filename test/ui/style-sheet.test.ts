import { compile } from 'tailwindcss';
import { describe, expect, test } from 'vitest';
import { styleFiles } from './style-sheet';

/** What the oldest promised browser, Chrome 90, does not know. `source not inline` and the theme are Tailwind's. */
const TOO_NEW = {
  ':has()': /:has\(/,
  'color-mix()': /color-mix\(/,
  'container queries': /@container/,
  'cascade layers': /@layer/,
  'media ranges': /@media[^{]*[<>]/,
  'nested rules': /&/,
  'dynamic viewport units': /\d[dsl]v[hw]\b/,
};

const files = [...styleFiles()];

describe.each(files)('%s', (name, css) => {
  test.each(Object.entries(TOO_NEW))('has no %s', (_word, pattern) => {
    expect(css).not.toMatch(pattern);
  });

  test('has no rule inside a rule', () => {
    expect(nestedRules(css), name).toEqual([]);
  });

  test('names no color outside the tokens and the paper', () => {
    if (name === 'tokens.css' || name === 'print.css') return;
    expect(css).not.toMatch(/#[0-9a-f]{3,8}\b(?!\w)/i);
  });
});

test('every file is in the style sheet', () => {
  const root = styleFiles().get('tutela.css') ?? '';
  const others = files.map(([name]) => name).filter((name) => name !== 'tutela.css');
  for (const name of others) expect(root).toContain(`/${name}`);
});

test('no class of ours is a utility of Tailwind too, but the field widths that are switched off', async () => {
  const css = files.map(([, text]) => text).join('\n');
  const ours = [...new Set([...css.matchAll(/\.(-?[a-z][\w-]*)/g)].map((found) => found[1] ?? ''))];
  const tokens = styleFiles().get('tokens.css') ?? '';
  const utilities =
    (await compile(`${tokens}\n@tailwind utilities;`)).build(ours).split('[data-theme="dark"]').at(-1) ?? '';
  const doubled = ours.filter((name) => new RegExp(`^\\.${name} \\{`, 'm').test(utilities));
  expect(doubled.sort()).toEqual(['w-12', 'w-4', 'w-8']);
});

/** Selectors that open inside a style rule; only an at-rule may hold rules. */
function nestedRules(css: string): string[] {
  const open: string[] = [];
  const found: string[] = [];
  for (const part of css.matchAll(/([^{};]*)([{};])/g)) {
    const head = (part[1] ?? '').trim();
    if (part[2] === '{') {
      const outer = open.at(-1);
      if (outer && !outer.startsWith('@') && !head.startsWith('@')) found.push(head);
      open.push(head);
    }
    if (part[2] === '}') open.pop();
  }
  return found;
}
