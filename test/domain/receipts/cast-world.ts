import type { Tx } from 'db/client';
import { CAST, type CastId } from 'db/seed/cast';
import { seedCast } from 'db/seed/seed-cast';
import type { Actor } from '~/access/actor';
import { actAs, cloneDatabase, openSession, type TestDatabase } from '../../support/database';

/** The demo world in a database of its own, and its people by their ids. */
export interface CastWorld {
  db: TestDatabase;
  /** One of the cast in a session of its own, signed in just now. */
  member(id: CastId): Promise<Member>;
  /** One transaction as one of the cast. */
  as<T>(id: CastId, work: (tx: Tx, actor: Actor) => Promise<T>): Promise<T>;
}

export type Member = Actor & { token: string };

export async function castWorld(): Promise<CastWorld> {
  const db = await cloneDatabase({ mode: 'none' });
  await seedCast({ ownerUrl: db.operatorUrl, webUrl: db.webUrl });
  const sessions = new Map<CastId, Promise<Member>>();
  const member = async (id: CastId): Promise<Member> => {
    const { email, name, roles } = CAST[id];
    const [row] = await db.asOperator<{ id: string }>('select id from person where email = $1', [email]);
    const personId = Number(row?.id);
    return { personId, name, roles, token: await openSession(db, personId) };
  };
  return {
    db,
    member,
    as: async (id, work) => {
      const session = sessions.get(id) ?? member(id);
      sessions.set(id, session);
      const actor = await session;
      return actAs(db, actor.token, (tx) => work(tx, actor));
    },
  };
}
