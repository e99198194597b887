import { sqlState, type Tx } from 'db/client';
import { CAST, type CastId } from 'db/seed/cast';
import { sql } from 'drizzle-orm';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codeProblem } from '~/domain/beneficiaries/beneficiary-code';
import { takeInBeneficiary } from '~/domain/beneficiaries/take-in-beneficiary.server';
import { actAs, cloneDatabase, operatorToken } from '../../support/database';
import { type CastWorld, castWorld } from '../receipts/cast-world';

let world: CastWorld;
let operator: string;
beforeAll(async () => {
  world = await castWorld();
  operator = await operatorToken(world.db);
});
afterAll(() => world.db.drop());

const courtCodes = async (q: Tx, trust: string) =>
  (await q.execute<{ codes: string[] }>(sql`select court_codes(id) as codes from trust where code = ${trust}`)).rows[0]
    ?.codes;

describe('a child that stands in two cases', () => {
  it('is known to each court by another code, drawn when it is first needed there', async () => {
    await world.db.asOperator(`
      with made as (insert into trust (code, court_name, docket, opened_on, instrument_section)
                    values ('T-0045', 'Court', '0:00-cr-00003-XXX', '2026-01-01', '4.2') returning id)
      insert into subaccount (trust_id, beneficiary_id) select made.id, b.id from made, beneficiary b where b.code = 'NIYOG-01'`);
    const known = await world.as('reyes', (q) => courtCodes(q, 'T-0043'));
    const fresh = await world.as('reyes', (q) => courtCodes(q, 'T-0045'));
    expect(known).toEqual(['B-6WHT']);
    expect(fresh).toEqual([expect.stringMatching(/^B-[34679CFHJKMQRTWX]{4}$/)]);
    expect(fresh).not.toEqual(known);
    expect(await world.as('lim', (q) => courtCodes(q, 'T-0045'))).toEqual(fresh);
  });
});

describe('which codes are one child’s', () => {
  it('can be read by no person, whatever their role, and not by the operator’s export', async () => {
    for (const who of Object.keys(CAST) as CastId[]) {
      const read = world.as(who, (q) => q.execute(sql`select * from vault.recipient_code`));
      expect([who, await read.catch(sqlState)]).toEqual([who, '42501']);
    }
    const client = new pg.Client({ connectionString: world.db.operatorUrl });
    await client.connect();
    await client.query('set role tutela_operator');
    expect(await client.query('select * from vault.recipient_code').catch(sqlState)).toBe('42501');
    await client.end();
  });

  it('stands in no table outside the vault', async () => {
    const tables = await world.db.asOperator<{ name: string }>(
      "select c.oid::regclass::text as name from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'",
    );
    const filed = 'accounting';
    for (const { name } of tables.filter((table) => table.name !== filed)) {
      const held = await world.db.asOperator(`select 1 from ${name} t where t::text ~ '[BP]-[34679CFHJKMQRTWX]{4}'`);
      expect([name, held.length]).toEqual([name, 0]);
    }
    // What was filed shows a court its own code, and no other.
    const [account] = await world.db.asOperator<{ text: string }>('select t::text as text from accounting t');
    expect(new Set(account?.text.match(/B-[34679CFHJKMQRTWX]{4}/g))).toEqual(new Set(['B-7Q4X']));
  });

  it('is not asked by a court, of its own docket or of another', async () => {
    for (const trust of ['T-0042', 'T-0043'])
      for (const who of ['chambersZ', 'chambersY'] as const)
        expect((await world.as(who, (q) => courtCodes(q, trust))) ?? []).toEqual([]);
  });
});

describe('a child that is taken in', () => {
  it('is its caseworker’s from today, under a code that nobody chose', async () => {
    const taken = await world.as('flores', (q) => takeInBeneficiary(q));
    expect(codeProblem(taken.code)).toBeUndefined();
    const seen = (who: CastId) =>
      world.as(
        who,
        async (q) => (await q.execute(sql`select from beneficiary where code = ${taken.code}`)).rows.length,
      );
    expect(await seen('flores')).toBe(1);
    expect(await seen('dizon')).toBe(0);
    expect(
      await world.db.asOperator('select action, beneficiary_id::int from audit_event order by id desc limit 1'),
    ).toEqual([{ action: 'beneficiary.taken-in', beneficiary_id: taken.id }]);
  });

  it('is not taken in by anybody else', async () => {
    for (const who of ['alvarez', 'reyes', 'chambersZ', 'lim', 'ocampo'] as const)
      expect([who, await world.as(who, (q) => takeInBeneficiary(q)).catch(sqlState)]).toEqual([who, 'RV012']);
  });

  it('gets no code by another door: not by a row, and not by the cast’s in a live installation', async () => {
    const row = actAs(world.db, operator, (q) => q.execute(sql`insert into beneficiary (code) values ('MELON-00')`));
    expect(await row.catch(sqlState)).toBe('42501');
    const lay = sql`select lay_cast_codes('MELON-00', null, '{}', '{}')`;
    expect(await world.as('flores', (q) => q.execute(lay)).catch(sqlState)).toBe('BC002');
    const live = await cloneDatabase({ mode: 'live' });
    expect(await actAs(live, await operatorToken(live), (q) => q.execute(lay)).catch(sqlState)).toBe('BC002');
    await live.drop();
  });

  it('never gets the code of another, also after that one’s identity was erased', async () => {
    const [niyog] = await world.db.asOperator<{ id: string }>("select id from beneficiary where code = 'NIYOG-01'");
    await world.db.asOperator(
      "insert into vault.subject (kind, record_id, erased_at) values ('beneficiary', $1, now())",
      [niyog?.id],
    );
    const again = sql`select code from take_in_beneficiary(array['NIYOG-01'])`;
    expect(await actAs(world.db, operator, (q) => q.execute(again)).catch(sqlState)).toBe('BC001');
    const gone = world.db.asOperator('delete from beneficiary where id = $1', [niyog?.id]);
    expect(await gone.catch(sqlState)).toBe('LE010');
  });

  it('is one of a thousand drawn at once, of which no two are alike, for us and for their court', async () => {
    const ids: number[] = [];
    const lane = async () => {
      for (let taken = 0; taken < 125; taken += 1)
        ids.push(await actAs(world.db, operator, async (q) => (await takeInBeneficiary(q)).id));
    };
    await Promise.all(Array.from({ length: 8 }, lane));
    await world.db.asOperator(
      `with made as (insert into trust (code, court_name, docket, opened_on, instrument_section)
                     values ('T-0046', 'Court', '0:00-cr-00004-XXX', '2026-01-01', '4.2') returning id)
       insert into subaccount (trust_id, beneficiary_id) select made.id, unnest($1::bigint[]) from made`,
      [ids],
    );
    const [drawn] = await world.db.asOperator<{ codes: number }>(
      'select count(distinct code)::int as codes from beneficiary where id = any($1)',
      [ids],
    );
    expect(drawn?.codes).toBe(1000);
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => world.as('reyes', (q) => courtCodes(q, 'T-0046'))),
    );
    expect(new Set(answers[0]).size).toBe(1000);
    for (const answer of answers) expect(answer).toEqual(answers[0]);
  });
});
