import { readdirSync, readFileSync } from 'node:fs';

const FOLDER = new URL('../../app/ui/', import.meta.url);

/** The style sheet's files by name, comments taken out. */
export function styleFiles(): Map<string, string> {
  const names = readdirSync(FOLDER).filter((name) => name.endsWith('.css'));
  return new Map(
    names.map((name) => [name, readFileSync(new URL(name, FOLDER), 'utf8').replace(/\/\*[\s\S]*?\*\//g, '')]),
  );
}

/** The colors a block of tokens.css declares, by their names without "--color-". */
export function colorsAfter(start: string): Map<string, string> {
  const css = styleFiles().get('tokens.css') ?? '';
  const from = css.indexOf(start);
  if (from < 0) throw new Error(`tokens.css has no block ${start}`);
  const open = css.indexOf('{', from);
  const block = css.slice(open, css.indexOf('}', open));
  return new Map(
    [...block.matchAll(/--color-([\w-]+):\s*(#[0-9a-f]+)/g)].map((found) => [found[1] ?? '', found[2] ?? '']),
  );
}

function channel(value: number): number {
  const part = value / 255;
  return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
}

function luminance(hex: string): number {
  const full = hex.length === 4 ? hex.replace(/[0-9a-f]/g, '$&$&') : hex;
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => channel(Number.parseInt(full.slice(at, at + 2), 16)));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Contrast of two colors as WCAG 2 counts it, from 1 to 21. */
export function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}
