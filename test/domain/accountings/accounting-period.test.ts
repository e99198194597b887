import { describe, expect, it } from 'vitest';
import { demandPeriod, nextPeriod } from '~/domain/accountings/accounting-period';

const facts = { openedOn: '2025-11-01', filedThrough: null, today: '2027-01-08' };
const later = { ...facts, filedThrough: '2026-12-31' };

describe('the period of an account', () => {
  it('begins where the last one ended, or with the books, and closes with the year', () => {
    expect(nextPeriod(facts)).toEqual({ from: '2025-11-01', through: '2025-12-31' });
    expect(nextPeriod(later)).toEqual({ from: '2027-01-01', through: '2027-12-31' });
  });

  it.each([
    [facts, '2025-11-01', '2026-12-31', null],
    [later, '2027-01-01', '2027-01-08', null],
    [facts, '2026-01-01', '2025-12-31', 'accounting.period'],
    [facts, '2026-01-01', '2026-12-31', 'accounting.gap'],
    [facts, '2025-10-01', '2026-12-31', 'accounting.gap'],
    [later, '2026-06-01', '2027-01-08', 'accounting.filed'],
    [later, '2027-01-05', '2027-01-08', 'accounting.gap'],
    [later, '2027-01-01', '2027-01-09', 'accounting.not-over'],
  ])('%j: from %s through %s is answered %s', (given, from, through, code) => {
    const ask = () => demandPeriod({ from, through }, given);
    if (code) expect(ask).toThrow(expect.objectContaining({ code }));
    else expect(ask).not.toThrow();
  });
});
