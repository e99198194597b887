import { CAST } from 'db/seed/cast';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { getPerson } from '~/domain/people/get-person.server';
import { type CastWorld, castWorld } from '../domain/receipts/cast-world';

type Who = 'dizon' | 'flores' | 'ocampo' | 'lim' | 'reyes' | 'alvarez';

let world: CastWorld;
let dizon: number;
beforeAll(async () => {
  world = await castWorld();
  const [person] = await world.db.asOperator<{ id: string }>(
    `update role_grant set reason = 'After the leave of another'
      where person_id = (select id from person where email = $1) returning person_id as id`,
    [CAST.dizon.email],
  );
  dizon = Number(person?.id);
});
afterAll(() => world.db.drop());

const rows = (who: Who, text: string) => world.as(who, async (tx) => (await tx.execute(sql.raw(text))).rows);

describe('why somebody was given a role', () => {
  const reasons = (who: Who) =>
    world.as(who, async (tx) => (await getPerson(tx, dizon)).roles.map((role) => role.reason));

  it('is read by who gives roles, who audits, and the person', async () => {
    for (const who of ['ocampo', 'lim', 'dizon'] as const)
      expect([who, await reasons(who)]).toEqual([who, ['After the leave of another']]);
  });

  it('and by no colleague, by whatever query; that they hold the role is for who chooses people by it', async () => {
    for (const [who, roles] of [
      ['flores', []],
      ['reyes', []],
      ['alvarez', ['']],
    ] as const) {
      expect([who, await reasons(who)]).toEqual([who, roles]);
      await expect(rows(who, 'select reason, end_reason from role_grant')).rejects.toMatchObject({
        cause: { code: '42501' },
      });
    }
  });
});

it('how many children an incident names is told to who reads the incident', async () => {
  await rows(
    'dizon',
    `select report_incident('other', '2027-01-07', '09:00', 'Asia/Manila', 'a list was left on a desk', '{NIYOG-01}')`,
  );
  const [incident] = await world.db.asOperator<{ id: string }>('select max(id) as id from incident');
  const count = async (who: Who) => (await rows(who, `select sec.count_incident_subjects(${incident?.id}) as n`))[0]?.n;
  expect([await count('dizon'), await count('alvarez'), await count('lim')]).toEqual([1, 1, 1]);
  expect([await count('flores'), await count('reyes')]).toEqual([0, 0]);
});

it('who agreed to an erasure is told to who sees the erasure', async () => {
  await world.db.asOperator(
    `with asked as (
       insert into erasure_request (reference, beneficiary_id, basis, reason, ticket, requested_by, expires_at)
         select 'E-2020-1', b.id, 'own_request', 'the child asked', '', $1::bigint, now() + interval '3 days'
           from beneficiary b where b.code = 'NIYOG-01' returning id)
     insert into erasure_decision (request_id, decision, reason, decided_by)
       select asked.id, 'agreed', 'as asked', p.id from asked, person p where p.email = $2`,
    [dizon, CAST.alvarez.email],
  );
  const [request] = await world.db.asOperator<{ id: string }>(
    "select id from erasure_request where reference = 'E-2020-1'",
  );
  const agreed = async (who: Who) => (await rows(who, `select erasure_agreed_by(${request?.id})::text[] as by`))[0]?.by;
  expect(await agreed('lim')).toHaveLength(1);
  expect(await agreed('reyes')).toEqual([]);
});
