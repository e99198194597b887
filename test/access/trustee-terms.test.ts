import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { findTrusteesInOffice } from '~/domain/disbursements/approval-facts.server';
import { acceptAppointment } from '~/domain/trustee-terms/accept-appointment.server';
import { appointTrustee } from '~/domain/trustee-terms/appoint-trustee.server';
import { findTrusteeTerms, findTrustsOfTerms, getTrusteeTerm } from '~/domain/trustee-terms/find-trustee-terms.server';
import { outcome } from '../domain/disbursements/care-world';
import { actAs, enroll } from '../support/database';
import {
  ada,
  allEnded,
  ana,
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
  accept,
  appoint,
  decline,
  end,
  inOffice,
  notice,
  OVER,
  REASON,
  seated,
  stale,
  termOf,
  UNKNOWN,
  type Who,
} from './term-acts';

/** Made anew for each: a trustee of nothing yet. */
let nia: Who;

beforeAll(openDelegationWorld);
beforeEach(async () => {
  nia = await enroll(world.db, { name: `nia ${randomUUID()}`, roles: ['trustee'] });
});
afterAll(() => world.close());

const NOBODY = 'Only an administrator gives and ends roles; an administrator or an auditor reviews them.';

describe('who is appointed trustee', () => {
  it('sees nothing of the trust until they accept, then all of it, and is counted from then on', async () => {
    const counted = () =>
      actAs(
        world.db,
        ana.token,
        async (q) => (await findTrusteesInOffice(q, child.trustId, child.beneficiaryId)).length,
      );
    const before = await counted();
    const id = await appoint(nia);
    expect([await sees(nia, 'trust'), await inOffice(nia.personId), await counted()]).toEqual([0, false, before]);
    expect(await termOf(nia, id)).toMatchObject({
      trust: 'T-1001',
      state: 'offered',
      appointedBy: 'ada',
      reason: REASON,
    });
    await accept(id, nia);
    expect([await sees(nia, 'trust'), await inOffice(nia.personId), await counted()]).toEqual([1, true, before + 1]);
    const trail = await world.rows(
      "select action, person_id::int as by, trust_id::int as trust from audit_event where record_type = 'trustee-term' and record_ref = $1 and action not like '%.read' order by id",
      [id],
    );
    expect(trail).toEqual([
      { action: 'trustee-term.appointed', by: ada.personId, trust: world.trusts['T-1001'] },
      { action: 'trustee-term.accepted', by: nia.personId, trust: world.trusts['T-1001'] },
    ]);
    await end(id);
  });

  it('acts from the first day on, and not before, though they accepted', async () => {
    const id = await seated(nia, { from: 3 });
    expect([await sees(nia, 'trust'), (await termOf(nia, id)).state]).toEqual([0, 'to_come']);
    expect(await said(appoint(nia, { from: 5 }))).toContain('trustee of this trust already in those days');
    expect(await said(appoint(nia, { until: 2 }))).toBe('taken');
  });

  it('is appointed by an administrator alone, who has just shown that it is them, and never is one', async () => {
    for (const by of [ana, eli, wes, lim, nia]) expect(await said(appoint(nia, { by }))).toBe(NOBODY);
    expect(await said(appoint(nia, { by: await stale(ada) }))).toBe('SI002');
    expect(await said(appoint(ada))).toBe('This is your own role. Another person decides about it.');
  });

  it('holds the role, is appointed to a trust there is, for days to come, by an authority and with a reason', async () => {
    const unknown =
      'There is no trust of this code, or this person does not hold the role trustee. Look both up again.';
    expect(await said(appoint(wes))).toBe(unknown);
    expect(await said(appoint({ personId: 999_999 }))).toBe(unknown);
    expect(await said(appoint(nia, { trust: 'T-9999' }))).toBe(unknown);
    const days = 'The first day is over already, or the last day is before it. Choose other days.';
    expect(await said(appoint(nia, { from: -1 }))).toBe(days);
    expect(await said(appoint(nia, { from: 3, until: 2 }))).toBe(days);
    for (const wrong of [{ reason: ' ' }, { reference: ' ' }, { authority: 'custom' }])
      expect([wrong, await said(appoint(nia, wrong))]).toEqual([wrong, '23514']);
    expect(await said(appoint(ben))).toContain('trustee of this trust already in those days');
  });

  it('has no child of the trust in their care: when appointed, and again when they accept', async () => {
    const both = await enroll(world.db, { name: 'both', roles: ['trustee', 'caseworker'] });
    const assign = () =>
      world.rows(
        'insert into case_assignment (beneficiary_id, person_id, starts_on) values ($1, $2, legal_today()) returning id',
        [child.beneficiaryId, both.personId],
      );
    const [assignment] = await assign();
    expect(await said(appoint(both))).toContain('does not also approve its payment');
    await world.rows('update case_assignment set ended_at = clock_timestamp() where id = $1', [assignment?.id]);
    const id = await appoint(both);
    // Offered and not answered keeps the child from them already; what came past that is found at acceptance.
    expect(await said(assign())).toContain('does not also approve its payment');
    await world.rows('alter table case_assignment disable trigger duties_apart');
    await assign();
    await world.rows('alter table case_assignment enable always trigger duties_apart');
    expect(await said(accept(id, both))).toContain('does not also approve its payment');
    expect(await said(decline(id, both))).toBe('taken');
  });

  it('is no party to the case, and does not stand in for a trustee of the same trust', async () => {
    const id = await appoint(nia);
    const [found] = await world.rows(
      "insert into court_case (docket, court_name, short_name) values ('0:00-cr-8', 'C', 'C') returning id",
    );
    const [order] = await world.rows(
      "insert into restitution_order (case_id, version, entered_on) values ($1, 1, '2024-01-01') returning id",
      [found?.id],
    );
    await world.rows(
      `insert into award (reference, order_id, beneficiary_id, trust_id, basis, loss_found) values ('A-8', $1, $2, $3, 'x', 100)`,
      [order?.id, child.beneficiaryId, child.trustId],
    );
    await world.rows(
      `with party as (insert into case_conflict (person_id, case_id, kind, recorded_by) values ($1, $2, 'defendant', $3) returning id)
       insert into case_conflict_agreement (conflict_id, agreed_by) select id, $3 from party`,
      [nia.personId, found?.id, ada.personId],
    );
    expect(await said(accept(id, nia))).toContain('a party to the case');
    expect(await inOffice(nia.personId)).toBe(false);
    expect(await said(end(id, { kind: 'withdrawn', reference: '' }))).toBe('taken');
    expect(await said(appoint(nia))).toContain('a party to the case');
    await standing({ trust: 'T-1001' });
    expect(await said(appoint(eli))).toContain('A trustee of the same trust cannot stand in');
    await allEnded();
  });
});

describe('an appointment', () => {
  it('is answered by who was appointed, once, with a factor shown lately', async () => {
    const id = await appoint(nia);
    for (const by of [ada, ana, lim]) expect(await said(accept(id, by))).toContain(ANSWERS);
    // Who may know nothing of it is told nothing of it.
    for (const by of [eli, wes]) expect([by, await said(accept(id, by))]).toEqual([by, UNKNOWN]);
    expect(await said(accept(id, await stale(nia)))).toBe('SI002');
    await accept(id, nia);
    expect(await said(accept(id, nia))).toContain(OVER);
    expect(await said(decline(id, nia))).toContain(OVER);
    await end(id);
  });

  it('that is declined, withdrawn or over gives nothing, and cannot be accepted; the person can be appointed anew', async () => {
    const declined = await appoint(nia);
    await decline(declined, nia);
    expect((await termOf(nia, declined)).state).toBe('declined');
    expect(await said(accept(declined, nia))).toContain(OVER);
    const withdrawn = await appoint(nia);
    expect(await said(end(withdrawn))).toContain('This term does not end in this way');
    await end(withdrawn, { kind: 'withdrawn', reference: '' });
    expect((await termOf(nia, withdrawn)).state).toBe('withdrawn');
    expect(await said(accept(withdrawn, nia))).toContain(OVER);
    const [past] = await world.rows(
      `insert into trustee_term (trust_id, person_id, starts_on, ends_on, authority, authority_reference)
        values ($1, $2, legal_today() - 9, legal_today() - 1, 'order', 'Order of a test') returning id`,
      [world.trusts['T-1001'], nia.personId],
    );
    const lapsed = past?.id as string;
    expect((await termOf(nia, lapsed)).state).toBe('lapsed');
    expect(await said(accept(lapsed, nia))).toContain(OVER);
    expect(await inOffice(nia.personId)).toBe(false);
    expect(await said(seated(nia))).toBe('taken');
    expect(await inOffice(nia.personId)).toBe(true);
  });

  it('asks for notice within sixty days of acceptance, which a trustee of the trust records once', async () => {
    const id = await seated(nia);
    const { acceptedOn, noticeDueOn } = await termOf(nia, id);
    expect((Date.parse(noticeDueOn ?? '') - Date.parse(acceptedOn ?? '')) / 86_400_000).toBe(60);
    for (const by of [ada, lim]) expect(await said(notice(id, by))).toContain(ANSWERS);
    expect(await said(notice(id, nia, 1))).toContain('That day lies ahead');
    expect(await said(notice(id, nia, -1))).toContain('before the term was accepted');
    expect(await said(notice(id, await stale(nia)))).toBe('SI002');
    await notice(id, ana);
    expect(await said(notice(id, nia))).toContain('recorded already');
    expect((await termOf(nia, id)).notice).toMatchObject({ by: 'ana', words: 'By letter' });
    await end(id);
  });
});

describe('terms', () => {
  it('are known to who keeps them without the books, to the trust’s readers, and to who was appointed', async () => {
    const id = await appoint(nia, { trust: 'T-1003' });
    const [today] = await world.rows('select legal_today()::text as day');
    const known = (who: { token: string }) =>
      actAs(world.db, who.token, async (q) => ({
        trusts: await findTrustsOfTerms(q),
        terms: [...new Set((await findTrusteeTerms(q, today?.day as string)).map(({ trust }) => trust))],
      }));
    const all = ['T-1001', 'T-1002', 'T-1003'];
    for (const who of [ada, lim]) expect(await known(who)).toEqual({ trusts: all, terms: all });
    expect((await known(ben)).terms).toEqual(['T-1001']);
    expect(await known(nia)).toEqual({ trusts: ['T-1003'], terms: ['T-1003'] });
    expect(await known(wes)).toEqual({ trusts: [], terms: [] });
    expect(await sees(ada, 'trust')).toBe(0);
    expect(
      (await actAs(world.db, nia.token, (q) => findTrusteeTerms(q, today?.day as string))).map((term) => term.id),
    ).toEqual([Number(id)]);
    expect(await outcome(actAs(world.db, wes.token, (q) => getTrusteeTerm(q, Number(id), today?.day as string)))).toBe(
      'not-found',
    );
    await end(id, { kind: 'withdrawn', reference: '' });
  });

  it('are not known to an administrator who is a party to the case', async () => {
    const party = await enroll(world.db, { name: 'party', roles: ['administrator'] });
    const known = () => actAs(world.db, party.token, (q) => findTrustsOfTerms(q));
    const all = await known();
    // The case was laid down above, with an award of T-1001.
    await world.rows(
      `with party as (insert into case_conflict (person_id, case_id, kind, recorded_by)
         select $1, id, 'defendant', $2 from court_case where docket = '0:00-cr-8' returning id)
       insert into case_conflict_agreement (conflict_id, agreed_by) select id, $2 from party`,
      [party.personId, ada.personId],
    );
    expect(await known()).toEqual(all.filter((code) => code !== 'T-1001'));
    expect(await said(appoint(nia, { by: party }))).toContain('There is no trust of this code');
  });
});

describe('a form that is sent twice', () => {
  it('counts once, and with other answers not at all', async () => {
    const key = randomUUID();
    const send = (reason: string) =>
      actAs(world.db, ada.token, (q) =>
        appointTrustee(q, ada, {
          ...{ key, trust: 'T-1001', person: nia.personId, from: null, until: null },
          ...{ authority: 'instrument', reference: 'Instrument, section 4(b)', reason },
        }),
      );
    const { id } = await send(REASON);
    expect(await send(REASON)).toEqual({ id });
    expect(await outcome(send('Another reason'))).toBe('key.reused');
    const actor = { ...nia, name: 'nia', roles: ['trustee' as const] };
    const twice = () =>
      actAs(world.db, nia.token, (q) => acceptAppointment(q, actor, { key: randomUUID(), term: Number(id) }));
    const answers = await Promise.all([outcome(twice()), outcome(twice())]);
    expect(answers.sort()).toEqual(['accepted', 'database.RG012']);
  });
});
