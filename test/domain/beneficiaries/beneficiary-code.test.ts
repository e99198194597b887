import { randomInt } from 'node:crypto';
import { BENEFICIARIES } from 'db/seed/world';
import { describe, expect, it } from 'vitest';
import { checkDigit, codeProblem, shuffledCodes } from '~/domain/beneficiaries/beneficiary-code';
import { PLANT_WORDS } from '~/domain/beneficiaries/plant-words';

const ALL = shuffledCodes(randomInt);

describe('the check digit of a code', () => {
  it('makes one code of each word and first digit, and each is taken', () => {
    expect(new Set(ALL).size).toBe(PLANT_WORDS.length * 10);
    for (const code of ALL) expect([code, codeProblem(code)]).toEqual([code, undefined]);
    for (const { code } of BENEFICIARIES) expect([code, codeProblem(code)]).toEqual([code, undefined]);
  });

  it('finds every wrong digit and every two that changed places', () => {
    for (const code of ALL) {
      const [word, digits = ''] = code.split('-');
      const slips = [...'0123456789'].flatMap((other) => [`${other}${digits[1]}`, `${digits[0]}${other}`]);
      if (digits[0] !== digits[1]) slips.push(`${digits[1]}${digits[0]}`);
      for (const slip of slips.filter((one) => one !== digits))
        expect([code, slip, codeProblem(`${word}-${slip}`)]).toEqual([code, slip, expect.stringContaining('digits')]);
    }
  });

  it('finds nine of ten codes whose word is another plant', () => {
    const taken = PLANT_WORDS.map((word) => checkDigit(word, 1));
    for (const digit of '0123456789')
      expect(taken.filter((one) => one === digit).length, digit).toBeLessThan(PLANT_WORDS.length / 4);
  });
});

describe('a code that was typed', () => {
  it.each([
    ['KALACHUCHI-71', 'The two digits do not belong to this word. Look at them again.'],
    ['KALACHUCI-17', 'No beneficiary code begins with this word. Look at its spelling.'],
    ['ANTIPOLO-01', 'No beneficiary code begins with this word. Look at its spelling.'],
    ['kalachuchi-17', 'A beneficiary code is a plant and two digits, like KALACHUCHI-17.'],
    ['KALACHUCHI', 'A beneficiary code is a plant and two digits, like KALACHUCHI-17.'],
    ['', 'A beneficiary code is a plant and two digits, like KALACHUCHI-17.'],
    [
      'B-7Q4X',
      'This is the code that a court or a provider knows a child by. Here it is a plant and two digits, like KALACHUCHI-17.',
    ],
  ])('%j: %s', (text, sentence) => {
    expect(codeProblem(text)).toBe(sentence);
  });
});

describe('the order of codes', () => {
  it('is whatever the random numbers say, and holds each code once', () => {
    const order = (numbers: () => number) => shuffledCodes((bound) => Math.floor(numbers() * bound));
    const never = order(() => 0.999_999);
    expect(never[0]).toMatch(new RegExp(`^${PLANT_WORDS[0]}-`));
    const always = order(() => 0);
    expect(always).not.toEqual(never);
    expect([...always].sort()).toEqual([...never].sort());
  });
});
