import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

it('each test that the table names is there', () => {
  const table = readFileSync('test/access/asvs.md', 'utf8').matchAll(/^\| (\d[\d.]*) \|[^|]*\| (\S+) \| (.*?) ?\|$/gm);
  const rows = [...table].map(([, id = '', file = '', name = '']) => ({ id, file, name }));
  expect(rows.length).toBeGreaterThan(20);
  expect(rows.filter(({ file, name }) => name === '' || !readFileSync(file, 'utf8').includes(name))).toEqual([]);
});
