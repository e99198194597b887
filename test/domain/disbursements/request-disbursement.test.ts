import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { requestDisbursement } from '~/domain/disbursements/request-disbursement.server';
import { amount } from '~/money/amount';
import { enroll } from '../../support/database';
import { seatTrustee } from '../../support/seat-trustee';
import {
  approved,
  ask,
  balances,
  type CareWorld,
  type Child,
  decide,
  type Name,
  newChild,
  openCareWorld,
  outcome,
  raw,
  serve,
  stateOf,
} from './care-world';

let world: CareWorld;
beforeAll(async () => {
  world = await openCareWorld();
});
afterAll(() => world.close());

const request = (who: Name, child: Child, services: string[], figure: string, key: string = randomUUID()) =>
  world.as(who, (q, actor) =>
    requestDisbursement(
      q,
      actor,
      { key, trustCode: child.trustCode, services, amount: amount(figure), invoice: '1' },
      world.today,
    ),
  );

/** A person becomes a party to a new case, in which the child is awarded restitution. */
const plantParty = (personId: number, child: Child) =>
  world.rows(
    `with found as (insert into court_case (docket, court_name, short_name) values ('0:00-cr-7', 'C', 'C') returning id),
          ordered as (insert into restitution_order (case_id, version, entered_on) select id, 1, '2024-01-01' from found returning id),
          awarded as (insert into award (reference, order_id, beneficiary_id, trust_id, basis, loss_found)
                      select 'A-7', id, $2, $3, 'x', 100 from ordered),
          party as (insert into case_conflict (person_id, case_id, kind, recorded_by) select $1, id, 'defendant', $1 from found returning id)
     insert into case_conflict_agreement (conflict_id, agreed_by) select id, $1 from party`,
    [personId, child.beneficiaryId, child.trustId],
  );

/** A request with its first version, written past the verb. */
async function rawRequest(
  who: Name,
  child: Child,
  figure: string,
  { needs = 2, state = 'submitted', for: asker = who } = {},
) {
  const reference = `D-${randomUUID()}`;
  return outcome(
    world.as(who, async (q) => {
      const client = (q as unknown as { $client: { query(text: string, values: unknown[]): Promise<unknown> } })
        .$client;
      const by = world.people[asker].personId;
      await client.query(
        `insert into disbursement (reference, trust_id, subaccount_id, beneficiary_id, provider_id, requested_by, state)
         values ($1, $2, $3, $4, $5, $6, $7)`,
        [reference, child.trustId, child.subaccountId, child.beneficiaryId, child.providerId, by, state],
      );
      await client.query(
        `insert into disbursement_version (trust_id, disbursement_id, version, amount, currency, category, purpose, invoice,
                                           request_hash, required_approvals, rule_key, rule_version, rule_reason, made_by)
         select $1, id, 1, $2, 'USD', 'MED-CARE', 'x', '1', 'h', $3, 'AP-1', 1, 'x', $4 from disbursement where reference = $5`,
        [child.trustId, figure, needs, by, reference],
      );
    }),
  );
}

describe('a request', () => {
  it('waits for approval, claims its services and holds no money yet', async () => {
    const child = await newChild(world, { principal: '300.00' });
    const asked = await ask(world, child, { figure: '300.00' });
    expect(await stateOf(world, asked.reference)).toBe('submitted');
    expect(await balances(world, child)).toEqual({ posted: '300', held: '0', available: '300' });
    expect(await outcome(request('fe', child, asked.services, '1.00'))).toBe('disbursement.no-services');
  });

  it('for all that is available is taken, and for a cent more refused, on the server and in the database', async () => {
    const child = await newChild(world, { principal: '250.00', income: '50.00' });
    const service = await serve(world, child);
    await expect(request('fe', child, [service], '300.01')).rejects.toMatchObject({
      code: 'disbursement.above-available',
      field: 'amount',
      message: `300.00 is available for ${child.code}; this asks for 300.01. Ask for less, or wait for a receipt.`,
    });
    expect(await rawRequest('fe', child, '300.01')).toBe('database.DI006');
    expect(await rawRequest('fe', child, '300.00')).toBe('accepted');
    expect(await outcome(request('fe', child, [service], '300.00'))).toBe('accepted');
  });

  it('is measured against what is left beside an approved one', async () => {
    const child = await newChild(world, { principal: '150.00' });
    await approved(world, child, '100.00');
    expect(await outcome(ask(world, child, { figure: '50.01' }))).toBe('disbursement.above-available');
    expect(await rawRequest('fe', child, '50.01')).toBe('database.DI006');
    expect(await outcome(ask(world, child, { figure: '50.00' }))).toBe('accepted');
  });

  it('sent twice with one key is one request; the same key with another amount is refused', async () => {
    const child = await newChild(world);
    const services = [await serve(world, child)];
    const key = randomUUID();
    const first = await request('fe', child, services, '100.00', key);
    expect(await request('fe', child, services, '100.00', key)).toEqual(first);
    expect(await outcome(request('fe', child, services, '99.00', key))).toBe('key.reused');
    expect(await outcome(request('pia', child, services, '100.00', key))).toBe('key.reused');
    const found = await world.rows('select 1 from disbursement where beneficiary_id = $1', [child.beneficiaryId]);
    expect(found).toHaveLength(1);
  });

  it('pays for services of one child, one provider and one kind', async () => {
    const [one, other] = [await newChild(world), await newChild(world)];
    const services = [await serve(world, one), await serve(world, other)];
    expect(await outcome(request('fe', one, services, '100.00'))).toBe('disbursement.mixed-services');
    expect(await outcome(request('fe', one, [], '100.00'))).toBe('disbursement.no-services');
  });

  it('does not pay for a service of another trust, or one that was not attended', async () => {
    const [child, stranger] = [await newChild(world), await newChild(world, { trust: 'T-1003' })];
    const absent = `S-${randomUUID()}`;
    await world.rows(
      `insert into service_delivered (reference, beneficiary_id, plan_item_id, service, provider_id, occurred_on, quantity, attendance, logged_by)
       values ($1, $2, $3, 'MED-CARE', $4, $5, 1, 'absent', $6)`,
      [absent, child.beneficiaryId, child.planItemId, child.providerId, world.today, world.people.wes.personId],
    );
    for (const service of [absent, await serve(world, stranger), 'S-none'])
      await expect(request('fe', child, [service], '10.00')).rejects.toMatchObject({
        code: 'disbursement.no-services',
        message: `${service} cannot be paid: it is asked for already, was not attended, or is not of this trust.`,
      });
  });

  it('that nobody could decide is not taken: the only trustee asks', async () => {
    const child = await newChild(world, { trust: 'T-1002' });
    expect(await outcome(ask(world, child, { by: 'ana' }))).toBe('disbursement.nobody-may-decide');
    expect(await outcome(ask(world, child, { by: 'fe', figure: '500.01' }))).toBe('disbursement.nobody-may-decide');
  });

  it('counts neither who lost the role nor a party to the case among those who decide, and says when the court is to be asked', async () => {
    const seat = async (name: string) => {
      const found = await enroll(world.db, { name, roles: ['trustee'] });
      await seatTrustee(world.rows, { trust: 'T-1003', person: found.personId });
      return found.personId;
    };
    const child = await newChild(world, { trust: 'T-1003' });
    const needed = async () => {
      const { reference } = await ask(world, child, { figure: '10.00' });
      const [row] = await world.rows(
        'select required_approvals::int as n from disbursement_version v join disbursement d on d.id = v.disbursement_id where d.reference = $1',
        [reference],
      );
      return row?.n as number;
    };
    const [finn, dora, hal] = [await seat('Finn'), await seat('Dora'), await seat('Hal')];
    // Four in office: three are their majority, and two are that of three.
    expect(await needed()).toBe(3);
    await world.rows('update role_grant set ended_at = clock_timestamp() where person_id = $1', [hal]);
    expect(await needed()).toBe(2);
    await plantParty(finn, child);
    expect(await needed()).toBe(2);
    await world.rows('update role_grant set ended_at = clock_timestamp() where person_id = $1', [dora]);
    await expect(ask(world, child, { figure: '10.00' })).rejects.toMatchObject({
      code: 'disbursement.nobody-may-decide',
      message: expect.stringMatching(/only 1 may decide\. Ask the court/),
    });
  });

  it('is not made by a caseworker or an auditor, nor for a trust that is not one’s own', async () => {
    const child = await newChild(world, { trust: 'T-1003' });
    const services = [await serve(world, child)];
    expect(await outcome(request('wes', child, services, '10.00'))).toBe('permission');
    expect(await outcome(request('lim', child, services, '10.00'))).toBe('permission');
    expect(await outcome(request('ana', child, services, '10.00'))).toBe('not-found');
    expect(await outcome(request('ana', { ...child, trustCode: 'T-9999' }, services, '10.00'))).toBe('not-found');
  });
});

describe('by raw SQL as the application’s role, a request', () => {
  it('is refused to who only reads the books or sees none', async () => {
    const child = await newChild(world);
    expect(await rawRequest('lim', child, '10.00')).toBe('42501');
    expect(await rawRequest('wes', child, '10.00')).toBe('42501');
    expect(await rawRequest('eli', child, '10.00')).toBe('42501');
  });

  it('is made in nobody else’s name', async () => {
    expect(await rawRequest('fe', await newChild(world), '10.00', { for: 'pia' })).toBe('database.DI008');
  });

  it.each(['approved', 'paid', 'rejected', 'changes_asked'])('does not begin as %s', async (state) => {
    expect(await rawRequest('fe', await newChild(world), '10.00', { state })).toBe('database.DI008');
  });

  it('above the first limit needs two trustees at least', async () => {
    const child = await newChild(world, { principal: '9000.00' });
    expect(await rawRequest('fe', child, '500.01', { needs: 1 })).toBe('database.DI005');
    expect(await rawRequest('fe', child, '500.01', { needs: 2 })).toBe('accepted');
    expect(await rawRequest('fe', child, '500.00', { needs: 1 })).toBe('accepted');
  });

  it('does not stand without a version that says what is asked', async () => {
    const child = await newChild(world);
    const insert = `insert into disbursement (reference, trust_id, subaccount_id, beneficiary_id, provider_id, requested_by) values ($1, $2, $3, $4, $5, $6)`;
    const { trustId, subaccountId, beneficiaryId, providerId } = child;
    const values = [randomUUID(), trustId, subaccountId, beneficiaryId, providerId, world.people.fe.personId];
    expect(await raw(world, 'fe', insert, values)).toBe('database.DI008');
    const asked = await ask(world, child);
    expect(await raw(world, 'fe', 'select begin_revision($1)', [asked.reference])).toBe('database.DI008');
  });

  it('takes no service of another child, none for another’s request and none after a decision', async () => {
    const [child, other] = [await newChild(world), await newChild(world)];
    const asked = await ask(world, child);
    const add = (who: Name, service: string) =>
      raw(
        world,
        who,
        `insert into disbursement_line (trust_id, disbursement_id, service_delivered_id)
         select d.trust_id, d.id, s.id from disbursement d, service_delivered s where d.reference = $1 and s.reference = $2`,
        [asked.reference, service],
      );
    expect(await add('fe', await serve(world, other))).toBe('database.DI008');
    expect(await add('pia', await serve(world, child))).toBe('database.DI008');
    expect(await add('fe', asked.services[0] as string)).toBe('database.service_paid_once');
    expect(await add('fe', await serve(world, child))).toBe('accepted');
    await decide(world, 'ana', asked.reference);
    expect(await add('fe', await serve(world, child))).toBe('database.DI008');
  });
});
