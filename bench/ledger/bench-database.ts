import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Pool } from 'db/client';
import { openPool } from 'db/client';
import { createDatabase, dropDatabase, withDatabase, withLogin } from 'db/connections';
import { findRunning, startEmbedded, stopEmbedded } from 'db/embedded/launcher';
import { serverAccount } from 'db/embedded/server-account';
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
  /** The books' legal day, which entries bear that happen now. */
  today: string;
}

/** Lies well within the shortest time that a session may lie unused. */
const TOUCHED_EVERY_MS = 60_000;

/** On the server of DATABASE_URL, else on an embedded one in a temporary folder, with ordinary durability. */
export class BenchServer {
  private readonly undo: (() => Promise<unknown>)[] = [];
  private opening: Promise<unknown> = Promise.resolve();
  private closed: Promise<void> | undefined;

  /** Throws a sentence where DATABASE_URL names a database that holds something. */
  open(): Promise<BenchDatabase> {
    const opened = this.prepare();
    this.opening = opened;
    return opened;
  }

  /** Drops the database, and stops the server where the bench started it; also half way through its start. Once. */
  close(): Promise<void> {
    this.closed ??= this.takeDown();
    return this.closed;
  }

  private async takeDown(): Promise<void> {
    await this.opening.catch(() => {});
    for (const step of this.undo.reverse())
      await step().catch((error: Error) => process.stderr.write(`${error.message}\n`));
  }

  private async prepare(): Promise<BenchDatabase> {
    const given = process.env.DATABASE_URL || undefined;
    if (given) await demandEmpty(given);
    const folder = mkdtempSync(path.join(tmpdir(), 'tutela-bench-'));
    this.undo.push(async () => rmSync(folder, { recursive: true, force: true }));
    const adminUrl = given ?? (await this.startServer(folder));
    const name = `tutela_bench_${randomBytes(6).toString('hex')}`;
    const ownerUrl = withDatabase(adminUrl, name);
    const [webRole, vaultRole] = [webLogin(folder, name), webLogin(folder, name, 'vault')];
    this.undo.push(async () => dropLogins(adminUrl, [webRole.role, vaultRole.role]));
    const drop = () => dropDatabase(ownerUrl);
    this.undo.push(drop);
    await createDatabase(adminUrl, name);
    const webUrl = withLogin(ownerUrl, webRole);
    await migrate({ ownerUrl, webUrl, webRole, vaultUrl: withLogin(ownerUrl, vaultRole), vaultRole });
    await beginInstallation({ ownerUrl, webUrl }, 'demo');
    const owner = new pg.Client({ connectionString: ownerUrl, application_name: 'bench' });
    owner.on('error', () => {});
    await owner.connect();
    this.undo.push(async () => owner.end());
    const token = await operatorToken(owner);
    const pool = openPool(webUrl, { applicationName: 'bench', max: 40, patient: true });
    this.undo.push(async () => pool.end());
    this.keepAlive(webUrl, token);
    // Once more, and so first of all: what still runs ends with its connection, and no pool waits for it.
    this.undo.push(drop);
    const { rows } = await pool.query<{ today: string }>('select legal_today()::text as today');
    return { ownerUrl, webUrl, owner, pool, token, today: rows[0]?.today ?? '' };
  }

  private async startServer(folder: string): Promise<string> {
    this.undo.push(async () => {
      const running = await findRunning({ dataFolder: folder });
      if (running) await stopEmbedded(running);
      // For root, whose temporary folder the server's account may not enter, the files lie elsewhere, in a folder for this one.
      const { clusterFolder } = serverAccount(folder);
      if (path.dirname(clusterFolder) !== folder) rmSync(path.dirname(clusterFolder), { recursive: true, force: true });
    });
    const settings = { shared_buffers: '512MB', max_wal_size: '4GB' };
    return (await startEmbedded({ dataFolder: folder, settings })).adminUrl;
  }

  /** As a person's pages do, on a connection that no race waits for. */
  private keepAlive(webUrl: string, token: string): void {
    const pool = openPool(webUrl, { applicationName: 'bench session', max: 1, patient: true });
    const touch = () => pool.query('select 1 from sec.session_actor($1)', [token]).catch(() => {});
    const timer = setInterval(touch, TOUCHED_EVERY_MS);
    this.undo.push(async () => {
      clearInterval(timer);
      await pool.end();
    });
  }
}

async function operatorToken(owner: pg.Client): Promise<string> {
  await owner.query('set role tutela_operator');
  const { rows } = await owner.query<{ token: string }>('select sec.open_operator_session() as token');
  await owner.query('reset role');
  return rows[0]?.token ?? '';
}

async function demandEmpty(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string; holds: string }>(
      `select current_database() as name, count(*) as holds from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where c.relkind in ('r', 'p', 'v', 'm', 'f') and n.nspname <> 'information_schema' and n.nspname not like 'pg\\_%'`,
    );
    if (Number(rows[0]?.holds) > 0)
      throw new Error(
        `The database ${rows[0]?.name} of DATABASE_URL holds ${rows[0]?.holds} tables. Name a new one: the bench makes its own beside it, on a server that it may load.`,
      );
  } finally {
    await client.end();
  }
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
