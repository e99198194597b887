import { describe, expect, test } from 'vitest';
import { amount, parseAmount, roundToCurrency, sum, toText } from '~/money/amount';

describe('an amount as a person wrote it', () => {
  test.each([
    ['475.33', '475.33'],
    [' 475.33 ', '475.33'],
    ['-869.57', '-869.57'],
    ['0', '0.00'],
    ['5', '5.00'],
    ['5.1', '5.10'],
    ['0.0001', '0.0001'],
    ['9999999999999999.9999', '9999999999999999.9999'],
    ['-0', '0.00'],
  ])('%j is %s', (typed, text) => {
    const read = parseAmount(typed);
    expect(read.ok && toText(read.value)).toBe(text);
  });

  test.each([
    ['', 'Enter an amount, like 475.33.'],
    ['  ', 'Enter an amount, like 475.33.'],
    ['1,234.50', 'Write "1,234.50" without commas, with a point before the cents, like 1234.50.'],
    ['1234,50', 'Write "1234,50" without commas, with a point before the cents, like 1234.50.'],
    ['0.12345', '"0.12345" has 5 decimals. Use at most 4.'],
    ['ten', '"ten" is not an amount. Use digits, like 475.33.'],
    ['1e3', '"1e3" is not an amount. Use digits, like 475.33.'],
    ['+5', '"+5" is not an amount. Use digits, like 475.33.'],
    ['5.', '"5." is not an amount. Use digits, like 475.33.'],
    ['.5', '".5" is not an amount. Use digits, like 475.33.'],
    ['Infinity', '"Infinity" is not an amount. Use digits, like 475.33.'],
    ['\u2212' + '5', '"\u22125" is not an amount. Use digits, like 475.33.'],
    ['12345678901234567', '"12345678901234567" is larger than the books can hold.'],
  ])('%j is refused', (typed, message) => {
    expect(parseAmount(typed)).toEqual({ ok: false, message });
  });

  test('cents are the limit where the form asks for cents', () => {
    expect(parseAmount('1.005', { decimals: 2 })).toEqual({
      ok: false,
      message: '"1.005" has 3 decimals. Use at most 2.',
    });
  });
});

describe('an amount between machines', () => {
  test.each(['1,000', '', ' 1', '1e3', '5.', 'NaN'])('%j is a fault', (text) => {
    expect(() => amount(text)).toThrow('not a canonical amount');
  });

  test('is summed exactly', () => {
    expect(toText(sum(['0.10', '0.20', '-0.30']))).toBe('0.00');
    expect(toText(sum(Array.from({ length: 1000 }, () => '0.0001')))).toBe('0.10');
    expect(toText(sum([]))).toBe('0.00');
  });

  test('is rounded half up to the currency’s smallest unit', () => {
    expect(toText(roundToCurrency(amount('2.005'), 'USD'))).toBe('2.01');
    expect(toText(roundToCurrency(amount('-2.005'), 'USD'))).toBe('-2.01');
    expect(toText(roundToCurrency(amount('2.5'), 'JPY'))).toBe('3.00');
    expect(toText(roundToCurrency(amount('2.0005'), 'KWD'))).toBe('2.001');
  });
});
