import { sql } from 'drizzle-orm';
import { refusalFromDatabase } from '~/access/database-refusals';
import {
  type CareWorld,
  type Child,
  type Member,
  newChild,
  openCareWorld,
  outcome,
} from '../domain/disbursements/care-world';
import { actAs, enroll } from '../support/database';

export let world: CareWorld;
export let child: Child;
export let ada: Member;
export let ana: Member;
export let ben: Member;
export let eli: Member;
export let lim: Member;
export let wes: Member;

/** ana and ben and cora are in office on T-1001; eli, trustee of T-1003, stands in for ana; ada gives roles. */
export async function openDelegationWorld(): Promise<void> {
  world = await openCareWorld();
  ({ ana, ben, eli, lim, wes } = world.people);
  child = await newChild(world, { principal: '100000.00' });
  ada = {
    ...(await enroll(world.db, { name: 'ada', roles: ['administrator'] })),
    name: 'ada',
    roles: ['administrator'],
  };
}

/** A statement in a person's context; answers its first value. */
export const asks = async <T = string>(who: { token: string }, statement: ReturnType<typeof sql>) => {
  const { rows } = await actAs(world.db, who.token, (q) => q.execute<{ it: T }>(statement));
  return rows[0]?.it as T;
};
const day = (ahead: number) => sql`legal_today() + ${ahead}::int`;

interface Given {
  role?: string;
  trust?: string;
  to?: { personId: number };
  powers?: string;
  from?: number;
  until?: number;
  by?: { token: string };
}
export const give = ({
  role = 'trustee',
  trust = 'T-1001',
  to = eli,
  powers = '{ask,decide}',
  from = 0,
  until = 30,
  by = ana,
}: Given = {}): Promise<string> =>
  asks(
    by,
    sql`select sec.give_delegation(${role}, ${trust}, ${to.personId}, ${powers}::text[], ${day(from)}, ${day(until)}, 'On leave for a month') as it`,
  );
export const accept = (id: string, by: { token: string } = eli) => asks(by, sql`select sec.accept_delegation(${id})`);
export const agree = (id: string, by: { token: string } = ada) => asks(by, sql`select sec.agree_to_delegation(${id})`);
export const end = (id: string, by: { token: string } = ana) =>
  asks(by, sql`select sec.end_delegation(${id}, 'Back again')`);

/** Given, accepted and agreed to. */
export async function standing(given: Given = {}): Promise<string> {
  const id = await give(given);
  await accept(id, given.to as Member | undefined);
  await agree(id);
  return id;
}

/** The sentence a statement is refused with, or the code where it has none. */
export async function said(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return 'taken';
  } catch (error) {
    return refusalFromDatabase(error)?.message ?? (await outcome(Promise.reject(error)));
  }
}

export const TABLES = [
  'trust',
  'subaccount',
  'journal_entry',
  'posting',
  'disbursement',
  'beneficiary',
  'care_plan',
  'trustee_term',
];
export const sees = async (who: { token: string }, table: string) =>
  Number(await asks(who, sql.raw(`select count(*) as it from ${table}`)));
/** What a person sees of each table, beside what they saw before anything was handed over. */
export const sight = async (who: { token: string }) =>
  Object.fromEntries(await Promise.all(TABLES.map(async (table) => [table, await sees(who, table)] as const)));

/** As if each had been ended by who gave it. */
export const allEnded = () =>
  world.rows(`insert into delegation_step (delegation_id, step, person_id, reason)
    select d.id, 'ended', d.delegator_id, 'over' from delegation d
     where not exists (select from delegation_step s where s.delegation_id = d.id and s.step = 'ended')`);
