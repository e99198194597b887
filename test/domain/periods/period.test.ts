import { describe, expect, it } from 'vitest';
import { type PeriodFacts, periodState, reopeningStep } from '~/domain/periods/period';

const ME = 7;
const OTHER = 8;
const closed: PeriodFacts = { askedBy: null, reopened: false, filed: false, last: true };

describe('a close', () => {
  it.each<[string, Partial<PeriodFacts>, string, string | null]>([
    ['that stands may be asked back', {}, 'closed', 'ask'],
    ['that another asked back may be agreed to', { askedBy: OTHER }, 'asked', 'agree'],
    ['that one asked back oneself waits for another', { askedBy: ME }, 'asked', 'wait'],
    ['that a later one follows stays', { last: false }, 'closed', null],
    ['that is asked back while a later one follows stays', { last: false, askedBy: OTHER }, 'asked', null],
    ['that is accounted for stays', { filed: true }, 'accounted', null],
    ['that was asked back and then accounted for stays', { filed: true, askedBy: OTHER }, 'accounted', null],
    ['that was taken back is over', { askedBy: OTHER, reopened: true }, 'open-again', null],
  ])('%s', (_, facts, state, step) => {
    expect(periodState({ ...closed, ...facts })).toBe(state);
    expect(reopeningStep({ ...closed, ...facts }, ME)).toBe(step);
  });
});
