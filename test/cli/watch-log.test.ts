import { readFileSync } from 'node:fs';
import { IDENTITIES } from 'db/seed/identities';
import { seedCast } from 'db/seed/seed-cast';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { watchLines } from '~/cli/watch-log';
import { createLog } from '~/http/log';
import { checkTextsBy } from '~/vault/check-texts.server';
import { cloneDatabase, operatorToken, type TestDatabase, testCluster } from '../support/database';
import { openTestVault, type TestVault } from '../support/vault';

let db: TestDatabase;
let vault: TestVault;
beforeAll(async () => {
  db = await cloneDatabase({ mode: 'none' });
  await seedCast({ ownerUrl: db.operatorUrl, webUrl: db.webUrl });
  vault = await openTestVault(db, { identities: true });
});
afterAll(async () => {
  await vault?.stop();
  await db?.drop();
});

const watch = async (lines: readonly string[], socket = vault.socket) =>
  watchLines(checkTextsBy(socket, { token: await operatorToken(db), requestId: 'watch' }), lines);
const QUIET =
  '{"level":30,"time":"2027-01-08T09:30:00.000Z","requestId":"0f8b2c1e-1234-4abc-8def-0123456789ab","method":"GET","route":"/trusts/:code","status":200,"ms":12,"msg":"request"}';

describe('a log', () => {
  it('that holds a name, an address or a number is told of by its line and kind, never by the word', async () => {
    const identity = IDENTITIES.find(({ code }) => code === 'NIYOG-01');
    const { name = '', address = '', contact = '' } = identity?.values ?? {};
    const lines = [
      QUIET,
      `ERROR:  duplicate key value: Key (name)=(${name}) exists`,
      ...Array.from({ length: 1_200 }, () => QUIET),
      `{"msg":"fault","url":"/find?name=${encodeURIComponent('x')}","body":"${address}"}`,
      `sms to ${contact}`,
      'mail to somebody@post.example',
    ];
    const found = await watch(lines);
    expect(found.byVault).toBe(true);
    expect(found.lines).toBe(lines.length);
    expect(found.telling.map(({ line }) => line)).toEqual([2, 1203, 1204, 1205]);
    expect(found.telling.map(({ kinds }) => kinds)).toEqual([
      ['name'],
      ['place'],
      expect.arrayContaining(['number']),
      ['email'],
    ]);
    const said = JSON.stringify(found);
    for (const word of `${name} ${address}`.split(' ')) if (word.length > 3) expect(said).not.toContain(word);
  });

  it('of the pages, and of this database server, holds none', async () => {
    const lines: string[] = [];
    const log = createLog({ write: (line) => void lines.push(line) });
    log.error('fault', {
      code: '23505',
      fault: 'DatabaseError',
      requestId: 'r-1',
      route: '/reveals/:ref',
      status: 500,
    });
    const server = readFileSync(testCluster().log, 'utf8').split('\n');
    expect(server.length).toBeGreaterThan(3);
    expect(await watch([...lines, QUIET, ...server])).toMatchObject({ byVault: true, telling: [] });
  });

  it('that nobody could hold up to the vault is not said to be clean', async () => {
    expect((await watch([QUIET], '')).byVault).toBe(false);
  });
});
