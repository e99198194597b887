import type { Tx } from 'db/client';
import { sql } from 'drizzle-orm';
import type { Actor } from '~/access/actor';
import { type OnClose, onClose } from './on-a-close.server';

/**
 * Asks that a trust's last close be taken back, and says why; another person agrees (agree-to-reopen).
 * Throws NotFound; database refusal LE016 (not the last, accounted for, asked already, no reason), in words.
 */
export function askToReopen(tx: Tx, actor: Actor, input: OnClose & { reason: string }): Promise<{ trust: string }> {
  return onClose(tx, actor, 'period.reopening-asked', input, sql`ask_to_reopen(${input.close}, ${input.reason})`);
}
