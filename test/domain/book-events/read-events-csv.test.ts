import { csv, fee } from 'test/domain/book-events/books-csv';
import { describe, expect, it } from 'vitest';
import { COLUMNS } from '~/domain/book-events/book-event';
import { readEventsCsv } from '~/domain/book-events/read-events-csv';

const problemsOf = (bytes: Uint8Array) => {
  const read = readEventsCsv(bytes);
  return read.ok ? [] : read.problems.map(({ row, field, message }) => `${row} ${field}: ${message}`);
};
const text = (content: string) => new TextEncoder().encode(content);

describe('a file of books', () => {
  it.each([
    ['an unknown kind', { kind: 'gift' }, '2 kind: "gift" is not a kind of event. Use one of: opening_cash'],
    ['five decimals', { amount: '45.00001' }, '2 amount: "45.00001" has 5 decimals. Use at most 2.'],
    ['a comma', { amount: '1,045.00' }, '2 amount: Write "1,045.00" without commas'],
    ['a word for an amount', { amount: 'forty' }, '2 amount: "forty" is not an amount. Use digits, like 475.33.'],
    ['no amount', { amount: '' }, '2 amount: The amount is missing. Enter it, like 475.33.'],
    ['a sign', { amount: '-45.00' }, '2 amount: -45.00 is not above zero.'],
    ['a day that is none', { occurred_on: '2027-02-30' }, '2 occurred_on: "2027-02-30" is not a date.'],
    ['an American date', { occurred_on: '01/05/2027' }, '2 occurred_on: "01/05/2027" is not a date.'],
    ['a currency sign', { currency: '$' }, '2 currency: "$" is not a currency code.'],
    ['units of nothing', { units: '0' }, '2 units: 0 units are not above zero.'],
    ['a long description', { description: 'x'.repeat(201) }, '2 description: description has 201 letters'],
  ])('with %s names row and field', (_what, changed, said) => {
    const [problem, ...more] = problemsOf(csv(fee(changed)));
    expect(problem).toContain(said);
    expect(more).toEqual([]);
  });

  it('names every problem of every row, not only the first', () => {
    const found = problemsOf(csv(fee({ kind: 'gift', currency: 'usd' }), fee({ occurred_on: 'soon' })));
    expect(found.map((problem) => problem.split(':')[0])).toEqual(['2 kind', '2 currency', '3 occurred_on']);
  });

  it('without a column says which, and what the head must name', () => {
    const head = COLUMNS.filter((column) => column !== 'party').join(',');
    expect(problemsOf(text(`${head}\n`))[0]).toBe(
      `1 party: The file has no column "party". The head must name: ${COLUMNS.join(', ')}.`,
    );
  });

  it('with a column it does not know, or one twice, is not guessed at', () => {
    expect(problemsOf(text(`${COLUMNS.join(',')},name\n`))[0]).toContain('"name" is not a column of these books');
    expect(problemsOf(text(`${COLUMNS.join(',')},kind\n`))[0]).toContain('The column "kind" stands twice');
  });

  it('that is empty, binary, or only a head says so', () => {
    expect(problemsOf(new Uint8Array())).toEqual(['0 : The file is empty. Choose the CSV file with the events.']);
    const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0]);
    expect(problemsOf(png)[0]).toContain('This is not a text file');
    expect(problemsOf(text('kind\0'))[0]).toContain('This is not a text file');
    expect(problemsOf(csv())[0]).toContain('The file has a head and no rows');
  });

  it('of 50 MB is refused before it is read', () => {
    const begun = performance.now();
    expect(problemsOf(new Uint8Array(50 * 1024 * 1024))).toEqual([
      '0 : The file has 50 MB; the most is 5 MB. Split it by year.',
    ]);
    expect(performance.now() - begun).toBeLessThan(1000);
  });

  it('counts lines as an editor does, blank ones and broken cells included', () => {
    const rows = new TextDecoder().decode(csv(fee(), fee({ reference: 'V-9002', amount: 'x' })));
    const spaced = rows.replace(/\n"2027-01-05","fee","x"/, '\n\n\n"2027-01-05","fee","x"');
    expect(problemsOf(text(spaced))[0]).toMatch(/^5 amount: /);
  });

  it('with a quote left open says on which line', () => {
    expect(problemsOf(text(`${COLUMNS.join(',')}\n"2027-01-05,fee\n`))[0]).toMatch(/The file is not CSV: line \d/);
  });
});
