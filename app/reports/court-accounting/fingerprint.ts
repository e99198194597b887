import { createHash } from 'node:crypto';
import type { AccountingFigures } from './figures';

/**
 * SHA-256, in hex, over the figures as canonical JSON: keys sorted, no spaces. The same figures give the same
 * fingerprint whatever order a database or a parser returns their keys in.
 */
export function fingerprintOf(figures: AccountingFigures): string {
  return createHash('sha256').update(canonicalJson(figures)).digest('hex');
}

/** The first eight digits in two groups, as the foot of a page prints them: "b41e 08d7". */
export function shortFingerprint(fingerprint: string): string {
  return `${fingerprint.slice(0, 4)} ${fingerprint.slice(4, 8)}`;
}

function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    const pairs = Object.entries(value)
      .filter(([, field]) => field !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, field]) => `${JSON.stringify(key)}:${canonicalJson(field)}`);
    return `{${pairs.join(',')}}`;
  }
  return JSON.stringify(value);
}
