import { describe, expect, test } from 'vitest';
import { colorsAfter, contrast } from './style-sheet';

const THEMES = {
  light: colorsAfter('@theme'),
  dark: colorsAfter(':root[data-theme="dark"]'),
};

const STATES = ['ok', 'waiting', 'hold', 'stop', 'info', 'sealed', 'neutral'];

const TEXT: [text: string, ground: string][] = [
  ...['canvas', 'sheet', 'band'].map((ground): [string, string] => ['ink', ground]),
  ...['canvas', 'sheet'].map((ground): [string, string] => ['muted', ground]),
  ['muted-band', 'band'],
  ...['canvas', 'sheet', 'band', 'petrol-tint'].map((ground): [string, string] => ['petrol', ground]),
  ...['canvas', 'sheet', 'band', 'petrol-tint'].map((ground): [string, string] => ['petrol-deep', ground]),
  ['on-petrol', 'petrol'],
  ['on-petrol', 'petrol-deep'],
  ['on-warn', 'warn'],
  ['stop', 'band'],
  ...STATES.flatMap((state): [string, string][] => [
    [state, `${state}-bg`],
    [state, 'sheet'],
    [state, 'canvas'],
  ]),
];

describe.each(Object.entries(THEMES))('%s', (_theme, colors) => {
  const color = (name: string) => {
    const value = colors.get(name);
    if (!value) throw new Error(`no color ${name}`);
    return value;
  };

  test.each(TEXT)('%s on %s is read with ease: 7 to 1', (text, ground) => {
    expect(contrast(color(text), color(ground))).toBeGreaterThanOrEqual(7);
  });

  test.each(['sheet', 'band'])("a field's border on %s is seen: 4 to 1", (ground) => {
    expect(contrast(color('field'), color(ground))).toBeGreaterThanOrEqual(4);
  });

  test.each(['canvas', 'sheet', 'band'])('the focus is seen on %s: 3 to 1 for its line or its halo', (ground) => {
    const line = contrast(color('focus'), color(ground));
    const halo = contrast(color('halo'), color(ground));
    expect(Math.max(line, halo)).toBeGreaterThanOrEqual(3);
  });
});

test('the night of the system and the chosen night are one', () => {
  expect(colorsAfter('@media (prefers-color-scheme: dark)')).toEqual(THEMES.dark);
});

test('the night changes every color but none that the day does not know', () => {
  expect([...THEMES.dark.keys()].sort()).toEqual([...THEMES.light.keys()].sort());
});
