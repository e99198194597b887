import { createHash } from 'node:crypto';
import type { Tx } from 'db/client';
import { commandLog } from 'db/schema/audit';
import { and, eq, isNull } from 'drizzle-orm';
import type { Actor } from '~/access/actor';
import { Refusal } from '~/access/refusal';

type Result = Record<string, string>;

/**
 * Runs a command once per key: the same key with the same request returns the first result, with another request it is
 * refused. The key is written first, so that a second click waits for the first and then reads its result.
 * Throws Refusal 'key.reused'.
 */
export async function once<R extends Result>(
  tx: Tx,
  actor: Actor,
  command: { key: string; action: string; request: unknown },
  run: () => Promise<R>,
): Promise<R> {
  const requestSha256 = createHash('sha256').update(JSON.stringify(command.request)).digest('hex');
  const fresh = await tx
    .insert(commandLog)
    .values({
      key: command.key,
      personId: actor.personId,
      action: command.action,
      requestSha256,
    })
    .onConflictDoNothing()
    .returning({ key: commandLog.key });
  if (fresh.length === 0) {
    const [done] = await tx.select().from(commandLog).where(eq(commandLog.key, command.key));
    if (done?.result && done.action === command.action && done.requestSha256 === requestSha256) return done.result as R;
    throw new Refusal(
      'key.reused',
      'This form was sent before with other answers. Open the page anew and send it again.',
    );
  }
  const result = await run();
  await tx
    .update(commandLog)
    .set({ result })
    .where(and(eq(commandLog.key, command.key), isNull(commandLog.result)));
  return result;
}
