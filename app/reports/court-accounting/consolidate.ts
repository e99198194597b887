import { formatCourt } from '~/money/format';
import { type Amounts, sumAmounts } from './amounts';
import { CONSOLIDATED_WORDS, DISBURSEMENT_GROUPS } from './groups';
import type { Lines, StatedLine, StatedSchedule } from './statement';

export interface ConsolidatedLine {
  /** ISO, or "various". */
  date: string;
  party: string;
  description: string;
  income: string;
  principal: string;
}

/**
 * Schedule B for the text document: by kind of payee, the trustee's own pay first, and like charges of a bank drawn
 * into one line ("3 x 45.00"). Repetitive items may be consolidated (Uniform Fiduciary Accounting Principle III);
 * anything paid to a person stands by itself. The schedule is read once for each kind of payee.
 */
export async function* consolidatedDisbursements({ groups }: StatedSchedule<Lines>): AsyncGenerator<ConsolidatedLine> {
  for (const kind of DISBURSEMENT_GROUPS) {
    const likes = new Map<string, Likes>();
    for (const { lines } of groups) {
      for await (const line of lines) {
        if (line.group !== kind) continue;
        if (kind !== 'bank') yield line;
        else addTo(likes, line);
      }
    }
    for (const like of likes.values()) yield consolidated(like);
  }
}

interface Likes {
  first: StatedLine;
  count: number;
  sum: Amounts;
}

function addTo(likes: Map<string, Likes>, line: StatedLine): void {
  const { party, category, income, principal } = line;
  const key = JSON.stringify([party, category, income, principal]);
  const known = likes.get(key);
  if (!known) likes.set(key, { first: line, count: 1, sum: sumAmounts([line]) });
  else likes.set(key, { ...known, count: known.count + 1, sum: sumAmounts([known.sum, line]) });
}

function consolidated({ first, count, sum }: Likes): ConsolidatedLine {
  if (count === 1) return first;
  const words = CONSOLIDATED_WORDS[first.category] ?? first.description;
  return {
    ...sum,
    date: 'various',
    party: first.party,
    description: `${words} (${count} x ${formatCourt(first.total)})`,
  };
}
