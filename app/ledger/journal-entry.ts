import type { Decimal } from '~/money/amount';

export type Part = 'principal' | 'income';

/** One side of an entry. Positive charges the account, negative discharges it. */
export interface PostingDraft<Lot = number> {
  /** "asset:cash", "receipt:clerk_restitution", "distribution:EDU". */
  account: string;
  part: Part;
  /** In the trust's base currency, at carrying value. */
  amount: Decimal;
  /** For a holding: which lot moves, and by how many units (signed like the amount). */
  lot?: { id: Lot; units: Decimal };
  /** On a side in foreign money: its code (ISO 4217) and how much of it, signed like the amount. On a lot, its units. */
  foreign?: { currency: string; units: Decimal };
}

/** What to post: all of it or nothing. It sums to zero in each part. */
export interface EntryDraft {
  trustId: number;
  subaccountId: number;
  kind: string;
  /** The legal day it happened, ISO. */
  occurredOn: string;
  /** Of a late entry: the day, in a period closed since, that it belongs to. */
  concernsOn?: string;
  description: string;
  party: string;
  category: string;
  reference: string;
  /** What it came from, and so its idempotency key: the same source with the same entry answers the first one's number. */
  source: { type: string; ref: string; digest: string };
  /** The entry it moves back; or how many-th entry of the same call, as -1, -2. */
  reverses?: number;
  postings: PostingDraft[];
}

export const CASH = 'asset:cash';

/** The two postings that move the same amounts between two accounts, part by part; a zero part is left out. */
export function moveParts(
  from: string,
  to: string,
  parts: Record<Part, Decimal>,
): Array<Omit<PostingDraft, 'lot' | 'foreign'>> {
  return (['principal', 'income'] as const).flatMap((part) =>
    parts[part].isZero()
      ? []
      : [
          { account: to, part, amount: parts[part] },
          { account: from, part, amount: parts[part].negated() },
        ],
  );
}
