import { z } from 'zod';
import { FIELDS } from './identity-fields';

/** One question a connection, one line of JSON each way. */
export const LONGEST_LINE = 64 * 1024;

const asked = { token: z.string().min(1).max(100), requestId: z.string().min(1).max(100) };
const reference = z.string().max(20);
const field = z.enum([...FIELDS.beneficiary, ...FIELDS.provider]);

/** What the vault's process can be asked. Every question of a person carries their session: the database finds who it is. */
export const question = z.discriminatedUnion('ask', [
  z.object({ ask: z.literal('status') }),
  z.object({ ask: z.literal('unseal'), share: z.string().max(400) }),
  z.object({ ask: z.literal('reveal'), ...asked, reference, item: field }),
  z.object({
    ask: z.literal('keep'),
    ...asked,
    kind: z.enum(['beneficiary', 'provider']),
    code: z.string().max(40),
    values: z.partialRecord(field, z.string().max(2000)),
  }),
  z.object({ ask: z.literal('find'), ...asked, name: z.string().min(1).max(400) }),
  z.object({ ask: z.literal('erase'), ...asked, reference }),
  z.object({ ask: z.literal('rotate'), ...asked, what: z.enum(['root', 'data']) }),
]);

export type Question = z.infer<typeof question>;
export type Ask = Question['ask'];

export interface Answers {
  status: VaultStatus;
  unseal: { sharesNeeded: number };
  reveal: { value: string; openUntil: string; secondsLeft: number };
  keep: Record<string, never>;
  find: { codes: string[]; others: number };
  erase: { line: number };
  rotate: { subjects: number; version: number };
}

export interface VaultStatus {
  state: 'open' | 'sealed' | 'shut';
  /** Why it is shut. */
  problem?: string;
}

/** A code of the database is worded by who shows it; any other comes with its sentence. */
export type Answer<A extends Ask = Ask> =
  | { ok: true; result: Answers[A] }
  | { ok: false; code: string; sentence: string; field?: string | undefined };
