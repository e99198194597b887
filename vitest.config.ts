import tsconfigPaths from 'vite-tsconfig-paths';
import { defineConfig } from 'vitest/config';

/** Folders whose tests need no process of their own: no server, no connection that is killed, no changed settings. */
const UNIT = ['test/*.test.ts', 'test/{access,ledger,money,reports,ui}/**/*.test.{ts,tsx}'];
const E2E = ['test/e2e/**/*.test.{ts,tsx}'];
const TESTS = ['test/**/*.test.{ts,tsx}'];

/** Three groups, one after the other: two cores are soon full, and a browser that waits for one looks like a fault. */
export default defineConfig({
  plugins: [tsconfigPaths()],
  test: {
    // One database server for the whole run; it makes the template that each test file clones.
    globalSetup: ['test/support/global-setup.ts'],
    projects: [
      {
        extends: true,
        test: { name: 'unit', include: UNIT, pool: 'threads', sequence: { groupOrder: 0 }, ...times(30) },
      },
      {
        extends: true,
        test: {
          name: 'database',
          include: TESTS,
          exclude: [...UNIT, ...E2E],
          pool: 'forks',
          sequence: { groupOrder: 1 },
          ...times(30),
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: E2E,
          pool: 'forks',
          maxWorkers: 1,
          fileParallelism: false,
          sequence: { groupOrder: 2 },
          ...times(120),
        },
      },
    ],
  },
});

function times(seconds: number) {
  return { testTimeout: seconds * 1000, hookTimeout: 120_000, teardownTimeout: 30_000 };
}
