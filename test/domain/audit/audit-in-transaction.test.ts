import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { once } from '~/domain/audit/once.server';
import { recordAuditEvent } from '~/domain/audit/record-audit-event.server';
import { approveDisbursement } from '~/domain/disbursements/approve-disbursement.server';
import { requestDisbursement } from '~/domain/disbursements/request-disbursement.server';
import { reviseDisbursement } from '~/domain/disbursements/revise-disbursement.server';
import { withdrawApproval } from '~/domain/disbursements/withdraw-approval.server';
import { payDisbursement } from '~/domain/payments/pay-disbursement.server';
import { amount } from '~/money/amount';
import {
  approved,
  ask,
  balances,
  type CareWorld,
  decide,
  decisionOn,
  newChild,
  openCareWorld,
  outcome,
  pay,
  raw,
  serve,
  stateOf,
} from '../disbursements/care-world';

let world: CareWorld;
beforeAll(async () => {
  world = await openCareWorld();
});
afterAll(() => world.close());

const eventsOf = (requestId: string) =>
  world.rows(
    `select person_id::int as person, action, record_type, record_ref, facts from audit_event
      where request_id = $1 and action not in ('beneficiary.read', 'care-plan.read', 'services.read')`,
    [requestId],
  );

class Stopped extends Error {}

/** Every verb that changes a request or pays it, ready to run once. */
const VERBS = {
  'disbursement.requested': async () => {
    const child = await newChild(world);
    const input = { key: randomUUID(), trustCode: 'T-1001', services: [await serve(world, child)], invoice: '1' };
    return {
      who: 'fe',
      run: (q, actor) => requestDisbursement(q, actor, { ...input, amount: amount('10.00') }, world.today),
    };
  },
  'disbursement.revised': async () => {
    const { reference } = await ask(world, await newChild(world));
    const input = { key: randomUUID(), reference, amount: amount('11.00'), invoice: '2' };
    return { who: 'fe', run: (q, actor) => reviseDisbursement(q, actor, input, world.today) };
  },
  'disbursement.approved': async () => decision('approve'),
  'disbursement.rejected': async () => decision('reject'),
  'disbursement.changes-asked': async () => decision('ask_for_changes'),
  'disbursement.stepped-aside': async () => decision('step_aside'),
  'approval.withdrawn': async () => {
    const { reference } = await approved(world, await newChild(world));
    return {
      who: 'ana',
      run: (q, actor) => withdrawApproval(q, actor, { key: randomUUID(), reference, reason: 'A mistake.' }),
    };
  },
  'payment.recorded': async () => {
    const { reference } = await approved(world, await newChild(world));
    const input = { key: randomUUID(), reference, paidOn: world.today, bankReference: `WIRE ${randomUUID()}` };
    return { who: 'pia', run: (q, actor) => payDisbursement(q, actor, input, world.today) };
  },
} as const satisfies Record<string, () => Promise<Prepared>>;

interface Prepared {
  who: 'fe' | 'ana' | 'pia';
  run: Parameters<CareWorld['as']>[1];
}

async function decision(kind: 'approve' | 'reject' | 'ask_for_changes' | 'step_aside'): Promise<Prepared> {
  const { reference } = await ask(world, await newChild(world));
  const input = await decisionOn(world, reference, { decision: kind });
  return { who: 'ana', run: (q, actor) => approveDisbursement(q, actor, input, world.today) };
}

/** What a transaction that is taken back must leave as it was. */
const everything = async () =>
  world.rows(
    `select (select count(*) from audit_event) as events, (select count(*) from command_log) as keys,
            (select count(*) from approval) as decisions, (select count(*) from payment) as payments,
            (select count(*) from posting) as postings, (select sum(held) from subaccount) as held,
            (select sum(posted) from subaccount) as posted, (select count(*) from disbursement_version) as versions,
            (select string_agg(state || version, ',' order by id) from disbursement) as states`,
  );

describe('each verb', () => {
  it.each(Object.entries(VERBS))('%s writes one event, by who did it', async (action, prepare) => {
    const { who, run } = await prepare();
    const requestId = randomUUID();
    const result = (await world.as(who, run, requestId)) as { reference: string };
    const events = await eventsOf(requestId);
    expect(events).toHaveLength(1);
    expect(events[0]).toMatchObject({ person: world.people[who].personId, action, record_ref: result.reference });
    expect(JSON.stringify(events[0]?.facts)).not.toMatch(/\bana\b|\bfe\b|\bpia\b/);
  });

  it.each(Object.entries(VERBS))('%s leaves nothing where its transaction fails after it', async (_action, prepare) => {
    const { who, run } = await prepare();
    const before = await everything();
    const failing = world.as(who, async (q, actor) => {
      await run(q, actor);
      throw new Stopped();
    });
    await expect(failing).rejects.toBeInstanceOf(Stopped);
    expect(await everything()).toEqual(before);
    // The key was taken back with it: the same click may be tried again.
    expect(await outcome(world.as(who, run))).toBe('accepted');
  });
});

describe('a refused act', () => {
  it('leaves no event and no key', async () => {
    const child = await newChild(world, { principal: '50.00' });
    const { reference } = await ask(world, child, { figure: '50.00' });
    const before = await everything();
    expect(await outcome(decide(world, 'fe', reference))).toBe('permission');
    expect(await outcome(decide(world, 'eli', reference))).toBe('not-found');
    expect(await outcome(pay(world, 'pia', reference))).toBe('payment.not-approved');
    expect(await outcome(decide(world, 'ana', reference, { version: 9 }))).toBe('decision.changed');
    expect(await everything()).toEqual(before);
    expect(await stateOf(world, reference)).toBe('submitted');
    expect(await balances(world, child)).toMatchObject({ held: '0' });
  });
});

describe('the trail', () => {
  it('names the signed person and request, whatever the caller says', async () => {
    const requestId = randomUUID();
    await world.as(
      'fe',
      (q) => recordAuditEvent(q, { action: 'test.done', recordType: 'test', recordRef: 'X' }),
      requestId,
    );
    expect(await eventsOf(requestId)).toMatchObject([{ person: world.people.fe.personId, action: 'test.done' }]);
  });

  it('is not written past its door, nor in another’s name', async () => {
    const insert = `insert into audit_event (person_id, action, record_type, record_ref, facts, request_id) values ($1, 'a', 'b', 'c', '{}', 'd')`;
    for (const who of ['fe', 'lim', 'ana'] as const)
      expect(await raw(world, who, insert, [world.people.pia.personId])).toBe('42501');
  });

  it('without a signed context is not written at all', async () => {
    const attempt = world.db.pool.query(`select record_audit_event('a', 'b', 'c', null, null, '{}')`);
    expect(['42501', '23502']).toContain(await outcome(attempt));
  });
});

describe('a key', () => {
  const run = (who: 'fe' | 'pia', key: string, request: unknown, action = 'test.act') =>
    world.as(who, (q, actor) => once(q, actor, { key, action, request }, async () => ({ at: randomUUID() })));

  it('answers the same request with the first result', async () => {
    const key = randomUUID();
    expect(await run('fe', key, { a: 1 })).toEqual(await run('fe', key, { a: 1 }));
  });

  it('is refused for another request, another act and another person', async () => {
    const key = randomUUID();
    await run('fe', key, { a: 1 });
    expect(await outcome(run('fe', key, { a: 2 }))).toBe('key.reused');
    expect(await outcome(run('fe', key, { a: 1 }, 'test.other'))).toBe('key.reused');
    expect(await outcome(run('pia', key, { a: 1 }))).toBe('key.reused');
  });

  it('twenty times at once runs once', async () => {
    const key = randomUUID();
    const answers = await Promise.all(Array.from({ length: 20 }, () => run('fe', key, { a: 1 })));
    expect(new Set(answers.map((answer) => answer.at)).size).toBe(1);
  });

  it('once it has its result keeps it', async () => {
    const key = randomUUID();
    await run('fe', key, { a: 1 });
    await world.as('fe', async (q) => {
      const client = (
        q as unknown as { $client: { query(text: string, values: unknown[]): Promise<{ rowCount: number }> } }
      ).$client;
      const changed = await client.query(`update command_log set result = '{"at": "forged"}' where key = $1`, [key]);
      expect(changed.rowCount).toBe(0);
    });
    expect(await raw(world, 'fe', `update command_log set request_sha256 = 'x' where key = $1`, [key])).toBe('42501');
  });
});
