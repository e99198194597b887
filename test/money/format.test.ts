import { expect, test } from 'vitest';
import { formatAmount, formatCourt, formatWithCurrency } from '~/money/format';

test.each([
  ['0', '0.00', '0.00'],
  ['-0.00', '0.00', '0.00'],
  ['-869.57', '\u2212869.57', '(869.57)'],
  ['1234.5', '1,234.50', '1,234.50'],
  ['999.99', '999.99', '999.99'],
  ['1000', '1,000.00', '1,000.00'],
  ['-1234567.8912', '\u22121,234,567.8912', '(1,234,567.8912)'],
  ['9999999999999999.9999', '9,999,999,999,999,999.9999', '9,999,999,999,999,999.9999'],
])('%s reads %s, and %s to a court', (text, app, court) => {
  expect(formatAmount(text)).toBe(app);
  expect(formatCourt(text)).toBe(court);
});

test('a currency is a code before the figure', () => {
  expect(formatWithCurrency('50000.00', 'PHP')).toBe('PHP 50,000.00');
});
