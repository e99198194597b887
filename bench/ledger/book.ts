import { type EntryDraft, moveParts } from '~/ledger/journal-entry';
import { amount, ZERO } from '~/money/amount';

/** Where a book is laid: so many beneficiaries' sub-accounts, each of one trust. */
export interface Place {
  trustId: number;
  subaccountId: number;
}

const FIRST_DAY = Date.UTC(2023, 0, 1);
const DAYS = 3 * 365;
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
 * A deterministic book of about so many postings over three years, in the order of its days: restitution, interest, care
 * and fees, two postings each. No sub-account falls below zero on any day: who has too little receives.
 */
export function* layBook(places: readonly Place[], postings: number, seed = 1): Generator<EntryDraft> {
  const draw = numbers(seed);
  const cents = places.map(() => 0);
  const entries = Math.floor(postings / 2);
  for (let n = 0; n < entries; n += 1) {
    const index = draw(places.length);
    const figure = 100 + draw(50_000);
    const pays = (cents[index] as number) >= figure && draw(100) < 60;
    cents[index] = (cents[index] as number) + (pays ? -figure : figure);
    const day = new Date(FIRST_DAY + Math.floor((n * DAYS) / entries) * 86_400_000).toISOString().slice(0, 10);
    yield entry({ ...(places[index] as Place), n, day, figure, pays, kind: draw(10) });
  }
}

function entry(made: Place & { n: number; day: string; figure: number; pays: boolean; kind: number }): EntryDraft {
  const { trustId, subaccountId, n, day, figure, pays, kind } = made;
  const isFee = pays && kind === 0;
  const isInterest = !pays && kind === 0;
  const care = CARE[kind % CARE.length] as string;
  const other = pays
    ? isFee
      ? 'disbursement:wire_fee'
      : `distribution:${care}`
    : isInterest
      ? 'receipt:interest'
      : 'receipt:clerk_restitution';
  const parts = { principal: amount((figure / 100).toString()), income: ZERO };
  return {
    ...{ trustId, subaccountId, occurredOn: day },
    kind: pays ? (isFee ? 'bank_fee' : 'payment') : isInterest ? 'bank_interest' : 'restitution',
    description: pays ? 'Paid to the provider' : 'Received from the clerk',
    party: pays ? `Provider ${kind}` : 'Clerk of court',
    category: pays ? care : 'restitution',
    reference: `B-${n}`,
    source: { type: 'bench', ref: `B-${n}`, digest: '' },
    postings: pays ? moveParts('asset:cash', other, parts) : moveParts(other, 'asset:cash', parts),
  };
}
