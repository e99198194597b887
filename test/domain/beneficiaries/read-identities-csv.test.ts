import { describe, expect, it } from 'vitest';
import { readIdentitiesCsv } from '~/domain/beneficiaries/read-identities-csv';

const HEAD = 'name,birth_date,address,contact,guardian';
const read = (...rows: string[]) => readIdentitiesCsv(Buffer.from([HEAD, ...rows].join('\n')));
const problemsOf = (found: ReturnType<typeof readIdentitiesCsv>) =>
  found.ok ? [] : found.problems.map(({ row, column, message }) => `${row} ${column}: ${message}`);

describe('a file of identities', () => {
  it('gives what is known of each child, and leaves out what is empty', () => {
    const found = read(
      'Ñol Iba,2014-02-28,"Sitio Wala 1, Barangay Wala",,',
      '"Dela Ñol, Wala",2012-12-01,,000 555 0100,',
    );
    expect(found).toEqual({
      ok: true,
      rows: [
        { row: 2, values: { name: 'Ñol Iba', birth_date: '2014-02-28', address: 'Sitio Wala 1, Barangay Wala' } },
        { row: 3, values: { name: 'Dela Ñol, Wala', birth_date: '2012-12-01', contact: '000 555 0100' } },
      ],
    });
  });

  it('is refused whole, each fault by row and column, and no value is repeated', () => {
    const found = read('Ñol Iba,2014-02-30,,,', ',2014-02-28,,,', 'Iba Ñol,2014-01-01,,,', 'Katha,2014-01-01,,');
    expect(problemsOf(found)).toEqual([
      '2 birth_date: The birth date has to be a day, like 2012-03-04.',
      '3 name: Name: write it in one line of at most 400 letters.',
      '5 : The row has 4 fields and the head has 5.',
      '4 name: The name of row 2 stands here again.',
    ]);
    expect(JSON.stringify(problemsOf(found))).not.toMatch(/Ñol|2014-02-30/);
  });

  it.each([
    ['', 'The head of the file has to name these columns and no others: name, birth_date, address, contact, guardian.'],
    [
      'name,school\nx,y',
      'The head of the file has to name these columns and no others: name, birth_date, address, contact, guardian.',
    ],
    [HEAD, 'The file has a head and no rows. There is nobody to take in.'],
    [`${HEAD}\n"open,,,,`, 'The file is not CSV in UTF-8. Save it anew as CSV.'],
    [`${HEAD}\n${'Ñol,2014-01-01,,,\n'.repeat(101)}`, 'The file has 101 rows; the most is 100. Split it.'],
  ])('%j is refused by a sentence', (text, message) => {
    const found = readIdentitiesCsv(Buffer.from(text));
    expect(found).toEqual({ ok: false, problems: [{ row: 0, column: '', message }] });
  });

  it('that is no text is refused', () => {
    expect(readIdentitiesCsv(Buffer.from([0xff, 0xfe, 0x00])).ok).toBe(false);
  });
});
