import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findAuditEvents } from '~/domain/audit/find-audit-events.server';
import { getDisbursement } from '~/domain/disbursements/get-disbursement.server';
import { requestDisbursement } from '~/domain/disbursements/request-disbursement.server';
import { type RecordReturnInput, recordReturn } from '~/domain/payments/record-return.server';
import { amount } from '~/money/amount';
import {
  approved,
  ask,
  balances,
  type CareWorld,
  type Name,
  newChild,
  openCareWorld,
  outcome,
  pay,
  raw,
  stateOf,
} from '../disbursements/care-world';
import { close } from '../periods/close-world';

let world: CareWorld;
beforeAll(async () => {
  world = await openCareWorld();
});
afterAll(() => world.close());

const day = (away: number) =>
  new Date(Date.parse(`${world.today}T00:00:00Z`) + away * 86_400_000).toISOString().slice(0, 10);

/** A payment of 100.00, made three days ago or before, of a child with these parts of cash. */
async function paid({ on = day(-3), ...cash }: { on?: string; principal?: string; income?: string } = {}) {
  const child = await newChild(world, cash);
  const asked = await approved(world, child, '100.00');
  const payment = await pay(world, 'pia', asked.reference, { paidOn: on });
  return { child, ...asked, payment: payment.reference, entry: payment.entry };
}

const back = (who: Name, reference: string, change: Partial<RecordReturnInput> = {}) =>
  world.as(who, (q, actor) =>
    recordReturn(
      q,
      actor,
      {
        ...{ key: randomUUID(), reference, reason: 'AC04', returnedOn: day(-1), bankReference: `RTN ${randomUUID()}` },
        charge: amount('0'),
        ...change,
      },
      world.today,
    ),
  );

/** record_payment_return() itself, as an injected statement would call it. */
const rawReturn = (who: Name, payment: string, change: Record<string, unknown> = {}) => {
  const asked = { reason: 'AC04', on: day(-1), bank: `RTN ${randomUUID()}`, principal: '0', income: '0', ...change };
  return raw(world, who, 'select record_payment_return($1, $2, $3, $4::date, $5, $6::numeric, $7::numeric)', [
    ...[payment, `RT-${randomUUID()}`, asked.reason, asked.on, asked.bank, asked.principal, asked.income],
  ]);
};

const linesOf = async (entry: string | null) =>
  (
    await world.rows<{ line: string }>(
      `select concat_ws(' ', a.code, p.part, p.amount::numeric(20, 2)) as line
         from posting p join account a on a.id = p.account_id where p.entry_id = $1 order by p.line`,
      [entry],
    )
  ).map((row) => row.line);

describe('a payment that the bank sent back', () => {
  it('is no first payment to the provider: the next one is the first again, and two trustees agree to it', async () => {
    const { child, reference: returned } = await paid();
    const rule = async () => {
      const { reference } = await ask(world, child, { figure: '20.00' });
      const { ruleKey, ruleReason } = await world.as('fe', (q) => getDisbursement(q, reference));
      return `${ruleKey}: ${ruleReason}`;
    };
    expect(await rule()).toMatch(/^AP-1: .*within the approved plan/);
    await back('gus', returned);
    expect(await rule()).toMatch(/^AP-3: it is the first payment to this provider/);
  });

  it('is reversed whole on its day, with its reason, reference and charge; the child has the money again', async () => {
    const { child, reference, payment, entry } = await paid({ principal: '300.00', income: '10.00' });
    expect(await balances(world, child)).toMatchObject({ posted: '210' });
    const returned = await back('pia', reference, { charge: amount('25.00'), bankReference: 'RTN 7' });
    expect(await balances(world, child)).toEqual({ posted: '285', held: '0', available: '285' });
    expect(await stateOf(world, reference)).toBe('returned');
    expect(await linesOf(returned.entry)).toEqual([
      'distribution:MED-CARE principal -100.00',
      'asset:cash principal 100.00',
    ]);
    const [row] = await world.rows(
      `select r.reference, r.reason, r.returned_on::text as on, r.bank_reference as bank, r.amount::text, r.charge::text, r.recorded_by::int as by,
              p.reference as payment, e.kind, e.reverses_id::text as reverses, e.concerns_on, e.party, e.reference as request, r.charge_entry_id::text as charged
         from payment_return r join payment p on p.id = r.payment_id join journal_entry e on e.id = r.entry_id where r.reference = $1`,
      [returned.reference],
    );
    expect(row).toEqual({
      ...{ reference: returned.reference, reason: 'AC04', on: day(-1), bank: 'RTN 7', amount: '100.0000' },
      ...{ charge: '25.0000', by: world.people.pia.personId, payment, kind: 'distribution_return', reverses: entry },
      ...{ concerns_on: null, party: child.providerCode, request: reference, charged: row?.charged },
    });
    // An ordinary expense: income pays what it can (ruling 14), principal the rest.
    expect((await linesOf(row?.charged)).sort()).toEqual([
      'asset:cash income -10.00',
      'asset:cash principal -15.00',
      'disbursement:return_fee income 10.00',
      'disbursement:return_fee principal 15.00',
    ]);
    const events = await world.rows(
      `select facts ->> 'payment' as payment, facts ->> 'reason' as reason, facts ->> 'charge' as charge from audit_event
        where action = 'payment.returned' and record_ref = $1`,
      [returned.reference],
    );
    expect(events).toEqual([{ payment, reason: 'AC04', charge: '25.00' }]);
    const { events: history } = await world.as('pia', (q) => findAuditEvents(q, { record: reference }, 0));
    expect(history.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['payment.returned', 'payment.recorded', 'disbursement.requested']),
    );
    expect(await world.rows('select * from consistency.failing($1)', [child.trustId])).toEqual([]);
  });

  it('that was paid from both parts comes back to both, and income that came back pays the charge', async () => {
    const { child, reference } = await paid({ principal: '70.00', income: '30.00' });
    const returned = await back('pia', reference, { charge: amount('20.00') });
    expect((await linesOf(returned.entry)).sort()).toEqual([
      'asset:cash income 30.00',
      'asset:cash principal 70.00',
      'distribution:MED-CARE income -30.00',
      'distribution:MED-CARE principal -70.00',
    ]);
    const [row] = await world.rows('select charge_entry_id as id from payment_return where reference = $1', [
      returned.reference,
    ]);
    expect((await linesOf(row?.id)).sort()).toEqual([
      'asset:cash income -20.00',
      'disbursement:return_fee income 20.00',
    ]);
    expect(await balances(world, child)).toMatchObject({ posted: '80' });
  });

  it('frees its services, which are asked for again', async () => {
    const { child, reference, services } = await paid();
    await back('pia', reference);
    const asked = { key: randomUUID(), trustCode: child.trustCode, services, amount: amount('100.00') };
    const again = await world.as('fe', (q, actor) =>
      requestDisbursement(q, actor, { ...asked, invoice: randomUUID() }, world.today),
    );
    expect(again.reference).not.toBe(reference);
    expect(await stateOf(world, again.reference)).toBe('submitted');
  });

  it('comes back once, also by two people at the same moment, and one form is one return', async () => {
    const { child, reference, payment } = await paid();
    const key = randomUUID();
    const bankReference = `RTN ${randomUUID()}`;
    const first = await back('pia', reference, { key, bankReference });
    expect(await back('pia', reference, { key, bankReference })).toEqual(first);
    expect(await outcome(back('pia', reference, { key, bankReference, reason: 'NARR' }))).toBe('key.reused');
    await expect(back('pia', reference)).rejects.toMatchObject({
      code: 'return.done',
      message: `Payment ${payment} came back already. It comes back once.`,
    });
    expect(await rawReturn('pia', payment)).toBe('database.DI008');
    expect(await balances(world, child)).toMatchObject({ posted: '1000' });
    const other = await paid();
    const ends = await Promise.all([outcome(back('pia', other.reference)), outcome(back('gus', other.reference))]);
    // The second sees that it came back, or meets the first at the request's row.
    expect(ends.sort()).toEqual(['accepted', expect.stringMatching(/^(return\.done|database\.DI008)$/)]);
    expect(await balances(world, other.child)).toMatchObject({ posted: '1000' });
  });
});

describe('what is refused', () => {
  it('a return by who asked or decided, by the verb and by the database', async () => {
    const { reference, payment } = await paid();
    await expect(back('fe', reference)).rejects.toMatchObject({
      code: 'payment.duties',
      message: 'Who asks for a payment or decides on it does not record its return (rule SD-4). Ask a colleague.',
    });
    for (const who of ['fe', 'ana', 'ben'] as const) expect(await rawReturn(who, payment)).toBe('database.DI007');
    for (const who of ['ana', 'lim', 'wes'] as const) expect(await outcome(back(who, reference))).toBe('permission');
    for (const who of ['cora', 'lim'] as const) expect(await rawReturn(who, payment)).toBe('42501');
    for (const who of ['wes', 'eli'] as const) expect(await rawReturn(who, payment)).toBe('not-found');
    expect(await stateOf(world, reference)).toBe('paid');
  });

  it('of what was not paid', async () => {
    const { reference } = await approved(world, await newChild(world));
    await expect(back('pia', reference)).rejects.toMatchObject({ code: 'return.not-paid' });
    expect(await rawReturn('pia', 'P-0000-0000')).toBe('not-found');
  });

  it('on a day before the payment or in the future; a charge that leaves nothing', async () => {
    const { reference, payment } = await paid();
    expect(await outcome(back('pia', reference, { returnedOn: day(-4) }))).toBe('return.before-payment');
    expect(await outcome(back('pia', reference, { returnedOn: day(1) }))).toBe('return.in-the-future');
    expect(await outcome(back('pia', reference, { charge: amount('100.00') }))).toBe('return.charge');
    for (const change of [
      { on: day(-4) },
      { on: null },
      { principal: '-1' },
      { income: '-1' },
      { principal: '60', income: '40' },
      { principal: null },
    ])
      expect([change, await rawReturn('pia', payment, change)]).toEqual([change, 'database.DI011']);
    expect(await rawReturn('pia', payment, { reason: 'XX99' })).toBe('23514');
    expect(await stateOf(world, reference)).toBe('paid');
  });

  it('a bank reference that is on another return of the trust', async () => {
    const [one, two] = [await paid(), await paid()];
    const first = await back('pia', one.reference, { bankReference: 'RTN 9' });
    await expect(back('pia', two.reference, { bankReference: 'RTN 9' })).rejects.toMatchObject({
      code: 'return.seen-before',
      field: 'bankReference',
      message: `Bank reference RTN 9 is on returned payment ${first.reference} already.`,
    });
    expect(await rawReturn('pia', two.payment, { bank: 'RTN 9' })).toBe('database.return_reference_once');
  });
});

describe('after a close', () => {
  let before: Awaited<ReturnType<typeof paid>>;
  let kept: Awaited<ReturnType<typeof paid>>;
  beforeAll(async () => {
    before = await paid({ on: day(-7) });
    kept = await paid();
  });

  it('a payment of the closed period comes back on its own day, which is open', async () => {
    const { child, reference, entry } = before;
    await close(world, 'ben', child.trustCode, day(-6));
    expect(await outcome(back('pia', reference, { returnedOn: day(-6) }))).toBe('database.LE005');
    const returned = await back('pia', reference);
    const [row] = await world.rows(
      'select reverses_id::text as reverses, occurred_on::text as on from journal_entry where id = $1',
      [returned.entry],
    );
    expect(row).toEqual({ reverses: entry, on: day(-1) });
  });

  it('a state, a record or an entry without the others: nobody writes them by hand', async () => {
    const { reference, payment, entry } = kept;
    expect(
      await raw(world, 'pia', "update disbursement set state = 'returned' where reference = $1", [reference]),
    ).toBe('42501');
    for (const statement of [
      'insert into payment_return default values',
      'delete from payment_return',
      'truncate payment_return',
    ])
      expect([statement, await raw(world, 'pia', statement)]).toEqual([statement, '42501']);

    expect(await stateOf(world, reference)).toBe('paid');
    // Whoever takes its entry back by the ledger's own door has stopped its return: the standing check says so.
    await raw(world, 'pia', "select reverse_journal_entry($1, $2::date, '', 'attack', $3, '')", [
      entry,
      world.today,
      randomUUID(),
    ]);
    expect(await rawReturn('pia', payment)).toBe('database.reversed_once');
    expect(await world.rows('select record from consistency."28-records-rest-on-entries"')).toEqual([
      { record: `payment ${payment}` },
    ]);
  });
});
