import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createDatabase, withDatabase, withLogin } from 'db/connections';
import { startEmbedded, stopEmbedded } from 'db/embedded/launcher';
import { migrate } from 'db/migrate';
import { webLogin } from 'db/web-login';
import { type Cluster, TEMPLATE } from './database';

/**
 * One database server for the whole run, with a migrated template that each test file clones. It is the PostgreSQL that npm
 * installed, or the one of TUTELA_TEST_POSTGRES: the folder of its bin, "/usr/lib/postgresql/15".
 */
export default async function setup(): Promise<() => Promise<void>> {
  const dataFolder = mkdtempSync(path.join(tmpdir(), 'tutela-test-'));
  // What is lost when the machine fails is a test's; what a commit means to other connections is not touched by these. Nor what
  // a statement answers: a server that compiles them takes longer for our many short ones than they do.
  const settings = {
    ...{ fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off' },
    ...{ max_connections: '300', jit: 'off' },
  };
  const server = await startEmbedded({ dataFolder, settings, programs: process.env.TUTELA_TEST_POSTGRES });
  const stop = async () => {
    await stopEmbedded(server);
    rmSync(dataFolder, { recursive: true, force: true });
  };
  try {
    await createDatabase(server.adminUrl, TEMPLATE);
    const webRole = webLogin(dataFolder, TEMPLATE);
    const ownerUrl = withDatabase(server.adminUrl, TEMPLATE);
    const vaultRole = webLogin(dataFolder, TEMPLATE, 'vault');
    const [webUrl, vaultUrl] = [withLogin(ownerUrl, webRole), withLogin(ownerUrl, vaultRole)];
    await migrate({ ownerUrl, webUrl, webRole, vaultUrl, vaultRole });
    const cluster: Cluster = {
      adminUrl: server.adminUrl,
      webRole,
      vaultRole,
      log: path.join(dataFolder, 'postgres.log'),
    };
    process.env.TUTELA_TEST_CLUSTER = JSON.stringify(cluster);
  } catch (error) {
    await stop();
    throw error;
  }
  return stop;
}
