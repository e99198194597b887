import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findPeriods } from '~/domain/periods/find-periods.server';
import { type CareWorld, openCareWorld, outcome, raw } from '../disbursements/care-world';
import { agree, ask, type Books, booksOf, close, post, withdraw, words } from './close-world';

let world: CareWorld;
let one: Books;
let id: string;
beforeAll(async () => {
  world = await openCareWorld();
  one = await booksOf(world);
  id = (await close(world, 'fe', 'T-1001', one.day(20))).close;
});
afterAll(() => world.close());

const shown = async () => {
  const [period] = await world.as('lim', (q) => findPeriods(q, one.trustId));
  return { asked: period?.askedByName ?? null, reason: period?.reason ?? null, reopened: period?.reopened };
};

describe('an asking to reopen a period', () => {
  it('is not withdrawn before anybody asked, by another than who asked, or by who may not close', async () => {
    expect(await words(withdraw(world, 'fe', id))).toBe('Nobody asks for this reopening now.');
    await ask(world, 'fe', id, 'A statement came late.');
    for (const who of ['pia', 'ana'] as const)
      expect(await words(withdraw(world, who, id))).toBe(
        'Another person asked for this reopening, so they alone withdraw it.',
      );
    for (const who of ['lim', 'wes'] as const) expect(await outcome(withdraw(world, who, id))).toBe('permission');
    for (const who of ['eli', 'dan'] as const) {
      expect(await outcome(withdraw(world, who, id))).toBe('not-found');
      expect(await raw(world, who, 'select withdraw_reopening($1)', [id])).toBe('database.LE004');
    }
    expect(await raw(world, 'lim', 'select withdraw_reopening($1)', [id])).toBe('42501');
    expect(await raw(world, 'pia', 'select withdraw_reopening($1)', [id])).toBe('database.LE016');
    expect(await shown()).toEqual({ asked: 'fe', reason: 'A statement came late.', reopened: false });
  });

  it('is withdrawn by who asked, once for one form; nobody can agree to it any more, and it stays on record', async () => {
    const key = randomUUID();
    expect(await withdraw(world, 'fe', id, key)).toEqual({ trust: 'T-1001' });
    expect(await withdraw(world, 'fe', id, key)).toEqual({ trust: 'T-1001' });
    expect(await words(withdraw(world, 'fe', id))).toBe('Nobody asks for this reopening now.');
    expect(await words(agree(world, 'ana', id))).toBe('Nobody has asked for this reopening yet.');
    expect(await outcome(post(world, one, one.day(21)))).toBe('database.LE005');
    expect(await shown()).toEqual({ asked: null, reason: null, reopened: false });
    expect(
      await world.rows(
        'select r.reason, w.trust_id::int as trust from period_reopening_request r join period_reopening_withdrawal w on w.request_id = r.id',
      ),
    ).toEqual([{ reason: 'A statement came late.', trust: one.trustId }]);
    const events = await world.rows(
      "select person_id::int as person from audit_event where action = 'period.reopening-withdrawn' and facts ->> 'close' = $1",
      [id],
    );
    expect(events).toEqual([{ person: world.people.fe.personId }]);
  });

  it('is asked anew by another, and who withdrew may then agree', async () => {
    await ask(world, 'ana', id, 'Interest of the last day.');
    expect(await words(ask(world, 'fe', id))).toBe('This reopening is asked for already.');
    expect(await shown()).toEqual({ asked: 'ana', reason: 'Interest of the last day.', reopened: false });
    const ends = await Promise.all([outcome(withdraw(world, 'ana', id)), outcome(agree(world, 'fe', id))]);
    // One of the two came first, and the other was told.
    expect(ends.sort()).toEqual(['accepted', 'database.LE016']);
  });

  it('is not withdrawn once the period is open again', async () => {
    const { close: standing } = await close(world, 'ben', 'T-1001', one.day(9));
    await ask(world, 'fe', standing);
    await agree(world, 'ana', standing);
    expect(await words(withdraw(world, 'fe', standing))).toBe('This period is open again already.');
  });

  it('by two askers at the same moment stands once', async () => {
    const { close: anew } = await close(world, 'ben', 'T-1001', one.day(7));
    const ends = await Promise.all([outcome(ask(world, 'fe', anew)), outcome(ask(world, 'ana', anew))]);
    expect(ends.sort()).toEqual(['accepted', 'database.LE016']);
  });
});
