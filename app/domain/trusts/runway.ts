import { type AmountText, Decimal as D, type Decimal, toText, ZERO } from '~/money/amount';
import { majorityWindow } from '../beneficiaries/majority-words';
import { addDays, daysBetween } from './legal-day';

const DAYS_A_MONTH = new D('30.4375');
/** Beyond this a date would pretend to know. */
const FURTHEST_YEARS = 40;

export interface RunwayFacts {
  today: string;
  /** Cash moves by day, from the beginning. */
  moves: readonly { on: string; moved: Decimal }[];
  /** Paid in the months of the pace. */
  paid: Decimal;
  months: number;
  bandPercent: number;
  /** Cash after what is asked now. */
  leftAfter: Decimal;
  cashNow: Decimal;
  majorityOn: string | null;
}

export interface Runway {
  firstYear: number;
  lastYear: number;
  history: { on: string; cash: AmountText }[];
  pace: Decimal;
  monthsBefore: Decimal;
  monthsAfter: Decimal;
  ends: { slower: string; pace: string; faster: string };
  yearEnds: { on: string; slower: AmountText; pace: AmountText; faster: AmountText }[];
  /** The four months of majority, never the day. */
  majority: { from: string; to: string; words: string } | null;
  said: string;
}

/**
 * How long cash lasts at the pace of the months before, after what is asked now. Null where there is no history to
 * measure a pace by: a made-up line would be believed.
 */
export function runway(facts: RunwayFacts): Runway | null {
  const first = facts.moves[0];
  if (!first || facts.paid.lte(ZERO)) return null;
  const months = Math.min(facts.months, daysBetween(first.on, facts.today) / 30.4375);
  if (months < 3) return null;
  const pace = facts.paid.div(new D(months)).toDecimalPlaces(2);
  const band = new D(facts.bandPercent).div(100);
  const endAt = (rate: Decimal) => dayAfter(facts.today, facts.leftAfter.div(rate).times(DAYS_A_MONTH));
  const paces = { slower: pace.times(new D(1).minus(band)), pace, faster: pace.times(new D(1).plus(band)) };
  const ends = { slower: endAt(paces.slower), pace: endAt(paces.pace), faster: endAt(paces.faster) };
  const majority = facts.majorityOn ? majorityWindow(facts.majorityOn) : null;
  const firstYear = Number(addDays(facts.today, -365).slice(0, 4));
  const lastYear = Math.min(firstYear + 20, Math.max(firstYear + 5, Number((majority?.to ?? ends.pace).slice(0, 4))));
  const cashAt = (on: string, rate: Decimal) => {
    const left = facts.leftAfter.minus(rate.times(new D(daysBetween(facts.today, on)).div(DAYS_A_MONTH)));
    return toText(D.max(ZERO, left).toDecimalPlaces(2));
  };
  return {
    firstYear,
    lastYear,
    history: historyFrom(facts, `${firstYear}-01-01`),
    pace,
    monthsBefore: facts.cashNow.div(pace).toDecimalPlaces(1),
    monthsAfter: facts.leftAfter.div(pace).toDecimalPlaces(1),
    ends,
    yearEnds: yearsFrom(Number(facts.today.slice(0, 4)), lastYear).map((year) => {
      const on = `${year}-12-31`;
      return { on, slower: cashAt(on, paces.slower), pace: cashAt(on, paces.pace), faster: cashAt(on, paces.faster) };
    }),
    majority,
    said: sentence(ends.pace, majority),
  };
}

function dayAfter(today: string, days: Decimal): string {
  return addDays(
    today,
    D.min(D.max(ZERO, days), FURTHEST_YEARS * 365)
      .floor()
      .toNumber(),
  );
}

function yearsFrom(first: number, last: number): number[] {
  return Array.from({ length: Math.min(8, last - first + 1) }, (_, index) => first + index);
}

function historyFrom({ moves, today }: RunwayFacts, from: string): Runway['history'] {
  let cash = ZERO;
  const history: Runway['history'] = [];
  for (const move of moves) {
    cash = cash.plus(move.moved);
    if (move.on > today) break;
    if (move.on <= from) history[0] = { on: from, cash: toText(cash) };
    else history.push({ on: move.on, cash: toText(cash) });
  }
  if (history[0] && history[0].on !== from) history.unshift({ on: from, cash: '0.00' });
  return history;
}

const MONTHS = 'January February March April May June July August September October November December'.split(' ');

function monthWords(day: string): string {
  return `${MONTHS[Number(day.slice(5, 7)) - 1]} ${day.slice(0, 4)}`;
}

function sentence(end: string, majority: Runway['majority']): string {
  const lasts = `Cash lasts to ${monthWords(end)}`;
  if (!majority) return `${lasts}.`;
  const months = Math.round(daysBetween(end, majority.from) / 30.4375);
  if (months > 0) return `${lasts}, about ${months} ${months === 1 ? 'month' : 'months'} before 18.`;
  return end < majority.to ? `${lasts}, about when 18 is reached.` : `${lasts}, past 18 in ${majority.words}.`;
}
