import { Refusal } from '~/access/refusal';
import { demandPeriod, nextPeriod } from '~/domain/accountings/accounting-period';
import { findFiledThrough } from '~/domain/accountings/find-filed-through.server';
import { findTrusts } from '~/domain/trusts/find-trusts.server';
import { getTrust } from '~/domain/trusts/get-trust.server';
import { dayFromParts } from '~/domain/trusts/legal-day';
import type { Tx } from '~/http/guard.server';
import { collectFigures } from '~/reports/court-accounting/figures.server';
import { type Statement, stateAccounting } from '~/reports/court-accounting/statement';
import { periodWords } from '~/reports/court-accounting/wording';
import { dayWords } from '~/ui/day-words';
import type { Problem } from '~/ui/problem';

type Part = 'month' | 'day' | 'year';
type Asked = { trust?: string | undefined } & { [K in `${'from' | 'through'}-${Part}`]?: string | undefined };

/** The form as it was asked for, and the figures where trust and period are known. Records nothing. */
export async function loadNewAccount(q: Tx, asked: Asked, today: string) {
  const trusts = (await findTrusts(q)).map((one) => one.code);
  const trust = trusts.includes(asked.trust ?? '') ? (asked.trust as string) : '';
  const facts = trust ? await factsOf(q, trust, today) : null;
  const given = asked['from-year'] !== undefined || asked['through-year'] !== undefined;
  const suggested = facts && !given ? nextPeriod(facts) : null;
  const entered = {
    trust,
    from: suggested ? partsOf(suggested.from) : boxes(asked, 'from'),
    through: suggested ? partsOf(suggested.through) : boxes(asked, 'through'),
  };
  const none = { trusts, entered, problems: [] as Problem[], preview: null };
  if (!given) return none;
  if (!facts) return { ...none, problems: [{ field: 'trust', message: 'Choose a trust.' }] };
  const from = dayOf(entered.from);
  const through = dayOf(entered.through);
  const problems: Problem[] = [
    ...(from ? [] : [{ field: 'from', message: 'Enter the first day, like Jan 1 2026.' }]),
    ...(through ? [] : [{ field: 'through', message: 'Enter the last day, like Dec 31 2026.' }]),
  ];
  if (!from || !through) return { ...none, problems };
  const refused = refusedPeriod({ from, through }, facts);
  if (refused) return { ...none, problems: [refused] };
  const collected = await collectFigures(q, { trustCode: trust, from, through });
  return { ...none, preview: collected && previewOf(stateAccounting(collected.figures)) };
}

async function factsOf(q: Tx, code: string, today: string) {
  const { id, openedOn } = await getTrust(q, code);
  return { openedOn, filedThrough: await findFiledThrough(q, id), today };
}

type Facts = Awaited<ReturnType<typeof factsOf>>;
type Boxes = Partial<Record<Part, string | undefined>>;

const boxes = (asked: Asked, name: 'from' | 'through'): Boxes => ({
  month: asked[`${name}-month`],
  day: asked[`${name}-day`],
  year: asked[`${name}-year`],
});

const dayOf = ({ month = '', day = '', year = '' }: Boxes) => dayFromParts(month, day, year);

/** "Jan", "1", "2027": the month as a word. */
function partsOf(day: string): Boxes {
  const [month, date, year] = dayWords(day).replace(',', '').split(' ');
  return { month, day: date, year };
}

function refusedPeriod(period: { from: string; through: string }, facts: Facts): Problem | null {
  try {
    demandPeriod(period, facts);
    return null;
  } catch (error) {
    if (error instanceof Refusal) return { field: error.field, message: error.message };
    throw error;
  }
}

function previewOf({ trust, from, through, currency, summary, proof, unusual, cashProof, schedules }: Statement) {
  return {
    trust: trust.code,
    from,
    through,
    currency,
    words: periodWords(from, through),
    summary,
    proof,
    unusual,
    cashProof,
    market: schedules.E.market,
    empty: (['A', 'B', 'C'] as const).every((letter) => schedules[letter].groups.length === 0),
  };
}

export type AccountPreview = ReturnType<typeof previewOf>;
