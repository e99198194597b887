import type { z } from 'zod';
import type { Permission } from '~/access/permissions';

export type Needed = Permission | 'public';

/** Where the guard leaves what it asks, on the function that Remix calls. */
export const GUARDED = Symbol.for('tutela.guarded');

/** What a route demands of who asks, and reads of what they send. */
export interface Asked {
  readonly permission: Needed;
  readonly stepUp: boolean;
  readonly identity: boolean;
  readonly form?: z.ZodType;
  readonly query?: z.ZodType;
}

/**
 * What a loader or action asks for and reads, or null where it did not come out of the guard. The guard itself reads it here at each
 * request, so that what a test is told of a route is what the route does.
 */
export function guardOf(fn: unknown): Asked | null {
  return typeof fn === 'function' && GUARDED in fn ? (fn[GUARDED] as Asked) : null;
}

/** What a route says of itself, whole. */
export function askedBy({
  permission,
  stepUp = false,
  identity = false,
  form,
  query,
}: Partial<Asked> & Pick<Asked, 'permission'>) {
  return { permission, stepUp, identity, ...(form && { form }), ...(query && { query }) } satisfies Asked;
}
