import type { BookPosting } from './book-posting';

type OfTheEntry = 'entry' | 'kind' | 'occurredOn' | 'description' | 'party' | 'category' | 'reference' | 'reverses';

/** One entry with all its postings, as an export reads the book. */
export interface BookEntry extends Pick<BookPosting, OfTheEntry> {
  /** The trust's code: "T-0042". */
  trust: string;
  /** The trust's base currency, in which the amounts are. */
  currency: string;
  /** When the books learned of it, ISO in UTC. */
  recordedAt: string;
  postings: EntryPosting[];
}

export interface EntryPosting extends Pick<BookPosting, 'account' | 'part' | 'amount' | 'units'> {
  /** Whose sub-account it moves, by the code of the beneficiary. */
  beneficiary: string;
  /** What the units are counted in: "TNOTE-2029-02-28", "PHP"; null where there are none. */
  holding: string | null;
}
