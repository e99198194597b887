import type { Decimal } from '~/money/amount';

export type Part = 'principal' | 'income';

/** One side of an entry, in the trust's base currency. Positive charges the account, negative discharges it. */
export interface PostingDraft {
  /** "asset:cash", "receipt:clerk_restitution", "distribution:EDU". */
  account: string;
  part: Part;
  amount: Decimal;
  /** For a holding: which lot moves, and by how many units (signed like the amount). */
  lot?: { id: number; units: Decimal };
}

/** What to post: all of it or nothing. It sums to zero in each part. */
export interface EntryDraft {
  trustId: number;
  subaccountId: number;
  kind: string;
  /** The legal day it happened, ISO. */
  occurredOn: string;
  description: string;
  party: string;
  category: string;
  reference: string;
  /** What it came from; a source posts at most once. */
  source: { type: string; ref: string; digest: string };
  reverses?: number;
  postings: PostingDraft[];
}

export const CASH = 'asset:cash';

/** The two postings that move the same amounts between two accounts, part by part; a zero part is left out. */
export function moveParts(from: string, to: string, parts: Record<Part, Decimal>): Array<Omit<PostingDraft, 'lot'>> {
  return (['principal', 'income'] as const).flatMap((part) =>
    parts[part].isZero()
      ? []
      : [
          { account: to, part, amount: parts[part] },
          { account: from, part, amount: parts[part].negated() },
        ],
  );
}
