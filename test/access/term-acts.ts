import { sql } from 'drizzle-orm';
import { getTrusteeTerm } from '~/domain/trustee-terms/find-trustee-terms.server';
import { actAs, openSession } from '../support/database';
import { ada, asks, world } from './delegation-world';

export interface Who {
  personId: number;
  token: string;
}

export const REASON = 'Takes the place of another';
export const day = (ahead?: number) => (ahead === undefined ? sql`null` : sql`legal_today() + ${ahead}::int`);

interface Appointed {
  by?: { token: string };
  trust?: string;
  from?: number;
  until?: number;
  authority?: string;
  reference?: string;
  reason?: string;
}
export const appoint = (to: { personId: number }, given: Appointed = {}) => {
  const {
    by = ada,
    trust = 'T-1001',
    from,
    until,
    authority = 'order',
    reference = 'Order of Mar 2, 2026, ECF 41',
  } = given;
  return asks(
    by,
    sql`select sec.appoint_trustee(${trust}, ${to.personId}, ${day(from)}, ${day(until)}, ${authority}, ${reference}, ${given.reason ?? REASON}) as it`,
  );
};
export const accept = (id: string, by: { token: string }) => asks(by, sql`select sec.accept_appointment(${id})`);
export const decline = (id: string, by: { token: string }) =>
  asks(by, sql`select sec.decline_appointment(${id}, 'Too far away')`);
interface Ended {
  by?: { token: string };
  kind?: string;
  last?: number;
  reference?: string;
}
export const end = (
  id: string,
  { by = ada, kind = 'removal', last, reference = 'Order of Apr 1, 2026, ECF 50' }: Ended = {},
) => asks(by, sql`select sec.end_term(${id}, ${kind}, ${day(last)}, ${reference}, 'Leaves the office')`);
export const notice = (id: string, by: { token: string }, on = 0) =>
  asks(by, sql`select sec.record_term_notice(${id}, ${day(on)}, 'By letter')`);
export const deliver = (id: string, by: { token: string }, on = 0) =>
  asks(by, sql`select sec.record_term_delivery(${id}, ${day(on)}, 'Papers, to ana')`);
export const seated = async (to: Who, given: Appointed = {}) => {
  const id = await appoint(to, given);
  await accept(id, to);
  return id;
};
export const stale = async ({ personId }: { personId: number }) => {
  const token = await openSession(world.db, personId);
  await world.rows("update sec.session set factor_at = now() - interval '6 minutes' where token_sha256 = sha256($1)", [
    Buffer.from(token),
  ]);
  return { token };
};
export const inOffice = async (personId: number, trust = 'T-1001') => {
  const [row] = await world.rows('select sec.in_office($1, $2) as it', [personId, world.trusts[trust]]);
  return row?.it as boolean;
};
export const termOf = async (who: Who, id: string) => {
  const [today] = await world.rows('select legal_today()::text as day');
  return actAs(world.db, who.token, (q) => getTrusteeTerm(q, Number(id), today?.day as string));
};

export const ANSWERS = 'Who was appointed answers that, under their own account';
export const OVER = 'This term is answered or over already';
/** To whoever may know nothing of it. */
export const UNKNOWN = 'There is no such page, or it is not yours to see.';
