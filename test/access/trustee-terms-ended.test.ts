import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ask } from '../domain/disbursements/care-world';
import { enroll, openSession } from '../support/database';
import { seatTrustee } from '../support/seat-trustee';
import {
  ada,
  allEnded,
  ana,
  asks,
  ben,
  child,
  eli,
  lim,
  openDelegationWorld,
  said,
  sees,
  standing,
  wes,
  world,
} from './delegation-world';
import {
  ANSWERS,
  appoint,
  day,
  deliver,
  end,
  inOffice,
  OVER,
  seated,
  stale,
  termOf,
  UNKNOWN,
  type Who,
} from './term-acts';

/** Made anew for each: a trustee of nothing yet. */
let nia: Who;

/** The role a person holds now, as who keeps roles names it. */
const grantOf = async ({ personId }: Who) => {
  const [grant] = await world.rows('select id from role_grant where person_id = $1 and ended_at is null', [personId]);
  return grant?.id as string;
};

beforeAll(openDelegationWorld);
beforeEach(async () => {
  nia = await enroll(world.db, { name: `nia ${randomUUID()}`, roles: ['trustee'] });
});
afterAll(() => world.close());

describe('an office that ended and was given again', () => {
  it.each([
    ['at once', (id: string) => end(id)],
    [
      'after its last day',
      (id: string) => world.rows('update trustee_term set ends_on = legal_today() - 1 where id = $1', [id]),
    ],
  ])('%s, brings back neither what was approved in it nor who stood in', async (_, ends) => {
    const [ago] = await world.rows<{ day: string }>('select (legal_today() - 9)::text as day');
    await seatTrustee(world.rows, { trust: 'T-1001', person: nia.personId, from: ago?.day });
    const [term] = await world.rows<{ id: string }>('select id from trustee_term where person_id = $1', [nia.personId]);
    const id = term?.id ?? '';
    const { reference } = await ask(world, child);
    const [v] = await world.rows<{ hash: string; id: string }>(
      `select v.request_hash as hash, d.id from disbursement_version v join disbursement d on d.id = v.disbursement_id where d.reference = $1`,
      [reference],
    );
    await asks(
      nia,
      sql`select record_approval(${reference}, 1, ${v?.hash}, 'approve', '{health}', 'considered', 'Meets it.', null)`,
    );
    const valid = async () => (await world.rows('select valid_approvals($1) as n', [v?.id]))[0]?.n;
    expect(await valid()).toBe(1);
    const lent = await standing({ by: nia });
    await ends(id);
    expect(await valid()).toBe(0);
    const again = { personId: nia.personId, token: await openSession(world.db, nia.personId) };
    await seated(again);
    expect(await inOffice(nia.personId)).toBe(true);
    expect(await valid()).toBe(0);
    expect((await world.rows('select sec.delegation_stands($1) as it', [lent]))[0]?.it).toBe(false);
    await allEnded();
  });
});

describe('a term', () => {
  it('that is ended at once shows nothing from the next query on, ends the sessions, and stays outstanding until handed over', async () => {
    const id = await seated(nia);
    const keep = { ...nia };
    expect(await said(deliver(id, ada))).toContain('not due of this term');
    await end(id);
    expect(await said(asks(keep, sql`select 1 as it`))).not.toBe('taken');
    const again = { personId: nia.personId, token: await openSession(world.db, nia.personId) };
    expect([await sees(again, 'trust'), await inOffice(nia.personId)]).toEqual([0, false]);
    expect(await said(end(id))).toContain(OVER);
    expect(await termOf(again, id)).toMatchObject({
      state: 'over',
      owesDelivery: true,
      ended: { kind: 'removal', by: 'ada' },
    });
    expect(await said(deliver(id, again))).toContain(ANSWERS);
    expect(await said(deliver(id, ada, 1))).toContain('That day lies ahead');
    await deliver(id, ana);
    expect(await termOf(again, id)).toMatchObject({
      owesDelivery: false,
      delivery: { by: 'ana', words: 'Papers, to ana' },
    });
    expect(await said(deliver(id, ada))).toContain('recorded already');
    // The past says that they were in office on that day.
    const [met] = await world.rows(
      'select sec.term_meets(t, legal_today(), legal_today()) as it, sec.term_meets(t, legal_today() + 1, legal_today() + 9) as later from trustee_term t where id = $1',
      [id],
    );
    expect(met).toEqual({ it: true, later: false });
  });

  it('is resigned by its holder with thirty days of notice, or as the court approved; a nearer end takes its place', async () => {
    const id = await seated(nia);
    const resign = (last: number | undefined, kind = 'resignation', by: { token: string } = nia) =>
      end(id, {
        by,
        kind,
        ...(last === undefined ? {} : { last }),
        reference: kind === 'resignation' ? '' : 'Order of May 2',
      });
    expect(await said(resign(29))).toContain('A resignation takes the days of notice');
    expect(await said(resign(undefined))).toContain('This term does not end in this way');
    expect(await said(resign(5, 'removal'))).toContain('This term does not end in this way');
    expect(await said(resign(30, 'resignation', ben))).toContain(ANSWERS);
    await resign(30);
    expect(await inOffice(nia.personId)).toBe(true);
    expect(await said(resign(30))).toContain(OVER);
    await resign(0, 'resignation_allowed');
    expect(await inOffice(nia.personId)).toBe(true);
    await end(id);
    expect(await inOffice(nia.personId)).toBe(false);
    expect(
      await world.rows('select kind from trustee_term_step where term_id = $1 and kind > $2 order by id', [id, '']),
    ).toEqual([{ kind: 'resignation' }, { kind: 'resignation_allowed' }, { kind: 'removal' }]);
  });

  it('is ended by an administrator, with the order it rests on, with a factor shown lately, on no day that is over', async () => {
    const id = await seated(nia);
    for (const by of [ana, lim]) expect(await said(end(id, { by }))).toContain(ANSWERS);
    for (const by of [eli, wes]) expect(await said(end(id, { by }))).toBe(UNKNOWN);
    expect(await said(end(id, { by: await stale(ada) }))).toBe('SI002');
    expect(await said(end(id, { last: -1 }))).toContain('The first day is over already');
    expect(await said(end(id, { kind: 'resignation' }))).toContain('A resignation takes the days of notice');
    expect(await said(end(id, { reference: '' }))).toBe('23514');
    await end(id, { kind: 'death', reference: '' });
    expect(await inOffice(nia.personId)).toBe(false);
  });

  it('binds whoever lost the role as well: no role that excludes a trustee’s is given until it is over', async () => {
    const id = await seated(nia);
    const give = (role: string) => asks(ada, sql`select sec.give_role(${nia.personId}, ${role}, 'Begins this work')`);
    await asks(ada, sql`select sec.end_role(${await grantOf(nia)}, 'Leaves the work')`);
    for (const role of ['finance', 'auditor', 'court'])
      expect([role, await said(give(role))]).toEqual([role, expect.stringContaining('term as trustee is not over. ')]);
    // What is kept apart on one trust only is looked at where that duty begins.
    expect(await said(give('caseworker'))).toBe('taken');
    await asks(ada, sql`select sec.end_role(${await grantOf(nia)}, 'Leaves the work')`);
    await end(id, { last: 0 });
    expect(await said(give('finance'))).toContain('End the term before you give the role.');
    await end(id);
    expect(await said(give('finance'))).toBe('taken');
    // An offer that nobody answered binds too, and one that is declined or over does not.
    const offered = await enroll(world.db, { name: `offered ${randomUUID()}`, roles: ['trustee'] });
    const open = await appoint(offered);
    await asks(ada, sql`select sec.end_role(${await grantOf(offered)}, 'Leaves the work')`);
    const keeper = sql`select sec.give_role(${offered.personId}, 'finance', 'Begins this work')`;
    expect(await said(asks(ada, keeper))).toContain('term as trustee is not over');
    await end(open, { kind: 'withdrawn', reference: '' });
    expect(await said(asks(ada, keeper))).toBe('taken');
  });

  it('takes with it, when it ends, what was handed over in it', async () => {
    const id = await seated(nia, { trust: 'T-1002' });
    const lending = { trust: 'T-1002', by: nia, to: await enroll(world.db, { name: 'lent', roles: ['trustee'] }) };
    const given = await asks(
      nia,
      sql`select sec.give_delegation('trustee', 'T-1002', ${lending.to.personId}, '{ask}', ${day(0)}, ${day(9)}, 'On leave for a week') as it`,
    );
    await asks(lending.to, sql`select sec.accept_delegation(${given})`);
    await asks(ada, sql`select sec.agree_to_delegation(${given})`);
    const token = await openSession(world.db, lending.to.personId);
    expect(await sees({ token }, 'trust')).toBe(1);
    await end(id);
    expect(await sees({ token }, 'trust')).toBe(0);
  });

  it('is not written, changed or deleted past the functions', async () => {
    const id = await seated(nia);
    for (const who of [ada, nia, ana])
      for (const text of [
        `insert into trustee_term (trust_id, person_id, starts_on, authority, authority_reference) values (${child.trustId}, ${nia.personId}, legal_today(), 'order', 'mine')`,
        `update trustee_term set accepted_on = legal_today() where id = ${id}`,
        `insert into trustee_term_step (term_id, step, person_id, on_day) values (${id}, 'accepted', ${nia.personId}, legal_today())`,
        `delete from trustee_term_step where term_id = ${id}`,
        `select sec.lay_term(${child.trustId}, ${nia.personId}, legal_today(), null, 'order', 'mine', 'none')`,
        `select sec.keep_term_step(t, 'accepted', legal_today(), '', '', '') from trustee_term t`,
      ])
        expect([text, await said(asks(who, sql.raw(text)))]).not.toEqual([text, 'taken']);
    for (const text of ["starts_on = '2020-01-01'", "reason = 'another'", 'accepted_on = null', 'person_id = 1'])
      expect([text, await said(world.rows(`update trustee_term set ${text} where id = ${id}`))]).toEqual([
        text,
        'What is written once is not changed. Correct it by a new record.',
      ]);
    await end(id);
  });
});
