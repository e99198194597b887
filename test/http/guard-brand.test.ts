import { describe, expect, it } from 'vitest';
import { guardLoader, isGuarded } from '~/http/guard.server';

const modules = import.meta.glob('../../app/routes/**/*.{ts,tsx}');
const root = import.meta.glob('../../app/root.tsx');

describe('every loader and action came out of the guard', () => {
  it('there are routes to look at', () => {
    expect(Object.keys(modules).length).toBeGreaterThanOrEqual(3);
  });

  for (const [file, load] of Object.entries({ ...modules, ...root })) {
    it(file.replace('../../', ''), async () => {
      const module = (await load()) as Record<string, unknown>;
      for (const name of ['loader', 'action', 'clientLoader', 'clientAction']) {
        if (name in module) expect(isGuarded(module[name]), `${name} of ${file} is not guarded`).toBe(true);
      }
    }, 60_000);
  }

  it('and a plain function is told apart', () => {
    expect(isGuarded(async () => null)).toBe(false);
    expect(isGuarded(guardLoader({ permission: 'public' }, async () => null))).toBe(true);
  });
});
