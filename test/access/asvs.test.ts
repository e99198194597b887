import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

/** The requirements of ASVS 5.0.0 that bind here; each stands in one of the two tables. */
const SUBSET = `
1.2.4 1.2.5 1.2.10 1.3.12 1.5.1 1.5.3 2.2.2 2.2.3 2.3.1 2.3.3 2.3.4 2.3.5 2.4.1 2.4.2
3.2.1 3.3.1 3.3.2 3.3.3 3.3.4 3.4.1 3.4.2 3.4.3 3.4.4 3.4.5 3.4.6 3.4.7 3.4.8 3.5.1 3.5.2 3.5.3 3.5.8 3.7.2 3.7.4
4.1.3 4.1.4 4.2.1 5.2.1 5.2.2 5.2.3 5.2.4 5.2.5 5.2.6 5.3.2 5.4.1 5.4.2 5.4.3
6.2.1 6.2.2 6.2.3 6.2.4 6.2.5 6.2.8 6.2.9 6.2.10 6.2.11 6.2.12 6.3.1 6.3.3 6.3.5 6.3.7 6.3.8 6.4.3 6.4.4 6.4.6
6.5.1 6.5.2 6.5.5 6.5.6 6.5.8 6.7.1 7.1.2 7.2.3 7.2.4 7.3.1 7.3.2 7.4.1 7.4.2 7.4.3 7.4.4 7.4.5 7.5.1 7.5.2 7.5.3
8.1.2 8.2.1 8.2.2 8.2.3 8.3.1 8.3.2 8.3.3 8.4.1 8.4.2
11.1.1 11.1.2 11.2.2 11.2.5 11.3.2 11.3.3 11.3.4 11.4.2 11.5.1 11.7.1 11.7.2 12.1.5 12.2.1 12.3.1 12.3.2 12.3.3 12.3.4
13.1.2 13.1.3 13.1.4 13.2.2 13.2.4 13.3.1 13.3.2 13.3.3 13.3.4 13.4.1 13.4.2 13.4.3 13.4.4 13.4.5 13.4.6
14.1.1 14.1.2 14.2.1 14.2.2 14.2.4 14.2.6 14.2.7 14.2.8 14.3.1 14.3.2 14.3.3
15.1.1 15.1.2 15.2.1 15.2.2 15.2.4 15.3.1 15.3.3 15.3.4 15.3.6 15.4.2
16.1.1 16.2.1 16.2.5 16.3.1 16.3.2 16.3.3 16.3.4 16.4.1 16.4.2 16.4.3 16.5.1 16.5.2 16.5.3 16.5.4
`
  .trim()
  .split(/\s+/);

const [tried = '', untried = ''] = readFileSync('test/access/asvs.md', 'utf8').split('\n## Not tried here\n');
const cells = (table: string) =>
  [...table.matchAll(/^\| (\d[\d.]*) \|(.*)\|$/gm)].map(([, id = '', rest = '']) => ({
    id,
    rest: rest.split(' | ').map((cell) => cell.trim()),
  }));

describe('the table of ASVS', () => {
  it('has a row for each requirement of the subset, once, and no other', () => {
    const ids = [...cells(tried), ...cells(untried)].map(({ id }) => id);
    expect([...ids].sort()).toEqual([...SUBSET].sort());
  });

  it('names for each a test that is there, by file and by its name', () => {
    const rows = cells(tried).map(({ id, rest: [, file = '', name = ''] }) => ({ id, file, name }));
    expect(rows.length).toBeGreaterThan(110);
    expect(rows.filter(({ file, name }) => name === '' || !readFileSync(file, 'utf8').includes(name))).toEqual([]);
  });

  it('says of each other one why it is not tried', () => {
    expect(cells(untried).filter(({ rest: [, why = ''] }) => why.length < 10)).toEqual([]);
  });
});
