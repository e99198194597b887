import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  approved,
  ask,
  balances,
  type CareWorld,
  decide,
  type Name,
  newChild,
  openCareWorld,
  outcome,
  pay,
  raw,
  stateOf,
} from '../disbursements/care-world';

let world: CareWorld;
beforeAll(async () => {
  world = await openCareWorld();
});
afterAll(() => world.close());

/** record_payment() itself, as an injected statement would call it. */
const rawPayment = (
  who: Name,
  reference: string,
  parts: { principal?: string | null; income?: string | null; on?: string } = {},
) => {
  const { principal = '100.00', income = '0.00', on = world.today } = parts;
  return raw(world, who, 'select record_payment($1, $2, $3::date, $4, $5::numeric, $6::numeric)', [
    reference,
    `P-${randomUUID()}`,
    on,
    `WIRE ${randomUUID()}`,
    principal,
    income,
  ]);
};

const postingsOf = (entry: string) =>
  world.rows(
    `select a.code, p.part, p.amount::text from posting p join account a on a.id = p.account_id where p.entry_id = $1 order by p.line`,
    [entry],
  );

describe('paying an approved request', () => {
  it('posts the entry, settles the hold and records the payment', async () => {
    const child = await newChild(world, { principal: '300.00' });
    const { reference } = await approved(world, child, '120.50');
    const paid = await pay(world, 'pia', reference, { bankReference: 'WIRE 7' });
    expect(await stateOf(world, reference)).toBe('paid');
    expect(await balances(world, child)).toEqual({ posted: '179.5', held: '0', available: '179.5' });
    expect(await world.rows('select ending from hold where subaccount_id = $1', [child.subaccountId])).toEqual([
      { ending: 'settled' },
    ]);
    expect(await postingsOf(paid.entry)).toEqual([
      { code: 'distribution:MED-CARE', part: 'principal', amount: '120.5000' },
      { code: 'asset:cash', part: 'principal', amount: '-120.5000' },
    ]);
    const [entry] = await world.rows(
      `select kind, occurred_on::text as on, party, category, reference, source_type as source, source_ref as payment, recorded_by::int as by
         from journal_entry where id = $1`,
      [paid.entry],
    );
    expect(entry).toEqual({
      kind: 'distribution',
      on: world.today,
      party: child.providerCode,
      category: 'MED-CARE',
      reference,
      source: 'payment',
      payment: paid.reference,
      by: world.people.pia.personId,
    });
    const [row] = await world.rows('select amount::text, bank_reference from payment where reference = $1', [
      paid.reference,
    ]);
    expect(row).toEqual({ amount: '120.5000', bank_reference: 'WIRE 7' });
  });

  it('takes principal first, and income only for what principal cannot pay', async () => {
    const child = await newChild(world, { principal: '70.00', income: '80.00' });
    const { reference } = await approved(world, child, '100.00');
    const paid = await pay(world, 'pia', reference);
    expect((await postingsOf(paid.entry)).map((line) => Object.values(line).join(' ')).sort()).toEqual([
      'asset:cash income -30.0000',
      'asset:cash principal -70.0000',
      'distribution:MED-CARE income 30.0000',
      'distribution:MED-CARE principal 70.0000',
    ]);
    expect(await balances(world, child)).toMatchObject({ posted: '50' });
  });

  it('by who asked or who decided is refused, by the verb and by the database', async () => {
    const { reference } = await approved(world, await newChild(world));
    await expect(pay(world, 'fe', reference)).rejects.toMatchObject({
      code: 'payment.duties',
      message: 'Who asks for a payment or decides on it does not record it (rule SD-4). Ask a colleague.',
    });
    for (const who of ['fe', 'ana', 'ben'] as const) expect(await rawPayment(who, reference)).toBe('database.DI007');
    expect(await outcome(pay(world, 'ana', reference))).toBe('permission');
    expect(await stateOf(world, reference)).toBe('approved');
  });

  it('by a trustee who had no part in it, an auditor or a caseworker is refused', async () => {
    const { reference } = await approved(world, await newChild(world));
    for (const who of ['cora', 'lim', 'wes'] as const)
      expect(await outcome(pay(world, who, reference))).toBe('permission');
    // Row security: neither keeps the books, so the entry cannot be written.
    expect(await rawPayment('cora', reference)).toBe('42501');
    expect(await rawPayment('lim', reference)).toBe('42501');
    expect(await rawPayment('wes', reference)).toBe('not-found');
    expect(await rawPayment('eli', reference)).toBe('not-found');
  });

  it('that is not approved is refused', async () => {
    const { reference } = await ask(world, await newChild(world));
    await decide(world, 'ana', reference);
    await expect(pay(world, 'pia', reference)).rejects.toMatchObject({
      code: 'payment.not-approved',
      message: 'This request is waiting for approval. Only an approved request is paid.',
    });
    expect(await rawPayment('pia', reference)).toBe('database.DI008');
    expect(await rawPayment('pia', 'D-0000-0000')).toBe('not-found');
  });

  it('whose approver left office meanwhile is refused', async () => {
    const child = await newChild(world);
    const { reference } = await approved(world, child);
    const ends = 'update trustee_term set ends_on = $1::date where trust_id = $2 and person_id = $3';
    const { personId } = world.people.ben;
    const [yesterday] = await world.rows('select ($1::date - 1)::text as day', [world.today]);
    await world.rows(ends, [yesterday?.day, child.trustId, personId]);
    try {
      expect(await outcome(pay(world, 'pia', reference))).toBe('database.DI005');
      expect(await stateOf(world, reference)).toBe('approved');
    } finally {
      await world.rows(ends, [null, child.trustId, personId]);
    }
  });

  it('with one key twice is one payment, and with a second key is refused', async () => {
    const child = await newChild(world);
    const { reference } = await approved(world, child);
    const same = { key: randomUUID(), bankReference: `WIRE ${randomUUID()}` };
    const first = await pay(world, 'pia', reference, same);
    expect(await pay(world, 'pia', reference, same)).toEqual(first);
    expect(await outcome(pay(world, 'pia', reference, { ...same, bankReference: 'another' }))).toBe('key.reused');
    expect(await outcome(pay(world, 'pia', reference))).toBe('payment.not-approved');
    expect(await rawPayment('pia', reference)).toBe('database.DI008');
    expect(await balances(world, child)).toMatchObject({ posted: '900' });
  });

  it('with a bank reference that is on another payment is refused', async () => {
    const child = await newChild(world);
    const [one, two] = [await approved(world, child), await approved(world, child)];
    const first = await pay(world, 'pia', one.reference, { bankReference: 'WIRE 9' });
    await expect(pay(world, 'pia', two.reference, { bankReference: 'WIRE 9' })).rejects.toMatchObject({
      code: 'payment.seen-before',
      field: 'bankReference',
      message: `Bank reference WIRE 9 is on payment ${first.reference} already.`,
    });
    const past = raw(world, 'pia', "select record_payment($1, 'P-again', $2::date, 'WIRE 9', 100, 0)", [
      two.reference,
      world.today,
    ]);
    expect(await past).toBe('database.bank_reference_once');
    expect(await stateOf(world, two.reference)).toBe('approved');
  });

  it('in parts that are not the approved amount is refused, also where a part is missing', async () => {
    const { reference } = await approved(world, await newChild(world));
    for (const [principal, income] of [
      ['100.01', '0'],
      ['99.99', '0'],
      ['101', '-1'],
      ['100', null],
      [null, '100'],
      [null, null],
    ] as const)
      expect(await rawPayment('pia', reference, { principal, income })).toBe('database.DI003');
  });

  it('on a day in the future, or to a provider whose vetting ended, is refused', async () => {
    const child = await newChild(world, { payableDays: 0 });
    const { reference } = await approved(world, child);
    const [day] = await world.rows('select ($1::date + 1)::text as tomorrow, ($1::date - 5)::text as past', [
      world.today,
    ]);
    expect(await outcome(pay(world, 'pia', reference, { paidOn: day?.tomorrow }))).toBe('payment.in-the-future');
    await world.rows('update provider set payable_until = $1::date where id = $2', [day?.past, child.providerId]);
    await expect(pay(world, 'pia', reference)).rejects.toMatchObject({ code: 'payment.provider' });
    expect(await outcome(pay(world, 'pia', reference, { paidOn: day?.past }))).toBe('accepted');
  });

  it('into a period that is accounted for is refused', async () => {
    const child = await newChild(world, { trust: 'T-1001' });
    const { reference } = await approved(world, child);
    const [day] = await world.rows('select ($1::date - 40)::text as filed, ($1::date - 39)::text as open', [
      world.today,
    ]);
    const [filing] = await world.rows(
      `with a as (insert into accounting (reference, trust_id, docket, ordinal, from_on, through_on, figures, fingerprint, prepared_by)
                  values ('ACC-1', $1, 'd', 1, $2::date - 300, $2, '{}', 'f', $3) returning *)
       insert into accounting_filing (accounting_id, trust_id, from_on, through_on, verified_by)
       select id, trust_id, from_on, through_on, $4 from a returning accounting_id`,
      [child.trustId, day?.filed, world.people.ana.personId, world.people.ben.personId],
    );
    expect(filing).toBeDefined();
    expect(await outcome(pay(world, 'pia', reference, { paidOn: day?.filed }))).toBe('database.LE005');
    expect(await rawPayment('pia', reference, { on: day?.filed })).toBe('database.LE005');
    expect(await balances(world, child)).toMatchObject({ posted: '1000', held: '100' });
    expect(await outcome(pay(world, 'pia', reference, { paidOn: day?.open }))).toBe('accepted');
  });
});

describe('the hold of an approved payment', () => {
  it('is no one’s to place, void or settle by hand', async () => {
    const child = await newChild(world);
    const { reference } = await approved(world, child);
    for (const who of ['fe', 'pia', 'ana', 'lim'] as const) {
      for (const end of ['void_hold', 'settle_hold'])
        expect(await raw(world, who, `select ${end}('payment', payment_hold($1))`, [reference])).toBe('database.LE012');
      expect(await raw(world, who, `select close_hold('payment', payment_hold($1), 'voided')`, [reference])).toBe(
        '42501',
      );
      expect(await raw(world, who, `select place_hold($1, 1, 'payment', 'x')`, [child.subaccountId])).toBe(
        'database.LE012',
      );
      expect(await raw(world, who, `select set_hold($1, 1, 'payment', 'x')`, [child.subaccountId])).toBe('42501');
    }
    expect(await balances(world, child)).toMatchObject({ held: '100' });
  });

  it('stands beside a clerk’s small share, which finance holds and ends', async () => {
    const child = await newChild(world, { principal: '110.00' });
    await approved(world, child);
    const place = (who: Name, figure: string) =>
      raw(world, who, `select place_hold($1, $2::numeric, 'below_threshold', 'share 1')`, [child.subaccountId, figure]);
    expect(await place('lim', '5')).toBe('database.LE012');
    expect(await place('ana', '5')).toBe('database.LE012');
    expect(await place('fe', '10.01')).toBe('database.LE008');
    expect(await place('fe', '10.00')).toBe('accepted');
    expect(await balances(world, child)).toEqual({ posted: '110', held: '110', available: '0' });
    const end = (who: Name) => raw(world, who, `select void_hold('below_threshold', 'share 1')`);
    expect(await end('lim')).toBe('database.LE012');
    expect(await end('fe')).toBe('accepted');
    expect(await end('fe')).toBe('database.LE012');
    expect(await balances(world, child)).toEqual({ posted: '110', held: '100', available: '10' });
  });
});
