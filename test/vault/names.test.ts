import { expect, it } from 'vitest';
import { fieldProblem, majorityDay } from '~/vault/identity-fields';
import { normaliseName, normaliseNumber } from '~/vault/name-token';

it.each([
  ['Dalisay de la Peña', 'DALISAY DELA PENA'],
  ['Dalisay de la Peña', 'Delapeña, Dalisay'],
  ['Ma. Luz Sta. Ñandubay', 'maria luz santañandubay'],
  ['Liwa del Sauco Jr.', 'del Sauco, Liwa'],
  ['Strauß Amihan', 'AMIHAN STRAUSS'],
  ['Pen\u0303a Sol', 'Pe\u00f1a Sol'],
  ['Luz  de  los  Narra', 'luz delosnarra'],
  ['Dalisay de la Peña', 'Peña, Dalisay de la'],
])('%s and %s are one name', (one, other) => {
  expect(normaliseName(one)).toBe(normaliseName(other));
});

it('two names stay two', () => {
  const names = ['Dalisay Narra', 'Dalisay Nara', 'Dalisay', 'Luz Narra', 'Luz de Narra'].map(normaliseName);
  expect(new Set(names).size).toBe(5);
});

it('a number is its letters and digits', () => {
  expect(normaliseNumber('ph 12-34 (5)')).toBe('PH12345');
});

it.each([
  ['2013-02-14', '2031-02-14'],
  ['2012-02-29', '2030-03-01'],
  ['2009-12-31', '2027-12-31'],
])('born on %s, of age on %s', (born, of) => {
  expect(majorityDay(born, 18)).toBe(of);
});

it.each(['2013-02-30', '13-02-14', '2013-2-14', 'Feb 14, 2013', '2013-02-29', ''])('"%s" is no birth date', (text) => {
  expect(majorityDay(text, 18)).toBeUndefined();
});

it('says what cannot be kept, and never repeats it', () => {
  expect(fieldProblem('beneficiary', 'name', 'Dalisay')).toBeUndefined();
  expect(fieldProblem('beneficiary', 'account_number', '1')).toBe(
    'The vault keeps no "account_number" of a beneficiary.',
  );
  for (const value of ['', '  ', 'Dalisay\nNarra', `Dalisay ${'x'.repeat(400)}`]) {
    const said = fieldProblem('beneficiary', 'name', value);
    expect(said).toBe('Name: write it in one line of at most 400 letters.');
  }
  expect(fieldProblem('beneficiary', 'birth_date', '1 May')).toBe('The birth date has to be a day, like 2012-03-04.');
});
