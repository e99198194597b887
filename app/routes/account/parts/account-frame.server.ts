import type { Actor } from '~/access/actor';
import type { Tx } from '~/http/guard.server';
import type { Session } from '~/http/session.server';
import { type FrameFacts, frameOf } from '../../parts/frame.server';

/** The frame of one's own pages. Who still has to enrol a second factor is led nowhere else. */
export async function accountFrame(
  tx: Tx,
  { actor, session, now }: { actor: Actor; session: Session; now: Date },
  current: string,
): Promise<FrameFacts> {
  const frame = await frameOf(tx, actor, now, current);
  return session.awaits ? { ...frame, nav: [] } : frame;
}
