import { describe, expect, it } from 'vitest';
import { objectionDeadline } from '~/domain/accountings/objection-deadline';

describe('the last day to object', () => {
  it.each([
    ['2027-02-12', '2027-03-15', 'a Sunday'],
    ['2027-01-08', '2027-02-08', 'a Sunday'],
    ['2027-02-15', '2027-03-17', null],
    ['2027-01-14', '2027-02-16', 'a Saturday'],
    ['2027-01-16', '2027-02-16', 'a court holiday'],
    ['2026-06-03', '2026-07-06', 'a court holiday'],
    ['2027-11-25', '2027-12-27', 'a Saturday'],
    ['2027-12-01', '2028-01-03', 'a court holiday'],
    ['2028-01-30', '2028-02-29', null],
  ])('of an account served on %s is %s', (served, on, rolledFrom) => {
    expect(objectionDeadline(served)).toEqual({ on, rolledFrom });
  });

  it('is never before the thirtieth day, nor on a weekend', () => {
    for (let day = 0; day < 1461; day += 1) {
      const served = new Date(Date.UTC(2026, 0, 1 + day));
      const end = new Date(`${objectionDeadline(served.toISOString().slice(0, 10)).on}T00:00:00Z`);
      const days = (end.getTime() - served.getTime()) / 86_400_000;
      expect(days).toBeGreaterThanOrEqual(30);
      expect(days).toBeLessThanOrEqual(34);
      expect([0, 6]).not.toContain(end.getUTCDay());
    }
  });
});
