import { randomUUID } from 'node:crypto';
import { actAs, enroll } from 'test/support/database';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refusalFromDatabase } from '~/access/database-refusals';
import { closePeriod } from '~/domain/periods/close-period.server';
import { findCloseChecks } from '~/domain/periods/find-close-checks.server';
import { findPeriods } from '~/domain/periods/find-periods.server';
import { getTrust } from '~/domain/trusts/get-trust.server';
import { dayInWords } from '~/domain/trusts/legal-day';
import { type CareWorld, openCareWorld, outcome, raw } from '../disbursements/care-world';
import { agree, ask, type Books, booksOf, close, dayBefore, post, words } from './close-world';

let world: CareWorld;
let one: Books;
let two: Books;
beforeAll(async () => {
  world = await openCareWorld();
  one = await booksOf(world);
  two = await booksOf(world, 'T-1002');
});
afterAll(() => world.close());

/** The database's own clock and calendar are never ahead of the test's by more than the run. */
const began = () => dayBefore(world.today, 400);

describe('closing a period', () => {
  it('is refused for a day that is not over, and for one before the books began', async () => {
    for (const day of [world.today, dayBefore(world.today, -1)])
      expect(await words(close(world, 'fe', 'T-1001', day))).toBe(
        `${dayInWords(day)} is not over yet. Close through an earlier day.`,
      );
    expect(await words(close(world, 'ana', 'T-1001', dayBefore(world.today, 401)))).toBe(
      `The next period begins on ${dayInWords(began())}. Close through that day or a later one.`,
    );
  });

  it('keeps who, when and where the chain stood, and writes its audit event in the same transaction', async () => {
    const { close: id } = await close(world, 'fe', 'T-1001', one.day(30));
    const [row] = await world.rows(
      `select c.from_on::text, c.through_on::text, c.closed_by::int, c.chain_length::int, c.chain_hash = h.hash as at_head,
              (select count(*)::int from journal_entry e where e.trust_id = c.trust_id) as entries
         from period_close c join chain_head h on h.trust_id = c.trust_id where c.id = $1`,
      [id],
    );
    expect(row).toEqual({
      from_on: began(),
      through_on: one.day(30),
      closed_by: world.people.fe.personId,
      chain_length: row?.entries,
      at_head: true,
      entries: row?.entries,
    });
    const events = await world.rows(
      "select record_ref, person_id::int as person, facts ->> 'through' as through from audit_event where action = 'period.closed' and facts ->> 'close' = $1",
      [id],
    );
    expect(events).toEqual([{ record_ref: 'T-1001', person: world.people.fe.personId, through: one.day(30) }]);
  });

  it('is done once for one form', async () => {
    const key = randomUUID();
    const first = await close(world, 'fe', 'T-1001', one.day(28), key);
    expect(await close(world, 'fe', 'T-1001', one.day(28), key)).toEqual(first);
  });

  it('follows the last one without a gap and never again the same days', async () => {
    expect(await words(close(world, 'ana', 'T-1001', one.day(30)))).toBe(
      `The next period begins on ${dayInWords(one.day(27))}. Close through that day or a later one.`,
    );
    await close(world, 'ana', 'T-1001', one.day(26));
    const [trust] = await world.rows("select id::int from trust where code = 'T-1001'");
    const periods = await world.as('lim', (q) => findPeriods(q, trust?.id));
    expect(periods.map((period) => [period.fromOn, period.throughOn, period.last])).toEqual([
      [one.day(27), one.day(26), true],
      [one.day(29), one.day(28), false],
      [began(), one.day(30), false],
    ]);
  });

  it('by two people at once happens once', async () => {
    const ends = await Promise.all([
      outcome(close(world, 'ana', 'T-1001', one.day(25))),
      outcome(close(world, 'fe', 'T-1001', one.day(25))),
    ]);
    expect(ends.sort()).toEqual(['accepted', 'database.LE016']);
  });

  it('is refused by name while a standing check fails in this trust, and in no other', async () => {
    await world.rows('update subaccount set held = held + 1 where id = $1', [two.subaccountId]);
    expect(await words(close(world, 'ana', 'T-1002', two.day(30)))).toBe(
      'A standing check fails: What is held is the sum of the standing holds. Nothing is closed until it holds.',
    );
    const checks = await world.as('ana', async (q, actor) =>
      findCloseChecks(q, actor, (await getTrust(q, 'T-1002')).id),
    );
    expect(checks.filter((check) => !check.holds).map((check) => check.title)).toEqual([
      'What is held is the sum of the standing holds',
    ]);
    expect(checks.length).toBeGreaterThanOrEqual(25);
    const others = await world.as('ana', async (q, actor) =>
      findCloseChecks(q, actor, (await getTrust(q, 'T-1001')).id),
    );
    expect(others.filter((check) => !check.holds)).toEqual([]);
    await world.rows('update subaccount set held = held - 1 where id = $1', [two.subaccountId]);
    expect(await outcome(close(world, 'ana', 'T-1002', two.day(30)))).toBe('accepted');
  });
});

describe('who may close', () => {
  it.each(['lim', 'wes'] as const)('%s may not, by the verb or by raw SQL', async (who) => {
    expect(await outcome(close(world, who, 'T-1003', dayBefore(world.today, 10)))).toBe('permission');
    expect(await raw(world, who, 'select close_period((select max(id) from trust), current_date - 10)')).toMatch(
      /^(42501|database\.LE004)$/,
    );
  });

  it('an auditor reads the books and is told that they do not close them', async () => {
    const trust = world.trusts['T-1003'];
    expect(await raw(world, 'lim', 'select close_period($1, current_date - 10)', [trust])).toBe('42501');
    expect(await raw(world, 'lim', 'select * from close_checks($1)', [trust])).toBe('42501');
  });

  it('a trustee of another trust, or of an ended term, finds no such trust', async () => {
    expect(await outcome(close(world, 'eli', 'T-1001', one.day(20)))).toBe('not-found');
    expect(await outcome(close(world, 'dan', 'T-1001', one.day(20)))).toBe('not-found');
    for (const who of ['eli', 'dan', 'wes'] as const)
      for (const call of ['select close_period($1, current_date - 20)', 'select * from close_checks($1)'])
        expect(await raw(world, who, call, [world.trusts['T-1001']])).toBe('database.LE004');
  });

  it('a court may not, and learns nothing of it', async () => {
    const court = await enroll(world.db, { name: 'Chambers', roles: ['court'] });
    await world.rows("insert into court_seat (person_id, docket) values ($1, 'docket T-1001')", [court.personId]);
    const actor = { personId: court.personId, name: 'Chambers', roles: ['court'] as const };
    const input = { key: randomUUID(), trustCode: 'T-1001', throughOn: one.day(20) };
    expect(await outcome(actAs(world.db, court.token, (q) => closePeriod(q, actor, input)))).toBe('permission');
    expect(await actAs(world.db, court.token, (q) => findPeriods(q, world.trusts['T-1001'] as number))).toEqual([]);
  });

  it('nobody writes a close, an asking or an agreement by hand', async () => {
    for (const table of ['period_close', 'period_reopening_request', 'period_reopening_withdrawal', 'period_reopening'])
      for (const statement of [`insert into ${table} default values`, `delete from ${table}`, `truncate ${table}`])
        expect(await raw(world, 'fe', statement), statement).toBe('42501');
  });
});

describe('a day that is closed', () => {
  it('takes no entry, and the day after it does', async () => {
    expect(await outcome(post(world, one, one.day(25)))).toBe('database.LE005');
    expect(await outcome(post(world, one, one.day(24)))).toBe('accepted');
  });

  it('is concerned by a late entry that bears an open day; an open day is not', async () => {
    const entry = await post(world, one, one.day(24), one.day(27));
    expect(
      await world.rows('select occurred_on::text, concerns_on::text from journal_entry where id = $1', [entry]),
    ).toEqual([{ occurred_on: one.day(24), concerns_on: one.day(27) }]);
    expect(await outcome(post(world, one, one.day(23), one.day(24)))).toBe('database.LE015');
  });
});

describe('a reason that is passed on', () => {
  it('is the message of LE016 alone: no other error of the database says anything of itself', () => {
    const failure = (code: string) => Object.assign(new Error('secret of row 7'), { code });
    expect(refusalFromDatabase(failure('LE016'))?.message).toBe('secret of row 7');
    expect(refusalFromDatabase(failure('LE005'))?.message).not.toContain('secret');
    for (const code of ['23505', '42501', 'P0001', 'XX000']) expect(refusalFromDatabase(failure(code))).toBeNull();
  });
});

describe('many postings against one close', () => {
  it('each is inside the closed totals or refused', async () => {
    const books = await booksOf(world, 'T-1003');
    const day = books.day(20);
    const ends: string[] = [];
    let closing: Promise<{ close: string }> | undefined;
    // Eight at once, each until it is refused; the close comes when they are well under way.
    const poster = async () => {
      for (let end = 'accepted'; end === 'accepted'; ) {
        end = await outcome(post(world, books, day, undefined, '0.01'));
        ends.push(end);
        if (ends.length >= 20) closing ??= close(world, 'eli', 'T-1003', books.day(15));
      }
    };
    await Promise.all(Array.from({ length: 8 }, poster));
    const { close: id } = (await closing) as { close: string };
    const accepted = ends.filter((end) => end === 'accepted').length;
    expect(accepted).toBeGreaterThanOrEqual(20);
    expect(ends.filter((end) => end !== 'accepted')).toEqual(Array(8).fill('database.LE005'));
    const [found] = await world.rows(
      `select count(*)::int as inside, max(place)::int as furthest, (select chain_length::int from period_close where id = $2) as length,
              count(*) filter (where e.recorded_at > c.closed_at)::int as after
         from journal_entry e join period_close c on c.id = $2 left join chain_link l on l.entry_id = e.id
        where e.trust_id = $1 and e.occurred_on = $3`,
      [books.trustId, id, day],
    );
    expect(found).toMatchObject({ inside: accepted, after: 0 });
    expect(found?.furthest).toBeLessThanOrEqual(found?.length);
  });
});

describe('taking a close back', () => {
  let id: string;
  beforeAll(async () => {
    id = (await close(world, 'fe', 'T-1001', one.day(22))).close;
  });

  it('needs a reason of ten letters, and is asked for once', async () => {
    expect(await words(ask(world, 'fe', id, '  too short  '.slice(0, 9)))).toBe(
      'A reopening has a reason of at least ten letters.',
    );
    expect(await words(agree(world, 'ana', id))).toBe('Nobody has asked for this reopening yet.');
    expect(await outcome(ask(world, 'fe', id))).toBe('accepted');
    expect(await words(ask(world, 'pia', id))).toBe('This reopening is asked for already.');
    const events = await world.rows(
      "select person_id::int as person from audit_event where action = 'period.reopening-asked' and facts ->> 'close' = $1",
      [id],
    );
    expect(events).toEqual([{ person: world.people.fe.personId }]);
  });

  it('is not agreed to by who asked, an auditor, a caseworker, or a trustee of another trust or time', async () => {
    expect(await words(agree(world, 'fe', id))).toBe('You asked for this reopening, so another person agrees to it.');
    expect(await outcome(agree(world, 'lim', id))).toBe('permission');
    expect(await outcome(agree(world, 'wes', id))).toBe('permission');
    for (const who of ['eli', 'dan'] as const) expect(await outcome(agree(world, who, id))).toBe('not-found');
    expect(await raw(world, 'fe', 'select agree_to_reopen($1)', [id])).toBe('database.LE016');
    expect(await raw(world, 'lim', 'select agree_to_reopen($1)', [id])).toBe('42501');
    for (const who of ['wes', 'eli', 'dan'] as const) {
      expect(await raw(world, who, 'select agree_to_reopen($1)', [id])).toBe('database.LE004');
      expect(await raw(world, who, "select ask_to_reopen($1, 'because of this')", [id])).toBe('database.LE004');
    }
    expect(await outcome(post(world, one, one.day(23)))).toBe('database.LE005');
  });

  it('is for the last close alone', async () => {
    const [first] = await world.rows<{ id: string }>(
      'select min(id)::text as id from period_close where trust_id = $1',
      [one.trustId],
    );
    expect(await words(ask(world, 'ana', first?.id as string))).toBe('Only the last close can be taken back.');
  });

  it('opens its days to entries when another person agrees, and they can be closed anew', async () => {
    const ends = await Promise.all([outcome(agree(world, 'ana', id)), outcome(agree(world, 'ben', id))]);
    expect(ends.sort()).toEqual(['accepted', 'database.LE016']);
    expect(await words(agree(world, 'pia', id))).toBe('This period is open again already.');
    expect(await outcome(post(world, one, one.day(23)))).toBe('accepted');
    expect(await outcome(post(world, one, one.day(26)))).toBe('database.LE005');
    const events = await world.rows(
      "select person_id::int as person from audit_event where action = 'period.reopened' and facts ->> 'close' = $1",
      [id],
    );
    expect(events).toHaveLength(1);
    expect([world.people.ana.personId, world.people.ben.personId]).toContain(events[0]?.person);
    expect(await outcome(close(world, 'ben', 'T-1001', one.day(22)))).toBe('accepted');
  });

  it('is never possible once an accounting over it is filed, not even where it was asked for before', async () => {
    const { close: last } = await close(world, 'fe', 'T-1001', one.day(18));
    await ask(world, 'fe', last);
    const [account] = await world.rows<{ id: string }>(
      `insert into accounting (reference, trust_id, docket, ordinal, from_on, through_on, figures, fingerprint, prepared_by)
       values ('ACC-TEST', $1, 'docket T-1001', 1, $2, $3, '{}', 'x', $4) returning id`,
      [one.trustId, began(), one.day(18), world.people.ana.personId],
    );
    await world.rows(
      'insert into accounting_filing (accounting_id, trust_id, from_on, through_on, verified_by) values ($1, $2, $3, $4, $5)',
      [account?.id, one.trustId, began(), one.day(18), world.people.ben.personId],
    );
    const said =
      'An accounting over this period is filed with the court, so it stays closed. Correct it in the open period.';
    expect(await words(agree(world, 'ana', last))).toBe(said);
    expect(await words(ask(world, 'pia', last))).toBe(said);
    expect(await outcome(post(world, one, one.day(18)))).toBe('database.LE005');
  });
});
