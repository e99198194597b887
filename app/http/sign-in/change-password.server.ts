import { hashPassword, passwordProblem } from 'db/password';
import { sql } from 'drizzle-orm';
import { Refusal } from '~/access/refusal';
import type { Tx } from '../guard.server';
import type { LoadContext } from '../load-context';
import type { Session } from '../session.server';
import { newToken, ownPasswordHash } from './check-password.server';
import { type From, hashOf, tryStep } from './tries.server';

/** When the signed-in person last changed their password; null where it is the one they were enrolled with. */
export async function passwordChangedAt(tx: Tx): Promise<Date | null> {
  const { rows } = await tx.execute<{ at: string | null }>(sql`select sec.my_password_changed_at() as at`);
  return rows[0]?.at ? new Date(rows[0].at) : null;
}

/**
 * Changes one's own password, with what `record` writes of it. All other sessions of the person end, and this one goes on
 * under the token that is answered. Throws Refusal 'password.refused', 'password.weak', 'password.same' beside its field;
 * 'tries.too-many'; database refusals SI002, SI004.
 */
export async function changePassword(
  context: LoadContext,
  session: Session,
  tx: <T>(work: (q: Tx) => Promise<T>) => Promise<T>,
  given: { current: string; next: string; from: From },
  record: (q: Tx, ended: number) => Promise<void>,
): Promise<string> {
  const problem = await passwordProblem(given.next);
  if (problem) throw new Refusal('password.weak', problem, 'new-password');
  const hash = await tryStep(context.pool, session.token, given.from, () =>
    ownPasswordHash(context.pool, session.token, given.current),
  );
  if (!hash) throw refused();
  if (given.current.normalize('NFKC') === given.next.normalize('NFKC'))
    throw new Refusal('password.same', 'This is your password already. Choose another.', 'new-password');
  const newHash = await hashPassword(given.next);
  const token = newToken();
  await tx(async (q) => {
    const { rows } = await q.execute<{ ended: number | null }>(
      sql`select sec.change_my_password(${hash}, ${newHash}, ${hashOf(token)}, ${given.from.device}) as ended`,
    );
    const ended = rows[0]?.ended ?? null;
    if (ended === null) throw refused();
    await record(q, ended);
  });
  return token;
}

function refused(): Refusal {
  return new Refusal('password.refused', 'That is not your password.', 'current-password');
}
