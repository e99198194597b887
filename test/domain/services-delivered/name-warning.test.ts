import { expect, test } from 'vitest';
import { nameWarning } from '~/domain/services-delivered/name-warning';

const NAMES: Array<[note: string, found: string]> = [
  ['Spoke with Ma. Lorem after school', 'Ma. Lorem'],
  ['spoke with ma. Lorem', 'ma. Lorem'],
  ['MA. LOREM came', 'MA. LOREM'],
  ['Ma.Lorem came', 'Ma.Lorem'],
  ['the aunt, Dolor Sit, came along', 'Dolor Sit'],
  ['with Dolor Ipsum-Sit', 'Dolor Ipsum-Sit'],
  ['the family dela Lorem moved', 'dela Lorem'],
  ['the family De La Lorem moved', 'De La Lorem'],
  ['asked for de los Lorem', 'de los Lorem'],
  ['Loreñ Ípsum waited', 'Loreñ Ípsum'],
  ['Loren\u0303 Ipsum waited', 'Loreñ Ipsum'],
  ['On Monday Lorem Ipsum waited', 'Lorem Ipsum'],
  ['LOREM IPSUM waited', 'LOREM IPSUM'],
  ["seen by Lorem O'Ipsum", "Lorem O'Ipsum"],
  ['Lorem I. Ipsum waited', 'Lorem I. Ipsum'],
  ['The Lorem\nIpsum', 'Lorem\nIpsum'],
];

test.each(NAMES)('“%s” may contain a name', (note, found) => {
  expect(nameWarning(note)).toBe(found);
});

const NO_NAMES = [
  '',
  'Went well. Next visit on Monday.',
  'On Monday she asked for more time.',
  'On January 12 the school is closed.',
  'KALACHUCHI-17 was on time.',
  'Code KALACHUCHI-17 was on time.',
  'Saw KALACHUCHI-17 with Provider 03',
  'OK',
  'Provider 03 was late by 20 minutes; the Clinic moved.',
  'She asked about the term. The school answers Tuesday.',
  'ma. and all small letters',
  'Made it. Came early.',
];

test.each(NO_NAMES)('“%s” passes', (note) => {
  expect(nameWarning(note)).toBeNull();
});
