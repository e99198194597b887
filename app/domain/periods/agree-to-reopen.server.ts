import type { Tx } from 'db/client';
import { sql } from 'drizzle-orm';
import type { Actor } from '~/access/actor';
import { type OnClose, onClose } from './on-a-close.server';

/**
 * Agrees to what another person asked: the period is open again, and entries may bear its days.
 * Throws NotFound; database refusal LE016 (nobody asks, one's own asking, not the last, accounted for), in words.
 */
export function agreeToReopen(tx: Tx, actor: Actor, input: OnClose): Promise<{ trust: string }> {
  return onClose(tx, actor, 'period.reopened', input, sql`agree_to_reopen(${input.close})`);
}
