import { createHash, randomBytes } from 'node:crypto';
import { openPool, type Pool } from 'db/client';
import type { Connections } from 'db/connections';
import { beginInstallation, readInstallation, setDemoClock } from 'db/operator';
import { DEMO_PASSWORD, hashPassword } from 'db/password';
import { sql } from 'drizzle-orm';
import pg from 'pg';
import { daysBetween } from '~/domain/trusts/legal-day';
import { booksDay } from '~/domain/trusts/zones';
import { type Acts, actsOf } from './acts';
import { CAST, type CastId, DEMO_DAY } from './cast';
import { layWorld } from './lay-world';
import { playHistory } from './play-history';

type Reach = Pick<Connections, 'ownerUrl' | 'webUrl'>;

/**
 * Makes the demo world in an empty installation: the cast, then the world, then its history, played through the same
 * verbs as the screens, each act as the person who would do it. Throws a sentence where the installation has begun.
 */
export async function seedCast(reach: Reach, say: (step: string) => void = () => {}): Promise<void> {
  await beginDemo(reach);
  const pool = openPool(reach.webUrl, { applicationName: 'seed', max: 2 });
  try {
    const acts = actsOf(pool, await openOperator(reach, pool));
    say('people');
    await enrollCast(pool, acts);
    say('trusts, orders and plans');
    await layWorld(acts);
    say('fourteen months of receipts, services and payments');
    await playHistory(acts);
  } finally {
    await pool.end();
  }
}

/** The demo world begins on its own day; where the calendar is past it, the world keeps the real day. */
async function beginDemo(reach: Reach): Promise<void> {
  const installation = await readInstallation(reach.webUrl);
  if (installation?.mode === 'live')
    throw new Error('This installation holds real books. The cast exists only in a demo world.');
  if (!installation) await beginInstallation(reach, 'demo');
  const real = booksDay(new Date());
  await setDemoClock(reach, real < DEMO_DAY ? daysBetween(real, DEMO_DAY) : 0);
}

async function openOperator(reach: Reach, pool: Pool): Promise<{ personId: number; token: string }> {
  const client = new pg.Client({ connectionString: reach.ownerUrl });
  await client.connect();
  try {
    await client.query('set role tutela_operator');
    const cast = await client.query("select 1 from person where origin = 'cast' limit 1");
    if (cast.rowCount)
      throw new Error('The cast is here already. A demo world is made once; for another, use another data folder.');
    const { rows } = await client.query<{ token: string }>('select sec.open_operator_session() as token');
    const token = rows[0]?.token ?? '';
    const actor = await pool.query<{ person_id: string }>('select person_id from sec.session_actor($1)', [token]);
    return { token, personId: Number(actor.rows[0]?.person_id) };
  } finally {
    await client.end();
  }
}

async function enrollCast(pool: Pool, acts: Acts): Promise<void> {
  const passwordHash = await hashPassword(DEMO_PASSWORD);
  for (const [id, member] of Object.entries(CAST)) {
    const roles = `{${member.roles.join(',')}}`;
    const personId = await acts.operator(async (tx) => {
      const result = await tx.execute<{ id: string }>(
        sql`select sec.enroll_person(${member.name}, ${member.email}, ${passwordHash}, ${roles}, 'cast') as id`,
      );
      return Number(result.rows[0]?.id);
    });
    const token = randomBytes(32).toString('base64url');
    await pool.query('select sec.open_session($1, $2, $3)', [
      personId,
      createHash('sha256').update(token).digest(),
      new Date(Date.now() + 600_000),
    ]);
    acts.know(id as CastId, { personId, name: member.name, roles: member.roles, token });
  }
}
