import type { Tx } from 'db/client';
import { sql } from 'drizzle-orm';
import type { Actor } from '~/access/actor';
import { type OnClose, onClose } from './on-a-close.server';

/**
 * Takes one's own asking back, before another person agreed. It stays on record, and the close may be asked back anew.
 * Throws NotFound; database refusal LE016 (nobody asks, another's asking, open again already), in words.
 */
export function withdrawReopening(tx: Tx, actor: Actor, input: OnClose): Promise<{ trust: string }> {
  return onClose(tx, actor, 'period.reopening-withdrawn', input, sql`withdraw_reopening(${input.close})`);
}
