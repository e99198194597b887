import { describe, expect, it } from 'vitest';
import { type Assessed, type BreachFacts, breachClock } from '~/domain/incidents/breach-clock';

const LIMITS = { noticeHours: 72, reportDays: 5, escalateHours: 24, manySubjects: 100 };
const START = Date.parse('2027-01-08T14:00:00Z');
const at = (hours: number) => new Date(START + hours * 3_600_000);

const assessed = (changes: Partial<Assessed> = {}): Assessed => ({
  believedAt: at(0),
  sensitive: 'yes',
  acquired: 'yes',
  harm: 'yes',
  subjects: null,
  ...changes,
});
const clock = (hours: number, facts: Partial<BreachFacts> = {}) =>
  breachClock(
    { discoveredAt: at(0), assessed: assessed(), authorityAt: null, subjectsAt: null, reportAt: null, ...facts },
    LIMITS,
    at(hours),
  );

describe('the clock of a notice', () => {
  it.each([
    [0, 72, 'calm'],
    [47.9, 24, 'calm'],
    [48, 24, 'calm'],
    [48.1, 23, 'soon'],
    [71.9, 0, 'soon'],
    [72, 0, 'soon'],
    [72.1, -1, 'overdue'],
    [80, -8, 'overdue'],
  ] as const)('after %s hours has %s left and is %s', (hours, hoursLeft, urgency) => {
    expect(clock(hours)).toMatchObject({ due: 'notice', hoursLeft, urgency, noticeBy: at(72), reportBy: at(120) });
  });

  it('counts from the belief once it is assessed, and from the discovery before', () => {
    expect(clock(10, { assessed: null })).toMatchObject({ due: 'notice', noticeBy: at(72) });
    expect(clock(10, { assessed: assessed({ believedAt: at(6) }) })).toMatchObject({
      noticeBy: at(78),
      reportBy: at(126),
    });
  });

  it.each([
    ['yes', 'yes', 'yes', 'notice'],
    ['unknown', 'unknown', 'unknown', 'notice'],
    ['yes', 'unknown', 'yes', 'notice'],
    ['no', 'yes', 'yes', 'none'],
    ['yes', 'no', 'yes', 'none'],
    ['unknown', 'unknown', 'no', 'none'],
  ] as const)('sensitive %s, acquired %s, harm %s: %s', (sensitive, acquired, harm, due) => {
    expect(clock(100, { assessed: assessed({ sensitive, acquired, harm }) })).toMatchObject({
      due,
      urgency: due === 'none' ? 'calm' : 'overdue',
    });
  });

  it('is met only when both the authority and the people were told; then the report is due', () => {
    expect(clock(20, { authorityAt: at(10) })).toMatchObject({ due: 'notice' });
    expect(clock(20, { subjectsAt: at(10) })).toMatchObject({ due: 'notice' });
    expect(clock(100, { authorityAt: at(10), subjectsAt: at(12) })).toMatchObject({
      due: 'report',
      hoursLeft: 20,
      urgency: 'soon',
      late: [],
    });
    expect(clock(130, { authorityAt: at(10), subjectsAt: at(12), reportAt: at(119) })).toMatchObject({
      due: 'done',
      urgency: 'calm',
      late: [],
    });
  });

  it('says what was late, by the later of the two', () => {
    expect(clock(130, { authorityAt: at(10), subjectsAt: at(73), reportAt: at(121) }).late).toEqual([
      'notice',
      'report',
    ]);
  });

  it('does not wait for all facts where harm is real, or where it concerns a hundred', () => {
    const waits = (changes: Partial<Assessed>) => clock(1, { assessed: assessed(changes) }).withoutDelay;
    expect(waits({ harm: 'unknown', subjects: 99 })).toBe(false);
    expect(waits({ harm: 'unknown', subjects: 100 })).toBe(true);
    expect(waits({ harm: 'yes', subjects: 1 })).toBe(true);
  });
});
