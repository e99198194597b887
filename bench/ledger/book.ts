import { type EntryDraft, moveParts } from '~/ledger/journal-entry';
import { amount, ZERO } from '~/money/amount';

/** Where a book is laid: so many beneficiaries' sub-accounts, each of one trust. */
export interface Place {
  trustId: number;
  subaccountId: number;
}

const DAYS = 3 * 365;
const DAY_MS = 86_400_000;
const CARE = ['EDU', 'MED', 'MH', 'SHELTER'];

/** Numbers from a seed, the same each time (a linear congruence; what is asked of it is repetition, not secrecy). */
export function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
}

/**
 * A deterministic book of about so many postings over three years from the first of `year`, in the order of its days:
 * restitution as principal, interest as income, care and fees, two postings each. No part of a sub-account falls below zero
 * on any day: who has too little receives.
 */
export function* layBook(places: readonly Place[], postings: number, year: number, seed = 1): Generator<EntryDraft> {
  const draw = numbers(seed);
  const cents = places.map(() => ({ principal: 0, income: 0 }));
  const entries = Math.floor(postings / 2);
  for (let n = 0; n < entries; n += 1) {
    const index = draw(places.length);
    const figure = 100 + draw(50_000);
    const kind = draw(10);
    const part = kind === 0 ? 'income' : 'principal';
    const held = cents[index] as (typeof cents)[number];
    const pays = held[part] >= figure && draw(100) < 60;
    held[part] += pays ? -figure : figure;
    const day = new Date(Date.UTC(year, 0, 1) + Math.floor((n * DAYS) / entries) * DAY_MS).toISOString().slice(0, 10);
    yield entry({ place: places[index] as Place, key: `B-${n}`, day, figure, pays, kind });
  }
}

/** The measured posts by turns: a receipt, and a payment for care, of the same small amount. */
export function measuredPost(place: Place, turn: number, day: string, key: string): EntryDraft {
  return entry({ place, key, day, figure: 47, pays: turn % 2 === 1, kind: 1 });
}

interface Laid {
  place: Place;
  key: string;
  day: string;
  figure: number;
  pays: boolean;
  /** Zero is interest, or a fee paid from it; the others are restitution, or care of some kind. */
  kind: number;
}

function entry({ place, key, day, figure, pays, kind }: Laid): EntryDraft {
  const care = CARE[kind % CARE.length] as string;
  const [entryKind, category, other] = pays
    ? kind === 0
      ? ['bank_fee', 'bank_fee', 'disbursement:bank_fee']
      : ['payment', care, `distribution:${care}`]
    : kind === 0
      ? ['bank_interest', 'interest', 'receipt:interest']
      : ['restitution', 'restitution', 'receipt:clerk_restitution'];
  const whole = amount((figure / 100).toString());
  const parts = kind === 0 ? { principal: ZERO, income: whole } : { principal: whole, income: ZERO };
  return {
    ...{ ...place, occurredOn: day, kind: entryKind as string, category: category as string },
    description: pays ? 'Paid to the provider' : 'Received from the clerk',
    party: pays ? `Provider ${kind}` : 'Clerk of court',
    reference: key,
    source: { type: 'bench', ref: key, digest: '' },
    postings: pays ? moveParts('asset:cash', other as string, parts) : moveParts(other as string, 'asset:cash', parts),
  };
}
