import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sentenceOf } from '~/access/database-refusals';
import { newChild } from '../domain/disbursements/care-world';
import { seatTrustee } from '../support/seat-trustee';
import { allEnded, ana, asks, ben, eli, openDelegationWorld, said, standing, world } from './delegation-world';

/** ana and eli are both in office on T-1002, and eli stands in for ana on T-1001. */
beforeAll(async () => {
  await openDelegationWorld();
  await seatTrustee(world.rows, { trust: 'T-1002', person: eli.personId });
  await seatTrustee(world.rows, { trust: 'T-1002', person: ben.personId });
  await newChild(world, { trust: 'T-1002' });
});
afterAll(() => world.close());
beforeEach(async () => {
  await allEnded();
  await standing();
});
const DG008 = sentenceOf('DG008');
const T = sql`(select id from trust where code = 'T-1002')`;

describe('who hands over and who stands in are one person', () => {
  it('where one asks to open a period again and another agrees', async () => {
    const close = await asks(ana, sql`select close_period(${T}, legal_today() - 1) as it`);
    await asks(ana, sql`select ask_to_reopen(${close}, 'A payment bears the wrong day.') as it`);
    const agree = (who: { token: string }) => said(asks(who, sql`select agree_to_reopen(${close}) as it`));
    expect(await agree(eli)).toBe(DG008);
    expect(await agree(ben)).toBe('taken');
  });

  it('where one prepares an accounting and another files it', async () => {
    await world.rows(
      `insert into accounting (reference, trust_id, docket, ordinal, from_on, through_on, figures, fingerprint, prepared_by)
       select 'ACC-ONE', id, docket, 1, legal_today() - 300, legal_today() - 290, '{}', repeat('0', 64), $1 from trust where code = 'T-1002'`,
      [ana.personId],
    );
    const file = (who: { token: string }) => said(asks(who, sql`select file_accounting('ACC-ONE') as it`));
    expect(await file(eli)).toBe(DG008);
    expect(await file(ben)).toBe('taken');
  });

  it('where one records a party who has an account here and another agrees', async () => {
    const docket = `0:00-cr-${randomUUID().slice(0, 5)}`;
    const [party] = await world.rows<{ id: string }>(
      `with c as (insert into court_case (docket, court_name, short_name) values ($1, 'Court', $1) returning id),
            o as (insert into restitution_order (case_id, version, entered_on) select id, 1, legal_today() - 200 from c returning id, case_id),
            a as (insert into award (reference, order_id, beneficiary_id, trust_id, basis, loss_found)
              select 'A-' || $1, o.id, s.beneficiary_id, s.trust_id, 'x', 10 from o, subaccount s join trust t on t.id = s.trust_id where t.code = 'T-1002')
       insert into case_conflict (person_id, case_id, kind, recorded_by) select $2, o.case_id, 'defendant', $3 from o returning id`,
      [docket, world.people.gus.personId, ana.personId],
    );
    const agree = (who: { token: string }) => said(asks(who, sql`select agree_to_party(${party?.id}) as it`));
    expect(await agree(eli)).toBe(DG008);
    expect(await agree(ben)).toBe('taken');
  });

  it('where one called a provider back about its account and another agrees to it', async () => {
    const [account] = await world.rows<{ id: string }>(
      `with a as (insert into payout_account (provider_id, version, ending, reason, asked_by)
           select max(id), 1, '9042', 'first', $1 from provider returning id)
       insert into payout_account_step (account_id, step, person_id, number_from, on_file_since, confirmed)
         select id, 'called_back', $2, 'contract', legal_today() - 90, true from a returning account_id as id`,
      [world.people.gus.personId, ana.personId],
    );
    const agree = (who: { token: string }) =>
      said(asks(who, sql`select sec.agree_to_payout_account(${account?.id}, 'bank_letter') as it`));
    expect(await agree(eli)).toBe(sentenceOf('PO002'));
    expect(await agree(ben)).toBe('taken');
  });

  it('where two people have to say that a text names no child', async () => {
    const digest = randomUUID();
    const explain = (who: { token: string }) =>
      asks(
        who,
        sql`select record_audit_event('text.explained', 'text', 'reason', null, null, ${JSON.stringify({ kind: 'name', text_sha256: digest })}::jsonb) as it`,
      );
    const known = (people: number) =>
      asks<string[]>(ben, sql`select explained_texts(array[${digest}], ${people}::int) as it`);
    await explain(ana);
    await explain(eli);
    expect([await known(1), await known(2)]).toEqual([[digest], []]);
    await explain(ben);
    expect(await known(2)).toEqual([digest]);
  });
});
