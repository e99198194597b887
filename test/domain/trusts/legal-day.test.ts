import { describe, expect, it } from 'vitest';
import { dayFromText } from '~/domain/trusts/legal-day';

describe('a day in one line', () => {
  it.each([
    ['2026-12-31', '2026-12-31'],
    ['Dec 31, 2026', '2026-12-31'],
    [' december 1 2026 ', '2026-12-01'],
    ['Feb. 28, 2027', '2027-02-28'],
    ['Feb 29, 2027', null],
    ['2027-02-29', null],
    ['12/31/2026', null],
    ['31 Dec 2026', null],
    ['soon', null],
    ['', null],
  ])('%j is %s', (text, day) => {
    expect(dayFromText(text)).toBe(day);
  });
});
