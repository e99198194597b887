import { randomUUID } from 'node:crypto';
import type { CastId } from 'db/seed/cast';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findBeneficiaries } from '~/domain/beneficiaries/get-beneficiary.server';
import { findPlanItems } from '~/domain/care-plans/find-plan-items.server';
import { findLoggedServices } from '~/domain/services-delivered/find-services.server';
import { type LogServiceInput, logService } from '~/domain/services-delivered/log-service.server';
import { type CastWorld, castWorld } from '../receipts/cast-world';

const TODAY = '2027-01-08';
const CHILD = 'KALACHUCHI-17';

let world: CastWorld;

beforeAll(async () => {
  world = await castWorld();
});
afterAll(() => world.db.drop());

const as: CastWorld['as'] = (id, work) => world.as(id, work);

/** An entry of the child's counselling, or of another item by its place in the plan. */
async function entry(changes: Partial<LogServiceInput> = {}, position = 0): Promise<LogServiceInput> {
  const item = await as('dizon', async (tx) => {
    const child = (await findBeneficiaries(tx)).find((one) => one.code === CHILD);
    return child && (await findPlanItems(tx, [child.id]))[position];
  });
  return {
    key: randomUUID(),
    beneficiaryCode: CHILD,
    planItemId: item?.id ?? 0,
    occurredOn: TODAY,
    quantity: 1,
    minutes: null,
    attendance: 'attended',
    note: '',
    lateReason: '',
    another: false,
    ...changes,
  };
}

const log = (id: CastId, input: LogServiceInput, today = TODAY) =>
  as(id, (tx, actor) => logService(tx, actor, input, today));
const entriesOf = (reference: string) =>
  world.db.asOperator('select * from service_delivered where reference = $1', [reference]);
const countEntries = async () =>
  Number((await world.db.asOperator<{ n: string }>('select count(*) as n from service_delivered'))[0]?.n);

describe('a service is logged', () => {
  test('by the child’s worker, with its note apart and its trace', async () => {
    const { reference } = await log('dizon', await entry({ minutes: 60, note: 'Went well.' }));
    expect(await entriesOf(reference)).toMatchObject([{ service: 'MH-IND', quantity: 1, minutes: 60 }]);
    const notes = await world.db.asOperator(
      'select note from service_note n join service_delivered s on s.id = n.service_delivered_id where s.reference = $1',
      [reference],
    );
    expect(notes).toEqual([{ note: 'Went well.' }]);
    const trace = await world.db.asOperator('select action, facts from audit_event where record_ref = $1', [reference]);
    expect(trace).toMatchObject([{ action: 'service.logged', facts: { beneficiary: CHILD, occurred_on: TODAY } }]);
    expect(JSON.stringify(trace)).not.toContain('Went well');
    const newest = await as('dizon', (tx, actor) => findLoggedServices(tx, actor.personId, 1));
    expect(newest).toMatchObject([{ reference, beneficiaryCode: CHILD }]);
  });

  test('once for a key, however often it is sent', async () => {
    const input = await entry({}, 2);
    const before = await countEntries();
    const [first, second] = await Promise.all([log('dizon', input), log('dizon', input)]);
    expect(second).toEqual(first);
    expect(await log('dizon', input)).toEqual(first);
    expect(await countEntries()).toBe(before + 1);
    await expect(log('dizon', { ...input, note: 'Another.' })).rejects.toMatchObject({ code: 'key.reused' });
  });

  test('late only with why', async () => {
    const late = await entry({ occurredOn: '2026-12-01' }, 2);
    await expect(log('dizon', late)).rejects.toMatchObject({ code: 'service.late', field: 'lateReason' });
    const { reference } = await log('dizon', { ...late, lateReason: 'The clinic sent its slip only now.' });
    expect(await entriesOf(reference)).toMatchObject([{ late_reason: 'The clinic sent its slip only now.' }]);
  });

  test('never above the plan, also by two at once', async () => {
    // Of two terms of school, two are left; three ask at once.
    const terms = await Promise.all(['2027-01-06', '2027-01-07', TODAY].map((occurredOn) => entry({ occurredOn }, 1)));
    const answers = await Promise.allSettled(terms.map((input) => log('dizon', input)));
    expect(answers.filter((answer) => answer.status === 'fulfilled')).toHaveLength(2);
    expect(answers.find((answer) => answer.status === 'rejected')).toMatchObject({
      reason: { code: 'service.above-plan' },
    });
  });

  test('twice on a day only where it is said to be another', async () => {
    const first = await entry({ occurredOn: '2027-01-04' });
    await log('dizon', first);
    const again = { ...first, key: randomUUID(), attendance: 'absent' as const };
    await expect(log('dizon', again)).rejects.toMatchObject({ code: 'service.same-day', field: 'another' });
    await expect(log('dizon', { ...again, another: true })).resolves.toHaveProperty('reference');
  });

  test('with what looks like a name in its note only after a second look', async () => {
    const named = await entry({ occurredOn: '2027-01-05', attendance: 'absent', note: 'Ma. Lorem came.' });
    await expect(log('dizon', named)).rejects.toMatchObject({
      code: 'service.name-in-note',
      field: 'note',
      message: 'Your note may contain a name: “Ma. Lorem”. Use the code instead.',
    });
    const late = { ...named, occurredOn: '2026-12-02', note: '', lateReason: 'Dolor Ipsum was away.' };
    await expect(log('dizon', late)).rejects.toMatchObject({
      code: 'service.name-in-note',
      field: 'lateReason',
      message: 'Your reason may contain a name: “Dolor Ipsum”. Use the code instead.',
    });
    await expect(log('dizon', { ...named, noteChecked: true })).resolves.toHaveProperty('reference');
  });
});

describe('a service is refused', () => {
  test('to another’s worker, as if the child did not exist', async () => {
    const input = await entry();
    const outOfScope = await log('flores', input).catch((error: Error) => error);
    const unknown = await log('flores', { ...input, beneficiaryCode: 'NIPAY-91' }).catch((error: Error) => error);
    expect(outOfScope).toMatchObject({ code: 'not-found' });
    expect(String(outOfScope)).toBe(String(unknown));
  });

  test('for an item of another child', async () => {
    await expect(log('dizon', { ...(await entry()), beneficiaryCode: 'NIYOG-01' })).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  test.each(['alvarez', 'reyes'] as const)('to %s, who logs nothing', async (id) => {
    await expect(log(id, await entry())).rejects.toMatchObject({ code: 'permission' });
  });

  test('by the database too: a row of another’s child, and a changed row', async () => {
    const insert = `insert into service_delivered (reference, beneficiary_id, plan_item_id, service, provider_id, occurred_on, quantity, attendance, logged_by)
      select 'S-X', p.beneficiary_id, p.id, p.service, p.provider_id, '2027-01-08', 1, 'attended', sec.person()
        from plan_item p join beneficiary b on b.id = p.beneficiary_id where b.code = '${CHILD}' limit 1`;
    await as('dizon', (tx) => tx.execute(insert.replace('S-X', 'S-Y')));
    const { rowCount } = await as('flores', (tx) => tx.execute(insert));
    expect(rowCount).toBe(0);
    await expect(as('dizon', (tx) => tx.execute(`update service_delivered set quantity = 2`))).rejects.toThrow();
  });

  test('and leaves nothing behind', async () => {
    const before = await countEntries();
    const input = await entry({ occurredOn: '2027-01-09' });
    await expect(log('dizon', input)).rejects.toMatchObject({ code: 'service.in-the-future' });
    expect(await countEntries()).toBe(before);
    // The same key is free for the corrected form.
    await expect(log('dizon', { ...input, occurredOn: '2027-01-06', attendance: 'absent' })).resolves.toBeTruthy();
  });
});
