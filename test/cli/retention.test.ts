import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { expectSentence, type Installation, openInstallation } from './run-command';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 300_000 });

let here: Installation;
beforeAll(async () => {
  here = await openInstallation();
  await here.tutela('seed');
});
afterAll(() => here.close());

it('says each law and whose identity is kept until when, and purges only where it is told to', async () => {
  await here.asSuperuser(
    "insert into sec.try_count (bucket, tries, since) values ('account x', 1, now() - interval '2 days')",
  );
  const said = await here.tutela('retention');
  expect(said.status).toBe(0);
  expect(said.stdout).toContain('RT-1  Identities: payments stay traceable: 10 years from');
  expect(said.stdout).toMatch(/kept {4}NIYOG-01 {2}until 20\d\d-\d\d-\d\d, by RT-1 {2}ER006/);
  expect(said.stdout).toMatch(/0 identities are due on 2027-01-\d\d/);
  const tries = () => here.asSuperuser('select bucket from sec.try_count');
  expect(await tries()).toHaveLength(1);
  const purged = await here.tutela('retention', '--purge', '--json');
  expect(JSON.parse(purged.stdout)).toMatchObject({ purged: expect.arrayContaining([{ record: 'try', gone: 1 }]) });
  expect(await tries()).toEqual([]);
  expectSentence(await here.tutela('retention', 'everything'), 'too many arguments');
});
