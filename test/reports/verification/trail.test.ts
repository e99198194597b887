import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkTrail } from '~/reports/verification/check-trail';
import { EMPTY_TRAIL, entryOf, eventHash, lineOf, placeOf } from '~/reports/verification/trail';

const EVENT = JSON.stringify(['v1', '1', ...Array(13).fill('x')]);

describe('a line of the trail', () => {
  it('is bound as db/README.md tells a stranger', () => {
    const told = readFileSync('db/README.md', 'utf8');
    const [, event = '', hash] = /\n(\["v1".*\])\n```\n[^`]*`([0-9a-f]{64})`/.exec(told) ?? [];
    expect(placeOf(event)).toBe(1);
    expect(eventHash(EMPTY_TRAIL.hash, event)).toBe(hash);
  });

  it('is read as it was written', () => {
    for (const entry of [
      { hash: 'a', event: EVENT },
      { hash: 'a', event: EVENT, now: null },
      { hash: 'a', event: EVENT, now: 'x' },
      { number: 1, checkpoint: 'x' },
      { beside: 'x' },
    ])
      expect(entryOf(lineOf(entry).trimEnd())).toEqual(entry);
  });

  it.each([
    '',
    '{',
    'null',
    '3',
    '[]',
    '{}',
    '{"hash":"a"}',
    '{"hash":1,"event":"[]"}',
    '{"hash":"a","event":"[]","now":3}',
  ])('that is %j cannot be read, and is found', async (line) => {
    expect(entryOf(line)).toBeNull();
    const { findings } = await checkTrail([entryOf(line)], { publicKey: null });
    expect(findings.map(({ sentence }) => sentence)).toEqual([
      'After place 0 a line was cut or changed: it cannot be read.',
    ]);
  });

  it.each([
    '[]',
    '{"v1":1}',
    '["v2","1"]',
    JSON.stringify(['v1', '01', ...Array(13).fill('x')]),
    JSON.stringify(['v1', '1', ...Array(13).fill(7)]),
  ])('whose event is %s names no place', async (event) => {
    expect(placeOf(event)).toBeNull();
    const { findings } = await checkTrail([{ hash: 'a', event }], { publicKey: null });
    expect(findings).toHaveLength(1);
  });
});
