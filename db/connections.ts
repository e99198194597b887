import path from 'node:path';
import pg from 'pg';
import { demandTls } from './demand-tls';
import { runningSystem, startEmbedded, stopEmbedded } from './embedded/launcher';
import { type WebLogin, webLogin } from './web-login';

/** How this installation reaches its database. */
export interface Connections {
  mode: 'embedded' | 'server';
  database: string;
  /** The operator's login: may become tutela_owner to migrate and tutela_operator to read. */
  ownerUrl: string;
  /** The web login, for every person's transaction. */
  webUrl: string;
  /** Set where the web login is ours to make; with DATABASE_WEB_URL an administrator keeps it. */
  webRole?: { role: string; password: string };
  /** The login of the vault's own process. */
  vaultUrl: string;
  vaultRole?: { role: string; password: string };
  dataFolder: string;
  /** The vault's own folder: its keys, its login, its register. On one machine with one account it lies in the data folder. */
  vaultFolder: string;
  /** Lets go of the database: an embedded server that nobody else uses is stopped. */
  release(): Promise<void>;
}

const EMBEDDED_DATABASE = 'tutela';

/** The ignored folder of an installation: cluster, passwords, state. */
export function defaultDataFolder(): string {
  return path.resolve(process.env.TUTELA_DATA_DIR ?? '.tutela');
}

/** Where the vault keeps its keys; better on a volume and under an account of its own. */
export function vaultFolderOf(dataFolder: string): string {
  return path.resolve(process.env.TUTELA_VAULT_DIR ?? path.join(dataFolder, 'vault'));
}

/** Reaches the database of DATABASE_URL, else starts or finds the embedded one. Throws a sentence where it cannot. */
export async function openConnections(dataFolder = defaultDataFolder()): Promise<Connections> {
  const url = process.env.DATABASE_URL;
  return url ? openServer(url, dataFolder) : openEmbedded(dataFolder);
}

async function openServer(ownerUrl: string, dataFolder: string): Promise<Connections> {
  const { DATABASE_WEB_URL: webUrl, DATABASE_VAULT_URL: vaultUrl } = process.env;
  const named = { DATABASE_URL: ownerUrl, DATABASE_WEB_URL: webUrl, DATABASE_VAULT_URL: vaultUrl };
  for (const [name, url] of Object.entries(named)) if (url) demandTls(url, name);
  const database = await askServer(ownerUrl);
  const vaultFolder = vaultFolderOf(dataFolder);
  const webRole = webUrl ? undefined : webLogin(dataFolder, database);
  const vaultRole = vaultUrl ? undefined : webLogin(vaultFolder, database, 'vault');
  return {
    mode: 'server' as const,
    database,
    ownerUrl,
    webUrl: webUrl ?? withLogin(ownerUrl, webRole as WebLogin),
    vaultUrl: vaultUrl ?? withLogin(ownerUrl, vaultRole as WebLogin),
    ...(webRole ? { webRole } : {}),
    ...(vaultRole ? { vaultRole } : {}),
    dataFolder,
    vaultFolder,
    release: async () => {},
  };
}

async function askServer(url: string): Promise<string> {
  const client = newClient(url);
  try {
    await client.connect();
    const { rows } = await client.query<{ database: string; version: number; words: string }>(
      `select current_database() as database, current_setting('server_version_num')::int as version,
              current_setting('server_version') as words`,
    );
    const [found] = rows;
    if (!found) throw new Error('the server did not say what it is');
    if (found.version < 150_000) {
      throw new Error(`The server of DATABASE_URL is PostgreSQL ${found.words}. Tutela needs 15 to 18.`);
    }
    return found.database;
  } catch (error) {
    const message = (error as Error).message || String((error as NodeJS.ErrnoException).code);
    if (message.startsWith('The server of DATABASE_URL')) throw error;
    throw new Error(`The database of DATABASE_URL cannot be reached: ${message}.`);
  } finally {
    await client.end().catch(() => {});
  }
}

async function openEmbedded(dataFolder: string): Promise<Connections> {
  const server = await startEmbedded({ dataFolder });
  const ownerUrl = withDatabase(server.adminUrl, EMBEDDED_DATABASE);
  await createDatabase(server.adminUrl, EMBEDDED_DATABASE);
  const vaultFolder = vaultFolderOf(dataFolder);
  const webRole = webLogin(dataFolder, EMBEDDED_DATABASE);
  const vaultRole = webLogin(vaultFolder, EMBEDDED_DATABASE, 'vault');
  return {
    mode: 'embedded',
    database: EMBEDDED_DATABASE,
    ownerUrl,
    webUrl: withLogin(ownerUrl, webRole),
    webRole,
    vaultUrl: withLogin(ownerUrl, vaultRole),
    vaultRole,
    dataFolder,
    vaultFolder,
    release: async () => {
      const holder = runningSystem(dataFolder);
      const servedByAnother = holder !== undefined && holder.pid !== process.pid;
      if (!servedByAnother && !(await othersConnected(server.adminUrl))) await stopEmbedded(server);
    },
  };
}

/** Makes a database unless it exists. */
export async function createDatabase(adminUrl: string, name: string): Promise<void> {
  const client = newClient(adminUrl);
  await client.connect();
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [name]);
    if (rowCount === 0) await client.query(`create database ${pg.escapeIdentifier(name)}`);
  } catch (error) {
    if (!['42P04', '23505'].includes((error as pg.DatabaseError).code ?? '')) throw error;
  } finally {
    await client.end();
  }
}

/** Drops the database of a url, with whoever is still connected to it. */
export async function dropDatabase(url: string): Promise<void> {
  const name = decodeURIComponent(new URL(url).pathname.slice(1));
  const client = newClient(withDatabase(url, 'postgres'));
  await client.connect();
  try {
    await client.query(`drop database if exists ${pg.escapeIdentifier(name)} with (force)`);
  } finally {
    await client.end();
  }
}

async function othersConnected(adminUrl: string): Promise<boolean> {
  const client = newClient(adminUrl);
  try {
    await client.connect();
    const { rowCount } = await client.query(
      "select from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()",
    );
    return (rowCount ?? 0) > 0;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}

/** The same server, another database. */
export function withDatabase(url: string, database: string): string {
  const copy = new URL(url);
  copy.pathname = `/${encodeURIComponent(database)}`;
  return copy.href;
}

/** The same database, another login. */
export function withLogin(url: string, login: { role: string; password: string }): string {
  const copy = new URL(url);
  copy.username = encodeURIComponent(login.role);
  copy.password = encodeURIComponent(login.password);
  return copy.href;
}

function newClient(url: string): pg.Client {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000, application_name: 'tutela' });
  // A connection that dies while it is idle is noticed by the next query; without a listener it would end the process.
  client.on('error', () => {});
  return client;
}
