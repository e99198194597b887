import { describe, expect, it } from 'vitest';
import { guardLoader } from '~/http/guard.server';
import { guardOf } from '~/http/guard-brand';

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
        if (name in module) expect(guardOf(module[name]), `${name} of ${file} is not guarded`).not.toBeNull();
      }
    }, 60_000);
  }

  it('and a plain function is told apart', () => {
    expect(guardOf(async () => null)).toBeNull();
    expect(guardOf(guardLoader({ permission: 'public' }, async () => null))).toEqual({
      permission: 'public',
      stepUp: false,
      identity: false,
    });
  });
});
