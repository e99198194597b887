// size: each standing check has its planted faults here, in one list
import { readdirSync, readFileSync } from 'node:fs';
import { seedCast } from 'db/seed/seed-cast';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cloneDatabase, type TestDatabase } from '../support/database';

const FOLDER = new URL('../../db/consistency/', import.meta.url);
const FILES = readdirSync(FOLDER).filter((name) => name.endsWith('.sql'));

let db: TestDatabase;
let client: pg.Client;
beforeAll(async () => {
  db = await cloneDatabase({ mode: 'none' });
  await seedCast({ ownerUrl: db.operatorUrl, webUrl: db.webUrl });
  client = new pg.Client({ connectionString: db.operatorUrl });
  await client.connect();
  await client.query('select link_entries(id, true) from trust');
  await client.query('select link_audit_events(true)');
});
afterAll(async () => {
  await client.end();
  await db.drop();
});

const PAID = "(select id from disbursement where state = 'paid')";
const WAITING = "(select min(id) from disbursement where state = 'submitted')";
const CASH = "posting p join account a on a.id = p.account_id and a.code = 'asset:cash'";
const NO_FLOOR = 'alter table subaccount drop constraint subaccount_floor';
/** An entry in the middle of the first trust's chain. */
const THIRD = '(select entry_id from chain_link where place = 3 order by trust_id limit 1)';
/** An event in the middle of the trail. */
const FIFTH = '(select event_id from audit_link where place = 5)';
/** A close of each trust's first thirty days, or of thirty from a later one. */
const closed = (
  at: string,
  after = 0,
) => `insert into period_close (trust_id, from_on, through_on, closed_by, closed_at, chain_length, chain_hash)
  select id, opened_on + ${after}, opened_on + ${after + 30}, (select min(id) from person), ${at}, 0, sha256('') from trust`;
/** A return of each payment that rests on the payment's own entry. */
const RETURNED = `insert into payment_return (reference, trust_id, payment_id, reason, returned_on, bank_reference, amount, currency, charge, recorded_by, entry_id)
  select 'RT-' || reference, trust_id, id, 'AC04', paid_on, 'RTN', amount, currency, 0, recorded_by, entry_id from payment`;
/** That somebody said this of each service of the paid request. */
const attested = (said: string, by: string) =>
  `insert into service_review (service_delivered_id, beneficiary_id, decision, reason, reviewed_by)
   select s.id, s.beneficiary_id, ${said}, ${by} from service_delivered s
    where s.id in (select service_delivered_id from disbursement_line where disbursement_id in ${PAID})`;
const APPROVAL = `insert into approval (trust_id, disbursement_id, version, request_hash, person_id, decision, standards, reason)`;

/**
 * For each query the faults it is there to find, as someone with the database's own keys would make them. Triggers are off
 * and every statement is taken back.
 */
const FAULTS: Record<string, Record<string, string[]>> = {
  '01-entries-balance': {
    'a posting with another amount': [
      'update posting set amount = amount + 0.0001 where entry_id = (select min(entry_id) from posting) and line = 1',
    ],
    'a posting moved to income': [
      "update posting set part = 'income' where part = 'principal' and line = 1 and entry_id = (select min(entry_id) from posting)",
    ],
  },
  '02-entries-have-postings': {
    'an entry whose postings are gone': ['delete from posting where entry_id = (select max(entry_id) from posting)'],
    'an entry with one': ['delete from posting where entry_id = (select max(entry_id) from posting) and line > 1'],
  },
  '03-subaccounts-equal-postings': {
    'a balance set by hand': ['update subaccount set posted = posted + 1 where id = (select min(id) from subaccount)'],
    'a cash posting that is gone': [
      `delete from posting where (entry_id, line) = (select p.entry_id, p.line from ${CASH} order by 1 desc limit 1)`,
    ],
  },
  '04-control-equals-subaccounts': {
    'a sub-account’s balance set by hand': [
      'update subaccount set posted = posted - 0.01 where id = (select max(id) from subaccount)',
    ],
  },
  '05-floors-held': {
    'a sub-account below zero': [
      NO_FLOOR,
      'update subaccount set posted = -1 where id = (select min(id) from subaccount)',
    ],
    'more held than there is': [
      NO_FLOOR,
      'update subaccount set held = posted + 0.01 where id = (select min(id) from subaccount)',
    ],
  },
  '06-holds-add-up': {
    'a hold nobody placed': ['update subaccount set held = held + 1 where id = (select min(id) from subaccount)'],
    'a hold that came to life again': ['update hold set ended_at = null, ending = null, settled = null'],
  },
  '07-lots-equal-postings': {
    'units set by hand': ['update lot set units = units + 1 where id = (select max(id) from lot)'],
    'carrying value set by hand': [
      'update lot set carrying = carrying + 1, units = units + 1 where id = (select max(id) from lot)',
    ],
  },
  '08-receipts-shared-whole': {
    'a share that is gone': ['delete from allocation where id = (select max(id) from allocation)'],
    'a receipt with another amount': [
      'update receipt set amount = amount + 1 where id = (select min(id) from receipt)',
    ],
  },
  '09-awards-not-above-loss': {
    'a loss that became smaller': [
      'update award set loss_found = applied_before + 0.01 where id = (select max(award_id) from allocation)',
    ],
  },
  '10-payments-approved': {
    'an approval that is gone': [
      `delete from approval where id = (select max(id) from approval where disbursement_id = ${PAID})`,
    ],
    'an approval of another version': [`update approval set version = 2 where disbursement_id = ${PAID}`],
    'an approval of something else': [`update approval set request_hash = 'x' where disbursement_id = ${PAID}`],
    'an approval after the payment': [
      `update approval set decided_at = now() + interval '1 day' where disbursement_id = ${PAID}`,
    ],
    'an approval that was withdrawn': [
      `insert into approval_withdrawal (approval_id, trust_id, disbursement_id, reason) select id, trust_id, disbursement_id, 'x' from approval where disbursement_id = ${PAID} limit 1`,
    ],
    'an approval that was a rejection': [`update approval set decision = 'reject' where disbursement_id = ${PAID}`],
    'an approval by who asked': [
      `update disbursement set requested_by = (select min(person_id) from approval where disbursement_id = ${PAID}) where id = ${PAID}`,
    ],
  },
  '11-payments-equal-entries': {
    'a payment of another amount': ['update payment set amount = amount + 1'],
    'a request of another amount': [
      `update disbursement_version set amount = amount + 1 where disbursement_id = ${PAID}`,
    ],
    'an entry of another amount': [
      'update posting set amount = amount - 1 where entry_id = (select entry_id from payment) and amount < 0',
    ],
  },
  '12-payer-apart': {
    'the payer asked': [`update payment set recorded_by = (select requested_by from disbursement where id = ${PAID})`],
    'the payer approved': [
      `update payment set recorded_by = (select min(person_id) from approval where disbursement_id = ${PAID})`,
    ],
    'the asker approved': [
      `${APPROVAL} select trust_id, id, version, 'h', requested_by, 'approve', '{health}', 'because' from disbursement where id = ${PAID}`,
    ],
    'who recorded the return asked': [
      RETURNED,
      `update payment_return set recorded_by = (select requested_by from disbursement where id = ${PAID})`,
    ],
    'who recorded the return approved': [
      RETURNED,
      `update payment_return set recorded_by = (select min(person_id) from approval where disbursement_id = ${PAID})`,
    ],
  },
  '13-states-agree': {
    'paid without a payment': [`update disbursement set state = 'paid' where id = ${WAITING}`],
    'approved without a hold': [`update disbursement set state = 'approved' where id = ${WAITING}`],
    'returned without a return': [`update disbursement set state = 'returned' where id = ${PAID}`],
    'a return of what is still paid': [RETURNED],
    'a payment of what still waits': [`update disbursement set state = 'submitted' where id = ${PAID}`],
  },
  '14-filed-periods-still': {
    'an entry recorded after the filing': [
      `update journal_entry set recorded_at = now() + interval '1 day' where id = (select min(e.id) from journal_entry e
         join accounting_filing f on f.trust_id = e.trust_id and e.occurred_on <= f.through_on)`,
    ],
    'an entry moved into the period': [
      `insert into journal_entry (trust_id, kind, occurred_on, recorded_by, description, party, category, reference, source_type, source_ref, source_digest, content_sha256)
       select trust_id, 'test', through_on, verified_by, '', '', '', '', 'test', 'late', '', sha256('') from accounting_filing`,
    ],
  },
  '15-changes-audited': {
    'a payment without its event': ["delete from audit_event where action = 'payment.recorded'"],
    'a return without its event': [RETURNED],
    'a decision without its event': [
      `${APPROVAL} select d.trust_id, d.id, d.version, 'h', (select max(id) from person), 'approve', '{health}', 'because' from disbursement d where d.id = ${WAITING}`,
    ],
    'a filing without its event': ["delete from audit_event where action = 'accounting.filed'"],
    'a close without its event': [closed('now()')],
    'a reopening without its event': [
      closed('now()'),
      'insert into period_reopening (close_id, trust_id, agreed_by) select id, trust_id, closed_by from period_close',
    ],
  },
  '16-chain-whole': {
    'a moment that was changed': [
      `update journal_entry set recorded_at = recorded_at - interval '1 second' where id = ${THIRD}`,
    ],
    'a fingerprint that was fitted to a change': [
      `update journal_entry set content_sha256 = sha256('x') where id = ${THIRD}`,
    ],
    'an entry that is gone': [`delete from journal_entry where id = ${THIRD}`],
    'two links that were swapped': [
      'update chain_link set place = 1000 - place where place in (2, 3)',
      'update chain_link set place = place - 995 where place > 990',
    ],
    'the newest link that is gone': [
      'delete from chain_link where (trust_id, place) in (select trust_id, max(place) from chain_link group by trust_id)',
    ],
    'an entry slipped in below the head': [
      `update chain_head set entry_id = entry_id + 1000000 where trust_id = (select min(trust_id) from chain_head)`,
    ],
  },
  '17-references-whole': {
    'a posting of an entry that is gone': [`delete from journal_entry where id = ${THIRD}`],
    'a posting on another trust’s account': [
      `update posting set account_id = (select max(id) from account where trust_id <> posting.trust_id) where entry_id = ${THIRD}`,
    ],
    'a posting on another trust’s sub-account': [
      `update posting set subaccount_id = (select max(id) from subaccount where trust_id <> posting.trust_id) where entry_id = ${THIRD}`,
    ],
    'a posting of another day': [`update posting set occurred_on = occurred_on + 1 where entry_id = ${THIRD}`],
    'an entry by nobody': [`update journal_entry set recorded_by = 0 where id = ${THIRD}`],
  },
  '18-sources-once': {
    'a source that posted twice': [
      'alter table journal_entry drop constraint source_posts_once',
      `update journal_entry set source_type = 'test', source_ref = 'twice' where id in (${THIRD}, ${THIRD} + 1)`,
    ],
    'an entry reversed twice': [
      'drop index reversed_once',
      `update journal_entry set reverses_id = ${THIRD} where trust_id = (select trust_id from journal_entry where id = ${THIRD}) and id > ${THIRD}`,
    ],
  },
  '19-closed-periods-still': {
    'an entry recorded after the close': [closed("'2020-01-01'")],
  },
  '20-closes-in-order': {
    'a day between two closes': [closed('now()'), closed('now()', 32)],
  },
  '21-months-equal-postings': {
    'a month set by hand': [
      'update account_month set moved = moved + 0.01 where month = (select min(month) from account_month)',
    ],
    'a month that is gone': ['delete from account_month where month = (select min(month) from account_month)'],
  },
  '22-reversals-mirror': {
    'a reversal that keeps a cent': [
      `update posting set amount = amount + 0.01 where line = 1 and entry_id = (select max(id) from journal_entry where reverses_id is not null)`,
    ],
    'a reversal before its entry': [
      `update journal_entry set occurred_on = occurred_on - 365 where reverses_id is not null`,
    ],
  },
  '23-lots-tie-to-accounts': {
    'a lot’s value set by hand': [
      'update lot set carrying = carrying + 1, units = units + 1 where id = (select max(id) from lot)',
    ],
  },
  '24-no-day-below-zero': {
    'a payment from before the money came': [
      `update posting set occurred_on = '2020-01-01' where entry_id = (select max(entry_id) from payment)`,
    ],
  },
  '25-currencies-balance': {
    'foreign money that came from nowhere': [
      "update posting set units = units + 1 where (entry_id, line) = (select entry_id, line from posting where currency = 'PHP' and lot_id is null limit 1)",
    ],
  },
  '26-anchors-stand': {
    'an anchor of a link that was rewritten': [
      `insert into chain_anchor (trust_id, length, entry_id, hash, key_id, written_by, written_at)
       select trust_id, place, entry_id, sha256('x'), repeat('0', 64), (select min(id) from person), now() from chain_link where place = 3`,
    ],
    'an anchor of a link that is gone': [
      `insert into chain_anchor (trust_id, length, entry_id, hash, key_id, written_by, written_at)
       select trust_id, length + 1, entry_id, hash, repeat('0', 64), (select min(id) from person), now() from chain_head`,
    ],
    'a close of a chain that was rewritten': [closed('now()')],
  },
  '27-books-shut': {
    'books that say they are open': [
      'update trust set books_shut_through = null where id = (select max(trust_id) from accounting_filing)',
    ],
  },
  '29-audit-chain-whole': {
    'a fact of an event that was changed': [
      `update audit_event set facts = facts || '{"amount": "1.00"}' where id = ${FIFTH}`,
    ],
    'another person in an event': [`update audit_event set person_id = person_id + 1 where id = ${FIFTH}`],
    'another address in an event': [`update audit_event set address = '192.0.2.1' where id = ${FIFTH}`],
    'an event that is gone': [`delete from audit_event where id = ${FIFTH}`],
    'an event slipped in': [
      `insert into audit_event (person_id, action, record_type, record_ref, facts, request_id)
       select person_id, action, record_type, record_ref, facts, request_id from audit_event where id = ${FIFTH}`,
    ],
    'an event and its text that were changed together': [
      `update audit_event set record_ref = record_ref || '1' where id = ${FIFTH}`,
      'update audit_link l set said = audit_text(e, l.place) from audit_event e where e.id = l.event_id and place = 5',
    ],
    'a link that is gone': [
      'delete from audit_link where place = 5',
      `insert into audit_waiting select e.id from audit_event e where not exists (select from audit_link where event_id = e.id)`,
    ],
    'two places that were swapped': [
      'update audit_link set place = 100000 - place where place in (4, 5)',
      'update audit_link set place = place - 99991 where place > 99990',
    ],
    'a checkpoint of what is gone': [
      `insert into audit_checkpoint (number, length, hash, key_id, written_at, sealed)
       select 1, place + 1, hash, repeat('0', 64), now(), '' from audit_link order by place desc limit 1`,
    ],
    'a checkpoint of what was rewritten': [
      `insert into audit_checkpoint (number, length, hash, key_id, written_at, sealed)
       select 1, place, sha256('x'), repeat('0', 64), now(), '' from audit_link where place = 5`,
    ],
  },
  '28-records-rest-on-entries': {
    'a payment whose entry was reversed': [
      `update journal_entry set reverses_id = (select max(entry_id) from payment) where id = (select max(e.id) from journal_entry e
         join payment p on p.trust_id = e.trust_id where e.id <> p.entry_id)`,
    ],
    'a charge of a return whose entry was reversed': [
      RETURNED,
      `update payment_return set charge = 0.01, charge_entry_id = (select min(reverses_id) from journal_entry)`,
    ],
    'a share whose entry was reversed': [
      `update journal_entry set reverses_id = (select max(entry_id) from allocation where trust_id = (select max(trust_id) from allocation))
        where id = (select min(entry_id) from allocation where trust_id = (select max(trust_id) from allocation))`,
    ],
  },
  '31-no-lot-day-below-zero': {
    'units that left before they came': [
      `update posting set occurred_on = '2020-01-01' where (entry_id, line) in
         (select entry_id, line from posting where lot_id is not null and units < 0 order by entry_id desc limit 1)`,
    ],
    'value that left before it came': [
      `update posting set occurred_on = '2020-01-01', units = 0 where (entry_id, line) in
         (select entry_id, line from posting where lot_id is not null and units < 0 order by entry_id desc limit 1)`,
    ],
  },
  '32-returns-equal-entries': {
    'a return that takes nothing back': [RETURNED],
    'a return of another amount': [RETURNED, `update payment_return set amount = amount + 1`],
    'a charge without its entry': [
      RETURNED,
      'alter table payment_return drop constraint return_charge_posted',
      'update payment_return set charge = 1',
    ],
  },
  '33-terms-kept': {
    'a term in office that nobody accepted': [
      "delete from trustee_term_step where step = 'accepted' and id = (select min(id) from trustee_term_step)",
    ],
    'a first day of authority that was moved': ['update trustee_term set accepted_on = accepted_on - 30'],
    'an end that counts no more': [
      `insert into trustee_term_step (term_id, step, person_id, on_day, kind, reference, words)
         select id, 'ended', person_id, starts_on + 30, 'removal', 'Order of a test', 'planted by a test' from trustee_term`,
    ],
  },
  '34-paid-services-stand': {
    'a payment of what was sent back': [attested("'sent_back', 'planted'", '(select min(id) from person)')],
    'a payment approved by who attested it': [
      attested("'confirmed', ''", `(select min(person_id) from approval where disbursement_id in ${PAID})`),
    ],
    'a payment recorded by who attested it': [
      attested("'confirmed', ''", `(select min(recorded_by) from payment where disbursement_id in ${PAID})`),
    ],
  },
  '36-records-bound': {
    'a figure of an accounting that was changed': [
      `update accounting set figures = jsonb_set(figures::jsonb, '{planted}', '"1"') where id = (select min(id) from accounting)`,
    ],
    'another verifier of what was filed': ['update accounting_filing set verified_by = verified_by + 1'],
    'a reason of an approval that was changed': ["update approval set reason = reason || '.'"],
    'an approval that was turned around': ["update approval set decision = 'reject', standards = '{}'"],
    'a purpose that was changed': ["update disbursement_version set purpose = purpose || '.'"],
    'more of a service than was given': ['update service_delivered set quantity = quantity + 1'],
    'a role that nobody gave': [
      "insert into role_grant (person_id, role) select id, 'auditor' from person where name = 'J. Tan'",
    ],
    'a limit that was raised': [`update policy set value = '{"limit": "9500.00", "trustees": "1"}' where key = 'AP-1'`],
    'a record that is gone': ['delete from supervision where id = (select min(id) from supervision)'],
    'a digest that was fitted to a change': [
      "update disbursement_version set purpose = purpose || '.'",
      `update record_digest d set digest = n.digest from consistency.records_now() n
        where n.record = d.record and d.record like 'disbursement_version %'`,
    ],
    'a digest that is gone with its record': [
      'delete from supervision where id = (select min(id) from supervision)',
      `delete from record_digest where record like 'supervision %' and record not in (select 'supervision ' || id from supervision)`,
    ],
  },
  '30-entries-unchanged': {
    'a word that was changed': [`update journal_entry set description = description || '.' where id = ${THIRD}`],
    'a posting that was changed': [
      `update posting set units = coalesce(units, 0) + 1 where entry_id = ${THIRD} and line = 1`,
    ],
    'a fingerprint that was fitted to nothing': [
      `update journal_entry set content_sha256 = sha256('x') where id = ${THIRD}`,
    ],
  },
};

async function found(file: string): Promise<number> {
  return (await client.query(readFileSync(new URL(file, FOLDER), 'utf8'))).rows.length;
}

describe.each(FILES)('%s', (file) => {
  it('says what it is in its first line, and finds nothing in the demo world', async () => {
    expect(readFileSync(new URL(file, FOLDER), 'utf8')).toMatch(/^-- \S.{10,}\n/);
    expect(await found(file)).toBe(0);
  });

  it.each(Object.entries(FAULTS[file.replace('.sql', '')] ?? { 'no fault is planted': [] }))(
    'finds %s',
    async (_says, statements) => {
      expect(statements).not.toEqual([]);
      await client.query('begin');
      try {
        await client.query(`do $$ declare t record; begin
        for t in select tablename as name from pg_tables where schemaname = 'public' loop
          execute format('alter table %I disable trigger all', t.name);
        end loop; end $$`);
        for (const statement of statements) expect((await client.query(statement)).rowCount).not.toBe(0);
        expect(await found(file)).toBeGreaterThan(0);
      } finally {
        await client.query('rollback');
      }
      expect(await found(file)).toBe(0);
    },
  );
});
