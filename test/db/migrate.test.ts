import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createDatabase, withDatabase, withLogin } from 'db/connections';
import { checkWebLogin, migrate } from 'db/migrate';
import { webLogin } from 'db/web-login';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { testCluster } from '../support/database';

const name = 'test_migrate';
let dataFolder: string;
let ownerUrl: string;

async function ask(url: string, text: string) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return client
    .query(text)
    .then((result) => result.rows)
    .finally(() => client.end());
}

const target = () => {
  const webRole = webLogin(dataFolder, name);
  const vaultRole = webLogin(dataFolder, name, 'vault');
  return {
    ownerUrl,
    webRole,
    webUrl: withLogin(ownerUrl, webRole),
    vaultRole,
    vaultUrl: withLogin(ownerUrl, vaultRole),
  };
};

beforeAll(async () => {
  dataFolder = mkdtempSync(path.join(tmpdir(), 'tutela-migrate-'));
  await createDatabase(testCluster().adminUrl, name);
  ownerUrl = withDatabase(testCluster().adminUrl, name);
});
afterAll(async () => {
  await ask(testCluster().adminUrl, `drop database ${name} with (force)`);
  rmSync(dataFolder, { recursive: true, force: true });
});

it('an empty database is migrated by two at once, and once more', async () => {
  await Promise.all([migrate(target()), migrate(target())]);
  await migrate(target());
  expect(await ask(target().webUrl, 'select current_user as who')).toEqual([{ who: `${name}_web` }]);
  expect(await ask(target().vaultUrl, 'select current_user as who')).toEqual([{ who: `${name}_vault_login` }]);
  expect(await ask(target().webUrl, 'show random_page_cost')).toEqual([{ random_page_cost: '1.1' }]);
});

it('a lost password file is made anew, and the role gets the new password', async () => {
  const before = target().webRole.password;
  rmSync(path.join(dataFolder, `web-role-${name}.json`));
  await migrate(target());
  expect(target().webRole.password).not.toBe(before);
  expect(await ask(target().webUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
});

it('a login that row security would not bind is refused as the web login', async () => {
  await expect(checkWebLogin(ownerUrl)).rejects.toThrow('row security would not bind it');
});

it('a login that may not make roles on a fresh server is told what an administrator runs', async () => {
  await ask(
    ownerUrl,
    "do $$ begin create role test_weak login password 'weak'; exception when duplicate_object then null; end $$",
  );
  await ask(ownerUrl, `grant connect on database ${name} to test_weak`);
  const weak = withLogin(ownerUrl, { role: 'test_weak', password: 'weak' });
  await expect(migrate({ ownerUrl: weak, webUrl: weak, vaultUrl: weak })).rejects.toThrow(
    'An administrator of the server runs this once',
  );
});
