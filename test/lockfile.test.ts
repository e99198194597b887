import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  type Exempt,
  type Lock,
  missingPlatforms,
  namedHosts,
  rangesOf,
  unlike,
  unsealed,
  type Wanted,
} from './architecture/lock';

const EXEMPT: Exempt = {};

/**
 * Locked by hand, by name and version, because the registry this lock was made with does not hold them: a person on such
 * a machine gets the binary, and npm cannot compare its hash with ours. Debian and CI use the one that is sealed.
 */
const UNSEALED = /^@myriaddreamin\/typst-ts-node-compiler-(android|darwin|win32|linux-arm)/;

describe('the lockfile', () => {
  const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as Lock;
  const wanted = JSON.parse(readFileSync('package.json', 'utf8')) as Wanted;

  test('has the binaries of every platform', () => {
    expect(Object.keys(lock.packages).length).toBeGreaterThan(100);
    expect(missingPlatforms(lock, EXEMPT)).toEqual([]);
  });

  test('names no host to fetch from', () => expect(namedHosts(lock)).toEqual([]));

  test('seals each package by its hash', () => {
    expect(unsealed(lock).filter((name) => !UNSEALED.test(name))).toEqual([]);
  });

  test('is what package.json asks for, in exact versions', () => {
    expect(rangesOf(wanted)).toEqual([]);
    expect(unlike(wanted, lock)).toEqual([]);
  });

  test('is exempt only where that is still needed', () => {
    const names = Object.entries(lock.packages).map(
      ([at, { version }]) => `${at.replace(/^.*node_modules\//, '')}@${version}`,
    );
    expect(Object.keys(EXEMPT).filter((name) => !names.includes(name))).toEqual([]);
  });
});

describe('the checks of the lockfile can fail', () => {
  const whole: Lock = {
    packages: {
      '': {},
      'node_modules/a': { version: '1.0.0', integrity: 'sha512-a', optionalDependencies: { 'a-mac': '1.0.0' } },
      'node_modules/a-mac': { version: '1.0.0', integrity: 'sha512-m' },
    },
  };
  const without = (at: string): Lock => ({
    packages: Object.fromEntries(Object.entries(whole.packages).filter(([name]) => name !== at)),
  });
  const withPackage = (at: string, locked: Lock['packages'][string]): Lock => ({
    packages: { ...whole.packages, [at]: locked },
  });

  test('a platform that is missing, or of another version, or only inside another package', () => {
    expect(missingPlatforms(whole)).toEqual([]);
    expect(missingPlatforms(without('node_modules/a-mac'))).toEqual(['a@1.0.0 misses a-mac@1.0.0']);
    expect(missingPlatforms(withPackage('node_modules/a-mac', { version: '1.1.0' }))).toHaveLength(1);
    const inside = without('node_modules/a-mac');
    inside.packages['node_modules/b/node_modules/a-mac'] = { version: '1.0.0' };
    expect(missingPlatforms(inside)).toHaveLength(1);
    expect(missingPlatforms(without('node_modules/a-mac'), { 'a@1.0.0': 'planted' })).toEqual([]);
  });

  test('a platform inside its own package counts', () => {
    const nested = without('node_modules/a-mac');
    nested.packages['node_modules/a/node_modules/a-mac'] = { version: '1.0.0' };
    expect(missingPlatforms(nested)).toEqual([]);
  });

  test('a host, and a package without its hash', () => {
    const hosted = withPackage('node_modules/b', { version: '1.0.0', resolved: 'https://packages.example.org/b.tgz' });
    expect(namedHosts(hosted)).toEqual(['b is fetched from https://packages.example.org/b.tgz']);
    expect(unsealed(hosted)).toEqual(['b has no integrity']);
  });

  test('a range, and a manifest unlike its lock', () => {
    expect(rangesOf({ dependencies: { a: '^1.0.0' }, overrides: { b: { c: '2.x' }, d: '1.0.0-beta.17' } })).toEqual([
      'a: ^1.0.0',
      'c: 2.x',
    ]);
    expect(unlike({ dependencies: { a: '1.0.0' } }, whole)).toEqual([
      'a: 1.0.0 in package.json, undefined in the lock',
    ]);
  });
});
