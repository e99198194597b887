import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Pool } from 'db/client';
import { openPool } from 'db/client';
import { createDatabase, dropDatabase, withDatabase, withLogin } from 'db/connections';
import { startEmbedded, stopEmbedded } from 'db/embedded/launcher';
import { migrate } from 'db/migrate';
import { beginInstallation } from 'db/operator';
import { webLogin } from 'db/web-login';
import pg from 'pg';

/** A database of the bench's own: nothing of the user's is read or written. */
export interface BenchDatabase {
  ownerUrl: string;
  webUrl: string;
  /** One connection that may arrange and look: as whoever made the database, in the role it sets. */
  owner: pg.Client;
  pool: Pool;
  /** A session of the operator, who keeps books. */
  token: string;
  /** Drops the database, and stops the server where the bench started it. */
  close(): Promise<void>;
}

/** On the server of DATABASE_URL, else on an embedded one in a temporary folder, with ordinary durability. */
export async function openBenchDatabase(): Promise<BenchDatabase> {
  const folder = mkdtempSync(path.join(tmpdir(), 'tutela-bench-'));
  const given = process.env.DATABASE_URL;
  const embedded = given
    ? undefined
    : await startEmbedded({ dataFolder: folder, settings: { shared_buffers: '512MB', max_wal_size: '4GB' } });
  const name = `tutela_bench_${randomBytes(6).toString('hex')}`;
  const adminUrl = given ?? (embedded?.adminUrl as string);
  await createDatabase(adminUrl, name);
  const ownerUrl = withDatabase(adminUrl, name);
  const [webRole, vaultRole] = [webLogin(folder, name), webLogin(folder, name, 'vault')];
  const [webUrl, vaultUrl] = [withLogin(ownerUrl, webRole), withLogin(ownerUrl, vaultRole)];
  await migrate({ ownerUrl, webUrl, webRole, vaultUrl, vaultRole });
  await beginInstallation({ ownerUrl, webUrl }, 'demo');
  const owner = new pg.Client({ connectionString: ownerUrl, application_name: 'bench' });
  await owner.connect();
  await owner.query('set role tutela_operator');
  const { rows } = await owner.query<{ token: string }>('select sec.open_operator_session() as token');
  await owner.query('reset role');
  const pool = openPool(webUrl, { applicationName: 'bench', max: 40, patient: true });
  return {
    ...{ ownerUrl, webUrl, owner, pool, token: rows[0]?.token ?? '' },
    close: async () => {
      await pool.end();
      await owner.end();
      await dropDatabase(ownerUrl);
      await dropLogins(adminUrl, [webRole.role, vaultRole.role]);
      if (embedded) await stopEmbedded(embedded);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function dropLogins(adminUrl: string, roles: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    for (const role of roles) await client.query(`drop role if exists ${pg.escapeIdentifier(role)}`);
  } finally {
    await client.end();
  }
}
