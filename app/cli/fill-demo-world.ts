import { existsSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type Connections, createDatabase, dropDatabase, withDatabase } from 'db/connections';
import { layIdentities } from 'db/seed/lay-identities';
import { seedCast } from 'db/seed/seed-cast';

/** Stands in the data folder while the demo world is being filled. */
const marker = (connections: Connections) => path.join(connections.dataFolder, 'filling-the-demo-world');

/** Fills a new embedded database with the invented world. */
export async function fillDemoWorld(connections: Connections, say: (line: string) => void): Promise<void> {
  say('Filling the demo world ...');
  writeFileSync(marker(connections), '');
  await seedCast(connections);
  await layIdentities(connections);
  rmSync(marker(connections), { force: true });
}

/** A filling that was interrupted left half a world, all of it invented: it is made anew. */
export async function forgetHalfFilled(connections: Connections): Promise<void> {
  if (!existsSync(marker(connections))) return;
  await dropDatabase(connections.ownerUrl);
  await createDatabase(withDatabase(connections.ownerUrl, 'postgres'), connections.database);
  rmSync(marker(connections), { force: true });
}
