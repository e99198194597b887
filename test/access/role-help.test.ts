import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mayDo, SEES, SIGHTS, type Sight } from '~/access/permission-words';
import { ROLE_WORDS, ROLES, type Role } from '~/access/roles';
import { openPages, type Pages } from '../support/pages';

let pages: Pages;
beforeAll(async () => {
  pages = await openPages();
});
afterAll(() => pages.stop());

/** Who stands for a role in the matrix of row security: somebody with records of their own. */
const VIEWER: Partial<Record<Role, string>> = {
  trustee: 'trustee of all',
  caseworker: 'caseworker',
  supervisor: 'supervisor',
  finance: 'finance',
  court: 'court of 42',
  auditor: 'auditor',
  administrator: 'administrator',
};

describe('what each role can see', () => {
  it('is what the matrix of row security says that it sees', () => {
    const lines = readFileSync(path.resolve('test/access/matrix.txt'), 'utf8').split('\n');
    const cells = (line = '') => line.split('|').map((cell) => cell.trim());
    const heads = cells(lines.find((line) => line.startsWith('table')));
    for (const [role, viewer] of Object.entries(VIEWER)) {
      const column = heads.indexOf(viewer);
      expect(column).toBeGreaterThan(0);
      for (const [kind, { table }] of Object.entries(SIGHTS)) {
        const cell = cells(lines.find((line) => cells(line)[0] === table))[column] ?? '';
        const seen = !/^0\/\d+ 0\/\d+$/.test(cell);
        expect([role, kind, seen]).toEqual([role, kind, SEES[role as Role].kinds.includes(kind as Sight)]);
      }
    }
  });

  it('is shown to every role, and says of each what its permissions are', async () => {
    const shown: string[] = [];
    for (const role of ROLES.filter((item) => item !== 'operator')) {
      const { email } = await pages.enroll(`Reader ${role}`, [role]);
      const browser = pages.browser();
      await browser.signIn(email);
      const { status, text } = await browser.get('/help/roles');
      expect([role, status]).toEqual([role, 200]);
      shown.push(text.replace(/<[^>]+>/g, '\n').replace(/&#x27;/g, '’'));
    }
    for (const text of shown)
      for (const role of ROLES.filter((item) => item !== 'operator')) {
        const from = text.search(new RegExp(`\\n${ROLE_WORDS[role]}\\n`, 'i'));
        const section = text.slice(from).split('\nMay:\n')[1]?.split('\n') ?? [];
        const said = section.map((line) => line.trim()).filter(Boolean);
        expect([role, said.slice(0, mayDo(role).length)]).toEqual([role, mayDo(role)]);
      }
  });
});
