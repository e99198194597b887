import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { erasureRegister } from '~/vault/erasure-register.server';

let folder: string;
let copy: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'tutela-register-'));
  copy = mkdtempSync(path.join(tmpdir(), 'tutela-register-copy-'));
});
afterEach(() => {
  for (const one of [folder, copy]) rmSync(one, { recursive: true, force: true });
});

const file = (where = folder) => path.join(where, 'erasures.jsonl');
const rows = (where = folder) => readFileSync(file(where), 'utf8').trimEnd().split('\n');
const put = (lines: string[], where = folder) => writeFileSync(file(where), `${lines.join('\n')}\n`);
const erasure = (subject: string) => ({
  subject,
  reference: 'E-2027-0001',
  erasedAt: '2027-01-08T00:00:00.000Z',
  agreedBy: [1, 2],
  dataKey: 3,
  kekVersion: 1,
});

/** A register of one first line and three erasures: a, b and c. */
function filled(copyFolder?: string) {
  const register = erasureRegister(folder, copyFolder);
  register.begin();
  for (const subject of ['a', 'b', 'c']) register.add(erasure(subject));
  return register;
}

describe('the register of erasures', () => {
  it('is read again as it was written, and added to', () => {
    const before = filled();
    const register = erasureRegister(folder);
    expect(register.subjects()).toEqual(['a', 'b', 'c']);
    expect([1, 2, 3, 4, 5].map((n) => register.headAt(n))).toEqual([1, 2, 3, 4, 5].map((n) => before.headAt(n)));
    expect(register.lineOf('b')).toEqual(before.lineOf('b'));
    expect([register.has('b'), register.has('d')]).toEqual([true, false]);
    register.add(erasure('d'));
    expect(erasureRegister(folder).lines).toBe(5);
  });

  it('is refused where any line was changed, taken out, put elsewhere or written by another', () => {
    filled();
    const whole = rows();
    const [first, a, b, c] = whole as [string, string, string, string];
    const foreign = mkdtempSync(path.join(tmpdir(), 'tutela-register-foreign-'));
    const other = erasureRegister(foreign);
    other.begin();
    other.add(erasure('a'));
    for (const [lines, at] of [
      [[first, b, c], 2],
      [[first, b, a, c], 2],
      [[a, b, c], 1],
      [[first, a, a, b, c], 3],
      [[first, a.replace('E-2027-0001', 'E-2027-0002'), b, c], 2],
      [[first, a, b.replace(/.$/, ''), c], 3],
      [[first, a, '[]', c], 3],
      [rows(foreign), 1],
    ] as const) {
      put([...lines]);
      expect(() => erasureRegister(folder)).toThrow(`The register of erasures is not whole at line ${at}.`);
    }
    rmSync(foreign, { recursive: true });
    for (let at = 0; at < whole.length; at += 1)
      for (const place of [4, 40, 90]) {
        const row = whole[at] as string;
        const letter = row[place] === 'x' ? 'y' : 'x';
        put(whole.with(at, row.slice(0, place) + letter + row.slice(place + 1)));
        expect(() => erasureRegister(folder)).toThrow(`not whole at line ${at + 1}`);
      }
  });

  it('loses a line that was being written when the machine stopped, and goes on', () => {
    filled();
    appendFileSync(file(), rows()[3]?.slice(0, 50) ?? '');
    const register = erasureRegister(folder);
    expect(register.lines).toBe(4);
    register.add(erasure('d'));
    expect(erasureRegister(folder).subjects()).toEqual(['a', 'b', 'c', 'd']);
  });

  it('is not written to by two processes', () => {
    filled();
    const [one, two] = [erasureRegister(folder), erasureRegister(folder)];
    one.add(erasure('d'));
    expect(() => two.add(erasure('e'))).toThrow('written to by another process');
    expect(erasureRegister(folder).subjects()).toEqual(['a', 'b', 'c', 'd']);
  });

  it('wants its key back where that is gone', () => {
    filled();
    rmSync(path.join(folder, 'erasures-key.pem'));
    expect(() => erasureRegister(folder)).toThrow('The key of the register of erasures is not at');
  });

  it('never begins twice alike', () => {
    erasureRegister(folder).begin();
    const [line] = rows();
    rmSync(file());
    erasureRegister(folder).begin();
    expect(rows()[0]).not.toBe(line);
  });
});

describe('its copy in another folder', () => {
  it('fills up a register that was cut, lost or restored, and the other way round', () => {
    filled(copy);
    expect(rows(copy)).toEqual(rows());
    const whole = rows();
    for (const left of [whole.slice(0, 1), whole.slice(0, 3)]) {
      put(left);
      expect(erasureRegister(folder, copy).subjects()).toEqual(['a', 'b', 'c']);
      expect(rows()).toEqual(whole);
    }
    rmSync(file());
    expect(erasureRegister(folder, copy).lines).toBe(4);
    expect(rows()).toEqual(whole);
    put(whole.slice(0, 2), copy);
    erasureRegister(folder, copy);
    expect(rows(copy)).toEqual(whole);
  });

  it('is refused where the two differ, and where its folder is not there', () => {
    filled(copy);
    cpSync(file(), file(copy));
    put(rows(copy).with(2, 'other'), copy);
    expect(() => erasureRegister(folder, copy)).toThrow('The register of erasures and its copy differ at line 3.');
    expect(() => erasureRegister(folder, path.join(copy, 'not', 'there'))).toThrow('is not there.');
  });
});
