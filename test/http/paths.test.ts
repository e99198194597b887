import { describe, expect, it } from 'vitest';
import { originsFor } from '~/http/origins';
import { patternOf } from '~/http/path-patterns';
import { paths, safeReturn } from '~/http/paths';

describe('addresses', () => {
  it('are built from codes, and each has its pattern for the log', () => {
    const built = Object.values(paths).map((path) => (path as (...parts: string[]) => string)('REF-1', 'pdf'));
    expect(built).toContain('/disbursements/REF-1/approval');
    expect(built).toContain('/accountings/REF-1/document.pdf');
    for (const address of built) expect(patternOf(address.split('?')[0] ?? ''), address).not.toBe('(unknown)');
  });

  it('keep a code inside its own segment', () => {
    expect(paths.trust('../audit?x=#')).toBe('/trusts/..%2Faudit%3Fx%3D%23');
  });

  it('that nobody made are unknown to the log', () => {
    expect(patternOf('/wp-login.php')).toBe('(unknown)');
    expect(patternOf('/trusts/T-0042.data')).toBe('/trusts/:code');
  });

  it('to come back to after signing in are our own', () => {
    expect(safeReturn('/disbursements/D-1/approval?tab=2')).toBe('/disbursements/D-1/approval?tab=2');
    for (const elsewhere of [
      '//evil.example',
      '/\\evil.example',
      'https://evil.example',
      'javascript:x',
      '',
      null,
      '/a\\b',
      '/a b',
    ]) {
      expect(safeReturn(elsewhere)).toBe('/');
    }
  });
});

describe('PUBLIC_ORIGIN', () => {
  it('names the one address; without it this machine has two names', () => {
    expect([...originsFor(3000, 'https://tutela.example/').origins]).toEqual(['https://tutela.example']);
    expect([...originsFor(3000, '').hosts]).toEqual(['localhost:3000', '127.0.0.1:3000']);
    expect(() => originsFor(3000, 'tutela.example')).toThrow('It has to be an address like');
  });
});
