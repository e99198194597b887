import type { Tx } from 'db/client';
import { CAST, type CastId } from 'db/seed/cast';
import { seedCast } from 'db/seed/seed-cast';
import type { Actor } from '~/access/actor';
import { actAs, cloneDatabase, openSession, type TestDatabase } from '../../support/database';

/** The demo world in a database of its own, and its people by their ids. */
export interface CastWorld {
  db: TestDatabase;
  /** One transaction as one of the cast. */
  as<T>(id: CastId, work: (tx: Tx, actor: Actor) => Promise<T>): Promise<T>;
}

export async function castWorld(): Promise<CastWorld> {
  const db = await cloneDatabase({ mode: 'none' });
  await seedCast({ ownerUrl: db.operatorUrl, webUrl: db.webUrl });
  const sessions = new Map<CastId, Promise<Actor & { token: string }>>();
  const signIn = async (id: CastId) => {
    const { email, name, roles } = CAST[id];
    const [row] = await db.asOperator<{ id: string }>('select id from person where email = $1', [email]);
    const personId = Number(row?.id);
    return { personId, name, roles, token: await openSession(db, personId) };
  };
  return {
    db,
    as: async (id, work) => {
      const session = sessions.get(id) ?? signIn(id);
      sessions.set(id, session);
      const member = await session;
      return actAs(db, member.token, (tx) => work(tx, member));
    },
  };
}
