import { describe, expect, test } from 'vitest';
import { addWeekdays, dayFromParts, daysBetween, legalDay } from '~/domain/trusts/legal-day';
import { type RunwayFacts, runway } from '~/domain/trusts/runway';
import { amount } from '~/money/amount';

const facts = (change: Partial<RunwayFacts> = {}): RunwayFacts => ({
  today: '2027-01-08',
  moves: [{ on: '2026-01-01', moved: amount('31134.00') }],
  paid: amount('7180.00'),
  months: 12,
  bandPercent: 20,
  leftAfter: amount('28184.00'),
  cashNow: amount('29053.57'),
  majorityOn: '2031-02-14',
  ...change,
});

describe('how long the money lasts', () => {
  test('at last year’s pace: the figures of the approval page', () => {
    const result = runway(facts());
    expect(result?.pace.toFixed(2)).toBe('598.33');
    expect(result?.monthsBefore.toString()).toBe('48.6');
    expect(result?.monthsAfter.toString()).toBe('47.1');
    expect(result?.said).toBe('Cash lasts to December 2030, about 1 month before 18.');
    expect(result?.majority?.words).toBe('early 2031');
  });

  test('a faster pace ends sooner, a slower one later, and nothing falls below zero', () => {
    const result = runway(facts());
    expect(result?.ends.faster && result.ends.faster < result.ends.pace).toBe(true);
    expect(result?.ends.slower && result.ends.slower > result.ends.pace).toBe(true);
    for (const year of result?.yearEnds ?? []) expect(amount(year.faster).isNegative()).toBe(false);
  });

  test('without payments, or with a history under three months, there is no line', () => {
    expect(runway(facts({ paid: amount('0.00') }))).toBeNull();
    expect(runway(facts({ moves: [] }))).toBeNull();
    expect(runway(facts({ moves: [{ on: '2026-11-20', moved: amount('5000.00') }] }))).toBeNull();
  });

  test('past majority says so', () => {
    expect(runway(facts({ majorityOn: '2027-06-30' }))?.said).toBe('Cash lasts to December 2030, past 18 in mid 2027.');
    expect(runway(facts({ majorityOn: null }))?.said).toBe('Cash lasts to December 2030.');
  });
});

describe('legal days', () => {
  test('are the calendar’s of the zone, not the server’s', () => {
    const moment = new Date('2026-12-31T22:30:00Z');
    expect(legalDay(moment, 'America/New_York')).toBe('2026-12-31');
    expect(legalDay(moment, 'Asia/Manila')).toBe('2027-01-01');
  });

  test('five weekdays from a Friday end on a Friday', () => {
    expect(addWeekdays('2027-01-08', 5)).toBe('2027-01-15');
    expect(addWeekdays('2027-01-09', 1)).toBe('2027-01-11');
    expect(daysBetween('2027-01-08', '2027-02-08')).toBe(31);
  });

  test.each([
    ['Jan', '8', '2027', '2027-01-08'],
    ['1', '08', '2027', '2027-01-08'],
    ['february', '29', '2028', '2028-02-29'],
    ['Feb', '29', '2027', null],
    ['13', '1', '2027', null],
    ['', '', '', null],
    ['Jan', '8', '27', null],
  ])('three boxes %s %s %s make %s', (month, day, year, made) => {
    expect(dayFromParts(month, day, year)).toBe(made);
  });
});
