import { z } from 'zod';
import { FIELDS, PARTY_KINDS, PAYOUT_REASONS } from './identity-fields';
import type { Found } from './scan-texts.server';

/** One question a connection, one line of JSON each way. */
/** Of texts to be scanned in one question; who asks sees to it that they fit a line. */
export const MOST_TEXTS = 200;
export const LONGEST_TEXT = 8_000;
export const LONGEST_LINE = 1024 * 1024;
/** Children of one question: with all codes and the longest values they stay within a line. */
export const MOST_CHILDREN = 100;

const asked = {
  token: z.string().min(1).max(100),
  requestId: z.string().min(1).max(100),
  address: z.string().max(45).optional(),
};
const reference = z.string().max(20);
const field = z.enum([...FIELDS.beneficiary, ...FIELDS.provider, ...FIELDS.payout_account]);

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
  z.object({
    ask: z.literal('take-in'),
    ...asked,
    key: z.uuid(),
    codes: z.array(z.string().max(40)).min(1).max(10_000),
    children: z
      .array(
        z.object({ values: z.partialRecord(z.enum(FIELDS.beneficiary), z.string().max(2000)), apart: z.boolean() }),
      )
      .min(1)
      .max(MOST_CHILDREN),
  }),
  z.object({ ask: z.literal('find'), ...asked, name: z.string().min(1).max(400) }),
  z.object({
    ask: z.literal('scan'),
    ...asked,
    origin: z.enum(['typed', 'kept']).optional(),
    texts: z.array(z.string().max(LONGEST_TEXT)).min(1).max(MOST_TEXTS),
  }),
  z.object({
    ask: z.literal('correct'),
    ...asked,
    reference,
    item: z.enum(FIELDS.beneficiary),
    value: z.string().max(2000),
  }),
  z.object({
    ask: z.literal('party'),
    ...asked,
    docket: z.string().max(60),
    kind: z.enum(PARTY_KINDS),
    /** Who has an account here. */
    person: z.number().int().positive().nullable(),
    name: z.string().max(2000),
  }),
  z.object({
    ask: z.literal('payout-account'),
    ...asked,
    provider: z.string().max(40),
    reason: z.enum(PAYOUT_REASONS),
    values: z.record(z.enum(FIELDS.payout_account), z.string().max(2000)),
  }),
  z.object({ ask: z.literal('erase'), ...asked, reference }),
  z.object({ ask: z.literal('rotate'), ...asked, what: z.enum(['root', 'data']) }),
]);

export type Question = z.infer<typeof question>;
export type Ask = Question['ask'];

export interface Answers {
  status: VaultStatus;
  unseal: { sharesNeeded: number };
  reveal: { value: string; isParty: boolean; openUntil: string; secondsLeft: number };
  keep: Record<string, never>;
  correct: { version: number };
  'take-in': TakenIn;
  find: { codes: string[]; others: number };
  scan: { found: Found[] };
  /** Children with a guardian or contact of that name, by the codes that the asker sees and how many more; and providers paid under it. */
  party: { codes: string[]; others: number; payees: string[] };
  /** The number of the account. */
  'payout-account': { id: string };
  erase: { line: number };
  rotate: { subjects: number; version: number };
}

/** The codes given; or none, and which of the children may be known already, by their places. Never as whom. */
export interface TakenIn {
  codes: string[];
  known: number[];
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
