import { randomUUID } from 'node:crypto';
import type { World } from '../support/world';

/** The records that the screens are asked for: all of T-0042 and KALACHUCHI-17, and those of who signs in are R. Alvarez's. */
export async function findScreenRecords(world: World): Promise<Record<string, string>> {
  const one = async (text: string) => String((await world.db.asOperator<{ it: unknown }>(text))[0]?.it);
  const of42 = "(select id from trust where code = 'T-0042')";
  const child = "(select id from beneficiary where code = 'KALACHUCHI-17')";
  const person = (id: string) => `(select id from person where email = '${id}@cast.example')`;
  await one('select link_entries(id, true) as it from trust');
  return {
    trust: 'T-0042',
    child: 'KALACHUCHI-17',
    request: await one(
      `select reference as it from disbursement where trust_id = ${of42} and state = 'submitted' order by id`,
    ),
    receipt: await one('select min(r.reference) as it from receipt r join allocation a on a.receipt_id = r.id'),
    service: await one(`select reference as it from service_delivered where beneficiary_id = ${child} order by id`),
    entry: await one(`select min(id) as it from journal_entry where trust_id = ${of42}`),
    accounting: await one(`select reference as it from accounting where trust_id = ${of42}`),
    reveal:
      await one(`insert into reveal_request (reference, beneficiary_id, path, item, purpose, reason, ticket, requested_by, asked_of, expires_at)
      values ('V-1', ${child}, 'agreed', 'name', 'care', 'planted by a test', '', ${person('dizon')}, ${person('alvarez')}, now() + interval '1 day') returning reference as it`),
    erasure:
      await one(`insert into erasure_request (reference, beneficiary_id, basis, reason, ticket, requested_by, expires_at)
      values ('E-1', ${child}, 'own_request', 'planted by a test', '', ${person('dizon')}, now() + interval '1 day') returning reference as it`),
    right:
      await one(`insert into rights_request (reference, kind, beneficiary_id, asker, proof, received_on, due_on, record, statement, recorded_by)
      values ('RQ-1', 'rectification', ${child}, 'of_age', 'identity_paper', '2026-12-01', '2026-12-31', 'S-1', 'planted by a test', ${person('dizon')}) returning reference as it`),
    hold: await one(`insert into legal_hold (reference, record_type, beneficiary_id, matter, reason, placed_by)
      values ('L-1', 'beneficiary', ${child}, 'Matter 1', 'planted by a test', ${person('lim')}) returning reference as it`),
    incident: await one(`insert into incident (reference, kind, discovered_at, what, reported_by)
      values ('B-1', 'lost', now() - interval '2 hours', 'planted by a test', ${person('dizon')}) returning reference as it`),
    period: await one(`insert into period_close (trust_id, from_on, through_on, closed_by, chain_length, chain_hash)
      select t.id, t.opened_on, t.opened_on + 30, ${person('alvarez')}, h.length, h.hash from trust t join chain_head h on h.trust_id = t.id where t.id = ${of42} returning id as it`),
    session: await one(`select id as it from sec.session where person_id = ${person('alvarez')} limit 1`),
    passkey: randomUUID(),
    person: await one(`select id as it from person where email = 'santos@cast.example'`),
    grant: await one(`select id as it from role_grant where person_id = ${person('santos')}`),
    reviewed: await one(`select id as it from role_grant where person_id = ${person('chua')}`),
    restriction:
      await one(`with r as (insert into record_restriction (record_type, beneficiary_id, reason, until_on, marked_by)
      values ('beneficiary', (select id from beneficiary where code = 'MAKOPA-38'), 'planted by a test', '2027-02-01', ${person('alvarez')}) returning id)
      insert into record_restriction_person (restriction_id, person_id) select id, ${person('alvarez')} from r returning restriction_id as it`),
    delegation:
      await one(`insert into delegation (delegator_id, delegate_id, role, grant_id, trust_id, powers, starts_on, ends_on, reason)
      select g.person_id, p.id, 'trustee', g.id, ${of42}, '{decide}', '2027-01-08', '2027-02-08', 'planted by a test'
        from role_grant g, person p where g.person_id = ${person('alvarez')} and p.name = 'trustee other' returning id as it`),
    delegate: await one(`select id as it from person where name = 'trustee none'`),
    quarter: await one(
      `insert into aggregate_publication (quarter_on, least, cells, published_by) values ('2026-01-01', 5, '[]', ${person('alvarez')}) returning '2026-q1' as it`,
    ),
    assignment: await one(
      `select a.id as it from case_assignment a join person p on p.id = a.person_id where p.name = 'guardian_ad_litem other'`,
    ),
    supervision: await one(
      `select s.id as it from supervision s join person p on p.id = s.supervisor_id where p.name = 'supervisor other'`,
    ),
    party: await one(`insert into case_conflict (person_id, case_id, kind, recorded_by)
      select p.id, c.id, 'alleged_offender', ${person('santos')} from person p, court_case c where p.email = 'ramos@cast.example' and c.docket = '0:00-cr-00001-ZZZ' returning id as it`),
    provider: await one("select replace(code, ' ', '%20') as it from provider where code = 'Provider 03'"),
    asked: await one(`insert into payout_account (provider_id, version, ending, reason, asked_by)
      select id, 1, '9042', 'first', ${person('reyes')} from provider where code = 'Provider 01' returning id as it`),
    calledBack: await one(`with asked as (insert into payout_account (provider_id, version, ending, reason, asked_by)
        select id, 1, '9043', 'first', ${person('reyes')} from provider where code = 'Provider 02' returning id)
      insert into payout_account_step (account_id, step, person_id, number_from, on_file_since, confirmed)
        select id, 'called_back', ${person('santos')}, 'contract', '2026-01-05', true from asked returning account_id as it`),
    seat: await one(
      `select s.id as it from court_seat s join person p on p.id = s.person_id where p.email = 'chambers-yyy@cast.example'`,
    ),
    court: await one(`select ${person('chambers-zzz')} as it`),
    appointment:
      await one(`insert into trustee_term (trust_id, person_id, starts_on, authority, authority_reference, reason, appointed_by)
      select id, ${person('alvarez')}, '2027-03-01', 'order', 'Order of a test', 'planted by a test', ${person('ocampo')}
        from trust where code = 'T-0044' returning id as it`),
    term: await one(`select id as it from trustee_term where trust_id = ${of42} and person_id = ${person('santos')}`),
    formerTerm:
      await one(`with term as (insert into trustee_term (trust_id, person_id, starts_on, ends_on, authority, authority_reference)
        select ${of42}, id, '2026-01-01', '2026-12-31', 'order', 'Order of a test' from person where name = 'trustee none' returning *)
      insert into trustee_term_step (term_id, step, person_id, on_day) select id, 'accepted', person_id, starts_on from term returning term_id as it`),
    formerTrustee: await one(`select id as it from person where name = 'trustee ended'`),
    worker: await one(`select ${person('flores')} as it`),
    supervisor: await one(`select id as it from person where name = 'supervisor ended'`),
    secondPerson: await one(`select ${person('alvarez')} as it`),
  };
}

/** Which record stands for the parameter of an address. */
export const RECORDS: ReadonlyArray<readonly [start: string, record: string]> = [
  ['disbursements/', 'request'],
  ['receipts/', 'receipt'],
  ['beneficiaries/', 'child'],
  ['reveals/', 'reveal'],
  ['erasures/', 'erasure'],
  ['rights/', 'right'],
  ['legal-holds/', 'hold'],
  ['services-delivered/', 'service'],
  ['account/sessions/', 'session'],
  ['account/passkeys/', 'passkey'],
  ['trusts/', 'trust'],
  ['periods/', 'period'],
  ['entries/', 'entry'],
  ['accountings/', 'accounting'],
  ['aggregates/', 'quarter'],
  ['people/', 'person'],
  ['roles/', 'grant'],
  ['access-review/', 'reviewed'],
  ['restrictions/', 'restriction'],
  ['delegations/', 'delegation'],
  ['trustee-terms/:id/acceptance', 'appointment'],
  ['trustee-terms/:id/declining', 'appointment'],
  ['trustee-terms/:id/end', 'term'],
  ['trustee-terms/', 'formerTerm'],
  ['incidents/', 'incident'],
  ['assignments/', 'assignment'],
  ['supervisions/', 'supervision'],
  ['court-seats/', 'seat'],
  ['parties/', 'party'],
  ['providers/', 'provider'],
  ['payout-accounts/:id/agreement', 'calledBack'],
  ['payout-accounts/', 'asked'],
];

type Form = (records: Record<string, string>) => Record<string, string>;
const day = (name: string, year = '2027') => ({
  [`${name}-month`]: 'Jan',
  [`${name}-day`]: '8',
  [`${name}-year`]: year,
});
const moment = { ...day('at', '2026'), time: '10:00', zone: 'Asia/Manila' };
const reason = 'A reason that is long enough.';

/**
 * What is sent to each form: whole where the verb's own scope is to be seen, so that whoever may is taken or refused by
 * the verb and not by the form; empty where a form of a stranger's would be refused before that.
 */
export const FORMS: Record<string, Form> = {
  'disbursements/:ref/approval': () => ({ version: '1', requestHash: '0'.repeat(64), decision: 'reject', reason }),
  'disbursements/:ref/revision': () => ({ amount: '10.00', invoice: '88' }),
  'disbursements/:ref/withdrawal': () => ({ reason }),
  'disbursements/:ref/payment': () => ({ bankReference: 'WIRE 1', ...day('paidOn') }),
  'disbursements/:ref/return': () => ({ bankReference: 'RTN 1', reason: 'AC04', charge: '', ...day('returnedOn') }),
  'disbursements/new': ({ trust, service }) => ({
    trust: trust as string,
    services: service as string,
    amount: '10.00',
    invoice: '1',
  }),
  'services-delivered/:ref/review': () => ({ decision: 'sent_back', reason }),
  'receipts/:ref/allocation': () => ({ digest: '0'.repeat(64) }),
  'beneficiaries/:code/reveal': ({ secondPerson }) => ({
    path: 'agreed',
    item: 'name',
    purpose: 'care',
    reason,
    askedOf: secondPerson as string,
  }),
  'reveals/:ref/agreement': () => ({ decision: 'refused', reason }),
  'reveals/:ref/opening': ({ child }) => ({ item: 'name', code: child as string }),
  'reveals/:ref/review': () => ({ finding: 'in_order', note: reason }),
  'beneficiaries/:code/erasure': () => ({ basis: 'own_request', reason }),
  'legal-holds/new': ({ child }) => ({ on: `beneficiary:${child}`, matter: 'Matter 2', reason }),
  'erasures/:ref/agreement': () => ({ decision: 'refused', reason }),
  'erasures/:ref/execution': ({ child }) => ({ code: child as string }),
  'beneficiaries/:code/right': () => ({
    wanted: 'access',
    asker: 'of_age',
    proof: 'identity_paper',
    ...day('received', '2026'),
  }),
  'rights/:ref/agreement': () => ({ decision: 'proceedings', reason }),
  'rights/:ref/correction': () => ({ secretValue: 'A value' }),
  'rights/:ref/note': () => ({ note: reason }),
  'legal-holds/:ref/lifting': () => ({ reason }),
  'trusts/:code/import': () => ({ step: 'post', books: '' }),
  'trusts/:code/periods/new': () => day('through', '2026'),
  'periods/:id/reopening': () => ({ reason }),
  'entries/:id/reversal': () => ({ reason, ...day('on') }),
  'accountings/new': ({ trust }) => ({ trust: trust as string, ...day('from', '2026'), ...day('through') }),
  'people/:id': () => ({ role: 'trustee', reason }),
  'roles/:id/end': () => ({ reason }),
  'access-review/:id': () => ({ decision: 'confirmed', reason }),
  'delegations/new': ({ delegate }) => ({
    office: 'trustee T-0042',
    delegate: delegate as string,
    reason,
    ...day('from'),
    ...day('until'),
  }),
  'assignments/new': ({ worker }) => ({ code: 'ACACIA-11', person: worker as string, reason }),
  'assignments/:id/end': () => ({ reason }),
  'supervisions/new': ({ supervisor, worker }) => ({
    supervisor: supervisor as string,
    caseworker: worker as string,
    reason,
  }),
  'supervisions/:id/end': () => ({ reason }),
  'court-seats/new': ({ court }) => ({ person: court as string, docket: '0:00-cr-00002-YYY', reason }),
  'court-seats/:id/end': () => ({ reason }),
  'trustee-terms/new': ({ trust, formerTrustee }) => ({
    trust: trust as string,
    person: formerTrustee as string,
    authority: 'order',
    reference: 'Order of a test',
    reason,
  }),
  'trustee-terms/:id/declining': () => ({ reason }),
  'trustee-terms/:id/end': () => ({ ending: 'removal', reference: 'Order of a test', reason }),
  'trustee-terms/:id/notice': () => ({ how: reason, ...day('given', '2026') }),
  'trustee-terms/:id/delivery': () => ({ to: reason, ...day('handed', '2026') }),
  'delegations/:id/end': () => ({ reason }),
  'parties/new': ({ delegate }) => ({
    docket: '0:00-cr-00001-ZZZ',
    kind: 'alleged_offender',
    who: delegate as string,
    secretValue: 'Walang Tao',
  }),
  'parties/:id/agreement': () => ({}),
  'providers/:code/account': () => ({
    reason: 'bank_changed',
    secretName: 'Walang Tao',
    secretNumber: 'TEST-0000-5550-9042',
  }),
  'payout-accounts/:id/call': () => ({ from: 'contract', answer: 'confirmed', ...day('since', '2026') }),
  'payout-accounts/:id/agreement': () => ({ proof: 'bank_letter' }),
  'payout-accounts/:id/stop': () => ({}),
  'restrictions/new': ({ child }) => ({ type: 'beneficiary', code: child as string, reason, ...day('until') }),
  'restrictions/:id/lifting': () => ({ reason }),
  'incidents/new': () => ({ kind: 'lost', what: reason, ...moment }),
  'incidents/:ref/assessment': () => ({
    ...{ sensitive: 'yes', acquired: 'yes', harm: 'no' },
    ...{ sensitiveWhy: reason, acquiredWhy: reason, harmWhy: reason },
    ...moment,
  }),
  'incidents/:ref/line': () => ({ kind: 'step', what: reason, ...moment }),
  'accountings/:ref/filing': ({ trust }) => ({ code: trust as string }),
};

/** What an address needs behind it to concern the record. */
export const QUERIES: Record<string, string> = {
  'services-delivered': '?for=KALACHUCHI-17',
  'services-delivered/new': '?for=KALACHUCHI-17',
  'disbursements/new': '?trust=T-0042',
};
