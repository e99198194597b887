import { randomUUID } from 'node:crypto';
import type { RouteConfigEntry } from '@remix-run/route-config';
import { CAST, type CastId } from 'db/seed/cast';
import { DOCKET_Z } from 'db/seed/world';
import { publishAggregates } from '~/domain/aggregates/publish-aggregates.server';
import routes from '~/routes';
import { FIELDS } from '~/vault/identity-fields';
import { enrolScreenPeople, type ScreenPerson } from '../access/screen-people';
import { findScreenRecords, QUERIES, RECORDS } from '../access/screen-visits';
import { CANARIES } from '../support/canaries';
import { actAs, openSession, operatorToken } from '../support/database';
import { type Browser, browserOf } from '../support/pages';
import { openTestVault, type TestVault } from '../support/vault';
import { openWorld, type World } from '../support/world';

/** The demo world with sixty invented identities in its vault, and everybody of the matrix of screens. */
export interface CanaryWorld extends World {
  vault: TestVault;
  people: ScreenPerson[];
  /** Every address there is: of each pattern with a parameter, one for each of some records that exist. */
  addresses: Address[];
  column(text: string): Promise<string[]>;
  idOf(who: CastId): Promise<number>;
  /** A browser of a person, at an address of its own: a crawl is more pages than one address is given in a minute. */
  browserAs(person: Pick<ScreenPerson, 'session'>, place: number): Promise<Browser>;
}

export interface Address {
  pattern: string;
  at: string;
}

export async function openCanaryWorld(): Promise<CanaryWorld> {
  let vault: TestVault | undefined;
  const world = await openWorld(
    async (db) => {
      vault = await openTestVault(db);
      return vault.socket;
    },
    ['127.0.0.1'],
  );
  const column = async (text: string) =>
    (await world.db.asOperator<{ value: unknown }>(text)).map(({ value }) => String(value));
  const own: CanaryWorld = {
    ...world,
    vault: vault as TestVault,
    people: await enrolScreenPeople(world),
    addresses: [],
    column,
    idOf: async (who) => Number((await column(`select id as value from person where email = '${CAST[who].email}'`))[0]),
    browserAs: async (person, place) => {
      const browser = browserOf(world.server, { 'X-Forwarded-For': `10.${place}.0.1` });
      const token = await person.session();
      if (token) browser.cookies.set('sid', token);
      return browser;
    },
    stop: async () => {
      await vault?.stop();
      await world.stop();
    },
  };
  // First: a record of the matrix is restricted to others than the worker who keeps the children.
  await plantIdentities(own);
  const records = await findScreenRecords(world);
  await plantStages(own);
  own.addresses = await addressesOf(own, records);
  return own;
}

/**
 * A value of each field that the vault keeps, by the people and over the paths by which it gets there. The five children of
 * the cast are sixty with the others: a vault that holds nothing yet takes any of them.
 */
async function plantIdentities({ db, vault, column, idOf }: CanaryWorld): Promise<void> {
  await actAs(db, await operatorToken(db), (tx) => publishAggregates(tx, '2026-04-01'));
  await db.asOperator("insert into beneficiary (code) select 'BALETE-' || n from generate_series(100, 153) n");
  await db.asOperator(
    "insert into provider (code, kind, payable_until) select 'Provider ' || n, 'shelter', '2030-01-01' from generate_series(100, 159) n",
  );
  const children = await column('select code as value from beneficiary order by id');
  // Whoever has KALACHUCHI-17 in their care has all of them.
  await db.asOperator(`insert into case_assignment (beneficiary_id, person_id, starts_on)
    select b.id, p.person_id, '2025-11-01' from beneficiary b, (select distinct a.person_id from case_assignment a join beneficiary k on k.id = a.beneficiary_id
      where k.code = 'KALACHUCHI-17' and a.ended_at is null) p
     where not exists (select from case_assignment a where a.beneficiary_id = b.id and a.person_id = p.person_id)`);
  const [worker, finance] = [await openSession(db, await idOf('dizon')), await openSession(db, await idOf('tan'))];
  // Nobody names thirty parties in an hour.
  const trustees: string[] = [];
  for (const who of ['alvarez', 'chua', 'santos'] as const) trustees.push(await openSession(db, await idOf(who)));
  for (const [place, { values, shelter, account, party }] of CANARIES.entries()) {
    const asked = { requestId: randomUUID() };
    const provider = `Provider ${100 + place}`;
    const code = children[place] as string;
    await vault.ask({ ask: 'keep', ...asked, token: worker, kind: 'beneficiary', code, values });
    await vault.ask({ ask: 'keep', ...asked, token: finance, kind: 'provider', code: provider, values: shelter });
    const first = { provider, reason: 'first', values: account } as const;
    await vault.ask({ ask: 'payout-account', ...asked, token: finance, ...first });
    const named = { docket: DOCKET_Z, kind: 'defendant', person: null, name: party.party_name } as const;
    await vault.ask({ ask: 'party', ...asked, token: trustees[place % trustees.length] as string, ...named });
  }
  const kept = await column("select field || ' ' || count(*) as value from vault.field group by field order by field");
  const lacking = Object.values(FIELDS)
    .flat()
    .filter((field) => !kept.some((line) => line.startsWith(`${field} `) && Number(line.split(' ')[1]) >= 60));
  if (children.length !== CANARIES.length || lacking.length > 0)
    throw new Error(`not all is planted: ${children.length} children, too few of ${lacking.join(', ')}`);
}

/** Records at stages that show more than those of the matrix do: agreed, answered, carried out, asked back. */
async function plantStages({ db, people, browserAs, column }: CanaryWorld): Promise<void> {
  const rows = (text: string) => db.asOperator(text);
  const person = (id: CastId) => `(select id from person where email = '${CAST[id].email}')`;
  const child = "(select id from beneficiary where code = 'KALACHUCHI-17')";
  await rows(`insert into rights_request (reference, kind, beneficiary_id, asker, proof, received_on, due_on, statement, recorded_by)
    values ('RQ-2', 'access', ${child}, 'of_age', 'identity_paper', '2026-12-01', '2026-12-31', '', ${person('dizon')})`);
  await rows(`insert into rights_decision (request_id, decided_by, decision, reason)
    select id, ${person('alvarez')}, 'agreed', 'planted by a test' from rights_request where reference = 'RQ-2'`);
  await rows(`insert into erasure_request (reference, beneficiary_id, basis, reason, ticket, requested_by, expires_at)
    values ('E-2', (select id from beneficiary where code = 'BALETE-150'), 'own_request', 'planted by a test', '', ${person('dizon')}, now())`);
  await rows(`insert into erasure_decision (request_id, decided_by, decision, reason)
    select r.id, p, 'agreed', 'planted by a test' from erasure_request r, unnest(array[${person('alvarez')}, ${person('chua')}]) p where reference = 'E-2'`);
  await rows(`insert into erasure (request_id, executed_by, values_gone, tokens_gone, backups_gone_on, register_line, signature, public_key)
    select id, requested_by, 5, 2, '2027-01-22', 'x', 'x', 'x' from erasure_request where reference = 'E-2'`);
  await rows(`insert into rights_request (reference, kind, beneficiary_id, asker, proof, received_on, due_on, item, record, statement, recorded_by)
    select reference, 'rectification', ${child}, 'of_age', 'identity_paper', '2026-12-01', '2026-12-31', item, record, 'planted by a test', ${person('dizon')}
      from (values ('RQ-3', 'name', null), ('RQ-4', null, 'S-1')) x(reference, item, record)`);
  await rows(`insert into rights_decision (request_id, decided_by, decision, reason)
    select id, ${person('alvarez')}, 'agreed', 'planted by a test' from rights_request where reference in ('RQ-3', 'RQ-4')`);
  await rows(`insert into service_review (service_delivered_id, beneficiary_id, decision, reason, reviewed_by)
    select s.id, s.beneficiary_id, 'sent_back', 'planted by a test', ${person('aquino')} from service_delivered s
     where s.beneficiary_id = ${child} and s.logged_by = ${person('dizon')} order by s.id desc limit 1`);
  await rows(`insert into period_reopening_request (close_id, trust_id, asked_by, reason)
    select id, trust_id, ${person('santos')}, 'A statement came late.' from period_close order by period_close.id limit 1`);
  await rows(`insert into payout_account_step (account_id, step, person_id, number_from, on_file_since, confirmed)
    select a.id, 'called_back', ${person('reyes')}, 'contract', '2026-01-01', true
      from payout_account a join provider p on p.id = a.provider_id where p.code = 'Provider 101'`);
  await rows(`insert into service_note (service_delivered_id, beneficiary_id, note)
    select s.id, s.beneficiary_id, 'planted by a test' from service_delivered s
     where not exists (select from service_note n where n.service_delivered_id = s.id) order by s.id desc limit 3`);
  const [defendantId = ''] = await column('select min(id) as value from defendant');
  const paid = { 'paidOn-month': 'Jan', 'paidOn-day': '6', 'paidOn-year': '2027' };
  const receipt = {
    key: randomUUID(),
    defendantId,
    clerkReference: 'CLK 77',
    amount: '475.33',
    component: 'principal',
  };
  const finance = await browserAs(people.find(({ role }) => role === 'finance') as ScreenPerson, 200);
  const { status } = await finance.post('/receipts/new', { ...receipt, ...paid });
  if (status !== 302) throw new Error(`a receipt was not taken: ${status}`);
}

const LISTS: Record<string, string> = {
  disbursements: 'select reference as value from disbursement',
  receipts:
    '(select reference as value from receipt order by id limit 2) union (select reference from receipt order by id desc limit 1)',
  reveals: 'select reference as value from reveal_request',
  erasures: 'select reference as value from erasure_request',
  rights: 'select reference as value from rights_request',
  'services-delivered': `(select reference as value from service_delivered order by id desc limit 2)
    union select s.reference from service_delivered s join service_review r on r.service_delivered_id = s.id where r.decision = 'sent_back'`,
  accountings: 'select reference as value from accounting',
  trusts: 'select code as value from trust',
  beneficiaries: "select code as value from beneficiary where code in ('NIYOG-01', 'BALETE-100', 'BALETE-153')",
  periods: 'select id as value from period_close',
  entries: 'select max(id) as value from journal_entry',
  people: 'select id as value from person order by id limit 4',
  providers:
    "select code as value from provider where code in ('Provider 03', 'Provider 04', 'Provider 100', 'Provider 101')",
  'payout-accounts': `select a.id as value from payout_account a join provider p on p.id = a.provider_id
    where p.code in ('Provider 04', 'Provider 100', 'Provider 101')`,
  parties: 'select max(id) as value from case_conflict where person_id is null',
  delegations: 'select id as value from delegation',
};

/** Throws where a pattern has a parameter and there is no record to ask it for. */
async function addressesOf({ column }: CanaryWorld, records: Record<string, string>): Promise<Address[]> {
  const all: Address[] = [];
  for (const { path: pattern = '' } of routes as RouteConfigEntry[]) {
    const record = RECORDS.find(([start]) => pattern.startsWith(start))?.[1];
    const list = LISTS[pattern.split('/')[0] ?? ''];
    const values = [...(record ? [records[record] as string] : []), ...(list ? await column(list) : [])];
    if (!/[:*]/.test(pattern)) values.splice(0, values.length, '');
    else if (pattern === '*') values.push('no-such-page');
    if (values.length === 0) throw new Error(`${pattern} is a new address: say here for which records it is asked`);
    for (const value of new Set(values)) {
      const filled = pattern.replace(/:\w+|\*/, encodeURIComponent(value));
      all.push({ pattern, at: `/${filled}${QUERIES[pattern] ?? ''}` });
    }
  }
  return [
    ...all,
    { pattern: 'services-delivered/new', at: '/services-delivered/new?for=NIYOG-01' },
    { pattern: 'trusts/:code/ledger', at: '/trusts/T-0042/ledger?kind=fee' },
    { pattern: 'disbursements/new', at: '/disbursements/new?trust=T-0043' },
  ];
}
