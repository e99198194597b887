import { sqlState } from 'db/client';
import type pg from 'pg';
import type { CareWorld, Name } from '../domain/disbursements/care-world';

/** Raw SQL as the application's role in a person's signed context: its first value, or the code that refused it. */
export function rawSql(world: CareWorld) {
  const as = (who: Name, text: string, values: readonly unknown[] = []): Promise<string> =>
    world.as(who, async (q) => {
      const client = (q as unknown as { $client: pg.PoolClient }).$client;
      const { rows } = await client.query<Record<string, unknown>>(text, [...values]);
      return String(Object.values(rows[0] ?? {})[0]);
    });
  const attempt = (who: Name, text: string, values: readonly unknown[] = []) =>
    as(who, text, values).then(() => 'accepted', refusedBy);
  return { as, attempt };
}

/** Where a constraint refuses, its name says more than the code of all constraints. */
export function refusedBy(error: unknown): string {
  return (error as { constraint?: string }).constraint ?? sqlState(error) ?? 'unknown';
}
