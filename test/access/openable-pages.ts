import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Permission } from '~/access/permissions';
import { BUILD } from '../support/world';

/** A permission that nobody is asked for: neither by a guard nor by a verb. It is read by the changed pages alone. */
const opened: { permission?: Permission | undefined } = {};
(globalThis as Record<string, unknown>).openedForATest = opened;

const DEMAND = 'function demand(actor, permission) {\n';

/**
 * The built pages, beside them, with a hatch in the one function by which guards and verbs ask for a permission: so that both
 * can be taken away at once. What is served to people has no such hatch.
 */
export function openablePages() {
  const built = readFileSync(BUILD, 'utf8').split(DEMAND);
  if (built.length !== 2) throw new Error('There is not one function of the built pages that demands a permission.');
  const file = path.join(path.dirname(BUILD), `openable-${process.pid}.js`);
  writeFileSync(file, built.join(`${DEMAND}  if (globalThis.openedForATest.permission === permission) return;\n`));
  return {
    file,
    /** Does something while a permission is asked of nobody. */
    async without<T>(permission: Permission, work: () => Promise<T>): Promise<T> {
      opened.permission = permission;
      try {
        return await work();
      } finally {
        opened.permission = undefined;
      }
    },
    remove: () => rmSync(file),
  };
}
