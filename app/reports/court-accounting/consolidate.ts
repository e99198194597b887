import { formatCourt } from '~/money/format';
import { sumAmounts } from './amounts';
import { CONSOLIDATED_WORDS, DISBURSEMENT_GROUPS } from './groups';
import type { StatedLine, StatedSchedule } from './statement';

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
 * anything paid to a person stands by itself.
 */
export function consolidatedDisbursements(schedule: StatedSchedule): ConsolidatedLine[] {
  const lines = schedule.groups.flatMap((group) => group.lines);
  const rank = (line: StatedLine) => DISBURSEMENT_GROUPS.indexOf(line.group);
  const ordered = [...lines].sort((a, b) => rank(a) - rank(b));
  const likes = new Map<string, StatedLine[]>();
  for (const line of ordered) {
    const { party, category, income, principal } = line;
    const key = line.group === 'bank' ? JSON.stringify([party, category, income, principal]) : line.line;
    likes.set(key, [...(likes.get(key) ?? []), line]);
  }
  return [...likes.values()].flatMap(consolidated);
}

function consolidated(likes: StatedLine[]): ConsolidatedLine[] {
  const [first] = likes;
  if (!first || likes.length === 1) return likes;
  const words = CONSOLIDATED_WORDS[first.category] ?? first.description;
  return [
    {
      ...sumAmounts(likes),
      date: 'various',
      party: first.party,
      description: `${words} (${likes.length} x ${formatCourt(first.total)})`,
    },
  ];
}
