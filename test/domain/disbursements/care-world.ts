import { randomUUID } from 'node:crypto';
import { type Tx, tx } from 'db/client';
import pg from 'pg';
import type { Actor } from '~/access/actor';
import { refusalFromDatabase } from '~/access/database-refusals';
import { Refusal } from '~/access/refusal';
import type { Role } from '~/access/roles';
import { approveDisbursement, type DecisionInput } from '~/domain/disbursements/approve-disbursement.server';
import { getDisbursement } from '~/domain/disbursements/get-disbursement.server';
import { requestDisbursement } from '~/domain/disbursements/request-disbursement.server';
import { payDisbursement } from '~/domain/payments/pay-disbursement.server';
import { addDays } from '~/domain/trusts/legal-day';
import { moveParts } from '~/ledger/journal-entry';
import { postJournalEntry } from '~/ledger/post-journal-entry.server';
import { amount } from '~/money/amount';
import { cloneDatabase, enroll, operatorToken } from '../../support/database';
import { seatTrustee } from '../../support/seat-trustee';

export type Member = Actor & { token: string };

const PEOPLE = {
  fe: ['finance'],
  pia: ['finance'],
  gus: ['finance'],
  ana: ['trustee'],
  ben: ['trustee'],
  cora: ['trustee', 'caseworker'],
  dan: ['trustee'],
  eli: ['trustee'],
  wes: ['caseworker'],
  lim: ['auditor'],
} as const satisfies Record<string, readonly Role[]>;
export type Name = keyof typeof PEOPLE;

/** A child with a funded sub-account, a provider and one plan item: its own for each test, so that tests do not meet. */
export interface Child {
  beneficiaryId: number;
  code: string;
  subaccountId: number;
  trustId: number;
  trustCode: string;
  providerId: number;
  providerCode: string;
  planItemId: number;
}

/** T-1001 has ana, ben and cora in office; dan's term there has ended. T-1002 has ana alone; eli sits on T-1003 only. */
export async function openCareWorld() {
  const db = await cloneDatabase();
  const superuser = new pg.Pool({ connectionString: db.operatorUrl, max: 4 });
  superuser.on('error', () => {});
  const rows = async <R extends pg.QueryResultRow>(text: string, values: unknown[] = []) =>
    (await superuser.query<R>(text, values)).rows;
  const [clock] = await rows<{ day: string }>('select legal_today()::text as day');
  const today = clock?.day as string;
  const people = {} as Record<Name, Member>;
  for (const [name, roles] of Object.entries(PEOPLE)) {
    const found = await enroll(db, { name, roles });
    people[name as Name] = { ...found, name, roles };
  }
  const operator: Member = { personId: 0, token: await operatorToken(db), name: 'Operator', roles: ['operator'] };
  const trusts = await layTrusts(rows, people, today);
  const run = <T>(who: Member, work: (q: Tx, actor: Actor) => Promise<T>, requestId: string = randomUUID()) =>
    tx(db.pool, { token: who.token, requestId }, (q) => work(q, who));
  const as = <T>(name: Name, work: (q: Tx, actor: Actor) => Promise<T>, requestId?: string) =>
    run(people[name], work, requestId);
  return {
    db,
    today,
    people,
    trusts,
    rows,
    as,
    asOperator: <T>(work: (q: Tx, actor: Actor) => Promise<T>) => run(operator, work),
    close: async () => {
      await superuser.end();
      await db.drop();
    },
  };
}
export type CareWorld = Awaited<ReturnType<typeof openCareWorld>>;

type Rows = (text: string, values?: unknown[]) => Promise<pg.QueryResultRow[]>;

async function layTrusts(rows: Rows, people: Record<Name, Member>, today: string): Promise<Record<string, number>> {
  const trusts: Record<string, number> = {};
  const officers: Record<string, Array<[Name, string | null]>> = {
    'T-1001': [
      ['ana', null],
      ['ben', null],
      ['cora', null],
      ['dan', 'yesterday'],
    ],
    'T-1002': [['ana', null]],
    'T-1003': [['eli', null]],
  };
  for (const [code, terms] of Object.entries(officers)) {
    const [trust] = await rows(
      `insert into trust (code, court_name, docket, opened_on, instrument_section)
       values ($1, 'Court', $2, $3::date - 400, '4.2') returning id::int`,
      [code, `docket ${code}`, today],
    );
    trusts[code] = trust?.id as number;
    for (const [who, ended] of terms) {
      const through = ended ? addDays(today, -1) : null;
      await seatTrustee(rows, { trust: code, person: people[who].personId, from: addDays(today, -300), through });
    }
  }
  return trusts;
}

let made = 0;

/** A new child of a trust, with cash in principal and income; its provider is its own, or another child's. */
export async function newChild(
  world: CareWorld,
  {
    trust = 'T-1001',
    principal = '1000.00',
    income = '0.00',
    price = '100.00',
    payableDays = 365,
    sharing = undefined as Child | undefined,
  } = {},
): Promise<Child> {
  made += 1;
  const number = made;
  const trustId = world.trusts[trust] as number;
  const [newProvider] = await world.rows(
    `insert into provider (code, kind, payable_until) values ($1, 'clinic', $2::date + $3::int) returning id::int, code`,
    [`Provider ${number}`, world.today, payableDays],
  );
  const provider = sharing ? { id: sharing.providerId, code: sharing.providerCode } : newProvider;
  const [child] = await world.rows(`insert into beneficiary (code) values ($1) returning id::int, code`, [
    `CHILD-${number}`,
  ]);
  const [sub] = await world.rows(
    'insert into subaccount (trust_id, beneficiary_id) values ($1, $2) returning id::int',
    [trustId, child?.id],
  );
  await world.rows(
    'insert into case_assignment (beneficiary_id, person_id, starts_on) select $1, p, $2::date - 300 from unnest($3::bigint[]) p',
    [child?.id, world.today, [world.people.wes.personId]],
  );
  const [item] = await world.rows(
    `with plan as (insert into care_plan (beneficiary_id, version, approved_on, review_on)
                   values ($1, 1, $2::date - 100, $2::date + 100) returning id)
     insert into plan_item (plan_id, beneficiary_id, position, service, provider_id, unit, quantity, until)
     select id, $1, 0, 'MED-CARE', $3, 'visit', 20, $2::date + 100 from plan returning id::int`,
    [child?.id, world.today, provider?.id],
  );
  await world.rows('insert into plan_rate (plan_item_id, beneficiary_id, unit_price) values ($1, $2, $3)', [
    item?.id,
    child?.id,
    price,
  ]);
  const madeChild = {
    beneficiaryId: child?.id,
    code: child?.code,
    subaccountId: sub?.id,
    trustId,
    trustCode: trust,
    providerId: provider?.id,
    providerCode: provider?.code,
    planItemId: item?.id,
  };
  await world.asOperator((q) =>
    postJournalEntry(q, {
      trustId,
      subaccountId: madeChild.subaccountId,
      kind: 'opening_cash',
      // Long enough ago to be paid from in the past, and within every period a test leaves open.
      occurredOn: before(world.today, 39),
      description: 'Opening',
      party: '',
      category: '',
      reference: '',
      source: { type: 'test', ref: randomUUID(), digest: '' },
      postings: moveParts('opening:cash', 'asset:cash', { principal: amount(principal), income: amount(income) }),
    }),
  );
  return madeChild;
}

/** The day so many days before another. */
function before(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - days * 86_400_000).toISOString().slice(0, 10);
}

/** A service the child was given today, attended; answers its reference. */
export async function serve(world: CareWorld, child: Child, by: Name = 'wes'): Promise<string> {
  const reference = `S-${randomUUID()}`;
  await world.rows(
    `insert into service_delivered (reference, beneficiary_id, plan_item_id, service, provider_id, occurred_on, quantity, attendance, logged_by)
     values ($1, $2, $3, 'MED-CARE', $4, $5, 1, 'attended', $6)`,
    [reference, child.beneficiaryId, child.planItemId, child.providerId, world.today, world.people[by].personId],
  );
  return reference;
}

export interface Asked {
  reference: string;
  services: string[];
}

/** Asks for one service of the child, as finance unless told otherwise. */
export async function ask(
  world: CareWorld,
  child: Child,
  { by = 'fe' as Name, figure = '100.00', servedBy = 'wes' as Name, key = randomUUID() } = {},
): Promise<Asked> {
  const services = [await serve(world, child, servedBy)];
  const input = { key, trustCode: child.trustCode, services, amount: amount(figure), invoice: randomUUID() };
  const { reference } = await world.as(by, (q, actor) => requestDisbursement(q, actor, input, world.today));
  return { reference, services };
}

/** What a trustee sends from the approval page, as the request stands now. */
export async function decisionOn(
  world: CareWorld,
  reference: string,
  change: Partial<DecisionInput> = {},
): Promise<DecisionInput> {
  const request = await world.as('fe', (q) => getDisbursement(q, reference));
  return {
    key: randomUUID(),
    reference,
    version: request.version,
    requestHash: request.requestHash,
    decision: 'approve',
    standards: ['health'],
    otherResources: 'considered',
    reason: 'Meets the standard.',
    judgement: 'Looked into.',
    ...change,
  };
}

export async function decide(world: CareWorld, who: Name, reference: string, change: Partial<DecisionInput> = {}) {
  const input = await decisionOn(world, reference, change);
  return world.as(who, (q, actor) => approveDisbursement(q, actor, input, world.today));
}

export async function pay(
  world: CareWorld,
  who: Name,
  reference: string,
  { key = randomUUID() as string, bankReference = `WIRE ${randomUUID()}`, paidOn = world.today } = {},
) {
  return world.as(who, (q, actor) => payDisbursement(q, actor, { key, reference, paidOn, bankReference }, world.today));
}

/** Asked for and approved by ana and ben. */
export async function approved(world: CareWorld, child: Child, figure = '100.00'): Promise<Asked> {
  const asked = await ask(world, child, { figure });
  await decide(world, 'ana', asked.reference);
  await decide(world, 'ben', asked.reference);
  return asked;
}

/** How an attempt ended: "accepted", the code of the refusal, or the database's own code. */
export async function outcome(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return 'accepted';
  } catch (error) {
    const refusal = error instanceof Refusal ? error : refusalFromDatabase(error);
    if (refusal) return refusal.code;
    for (let at: unknown = error; at instanceof Error; at = at.cause) {
      const { code } = at as { code?: string };
      if (code) return code;
    }
    throw error;
  }
}

/** Raw SQL as the application's role, in a person's signed context: what an injected statement could try. */
export const raw = (world: CareWorld, who: Name, text: string, values: unknown[] = []) =>
  outcome(
    world.as(who, async (q) => {
      const client = (q as unknown as { $client: pg.PoolClient }).$client;
      await client.query(text, values);
    }),
  );

/** What the sub-account has: posted, held, and what is left of it. */
export async function balances(world: CareWorld, child: Child) {
  const [row] = await world.rows<{ posted: string; held: string; available: string }>(
    `select trim_scale(posted)::text as posted, trim_scale(held)::text as held, trim_scale(posted - held)::text as available
       from subaccount where id = $1`,
    [child.subaccountId],
  );
  return row;
}

export async function stateOf(world: CareWorld, reference: string): Promise<string> {
  const [row] = await world.rows<{ state: string }>('select state from disbursement where reference = $1', [reference]);
  return row?.state ?? 'missing';
}
