import { sql } from 'drizzle-orm';
import { amount, toText } from '~/money/amount';
import { recordReadings } from '../audit/record-readings.server';
import { serviceWord } from '../services-delivered/service-words';
import { type Part, partOf } from './access-file';
import type { PartAsked } from './part-asked.server';

/** Plans and services, which everybody who answers sees; that they were read is in the trail. */
export async function careParts(asked: PartAsked): Promise<Part[]> {
  const { tx, child } = asked;
  const read = [{ ref: child.code, beneficiaryId: child.id }];
  await recordReadings(tx, 'care-plan.read', read);
  await recordReadings(tx, 'services.read', read);
  return [await plans(asked), await services(asked)];
}

/** Every version of the plan. A price is there for who reads the trust's money. */
async function plans({ tx, child, limit }: PartAsked): Promise<Part> {
  const { rows } = await tx.execute<Record<string, string | null>>(sql`
    select c.approved_on::text as approved_on, c.version, c.review_on::text as review_on, i.service, p.code as provider, i.quantity, i.unit,
           i.until::text as until, r.unit_price as price, r.currency
      from care_plan c join plan_item i on i.plan_id = c.id join provider p on p.id = i.provider_id left join plan_rate r on r.plan_item_id = i.id
     where c.beneficiary_id = ${child.id} order by c.version, i.position limit ${limit}`);
  return partOf({
    key: 'plans',
    title: 'Care plans',
    source: 'care plans, every version',
    columns: [
      'Approved',
      'Version',
      'Review on',
      'Service',
      'Provider',
      'Quantity',
      'Unit',
      'Until',
      'Price',
      'Currency',
    ],
    rows: rows.map((row) => [
      ...['approved_on', 'version', 'review_on'].map((name) => String(row[name])),
      serviceWord(String(row.service)),
      ...['provider', 'quantity', 'unit', 'until'].map((name) => String(row[name])),
      row.price ? toText(amount(row.price)) : '',
      row.currency ?? '',
    ]),
    dated: true,
  });
}

async function services({ tx, child, days, moment, limit }: PartAsked): Promise<Part> {
  const { rows } = await tx.execute<Record<string, string | null>>(sql`
    select s.occurred_on::text as day, s.reference, s.service, p.code as provider, s.quantity, s.minutes, s.attendance, s.late_reason, s.recorded_at,
           (select r.decision from sec.service_reviews(array[s.id]) r) as looked, (select x.reference from service_delivered x where x.id = s.replaces_id) as replaces
      from service_delivered s join provider p on p.id = s.provider_id
     where s.beneficiary_id = ${child.id} and s.occurred_on between ${days.from}::date and ${days.through}::date
     order by s.occurred_on, s.id limit ${limit}`);
  return partOf({
    key: 'services',
    title: 'Services given',
    source: 'services, as a caseworker logged them',
    columns: [
      'Day',
      'Service',
      'What',
      'Provider',
      'Quantity',
      'Minutes',
      'Attendance',
      'Why logged late',
      'Supervisor',
      'Puts right',
      'Logged',
    ],
    rows: rows.map((row) => [
      ...['day', 'reference'].map((name) => String(row[name])),
      serviceWord(String(row.service)),
      ...['provider', 'quantity'].map((name) => String(row[name])),
      ...['minutes', 'attendance', 'late_reason'].map((name) => String(row[name] ?? '')),
      String(row.looked ?? '').replace('_', ' '),
      row.replaces ?? '',
      moment(String(row.recorded_at)),
    ]),
    texts: ['Why logged late'],
    dated: true,
  });
}

/** For the care team's copy alone: no money role reads this table. */
export async function notesPart({ tx, child, days, limit }: PartAsked): Promise<Part> {
  const { rows } = await tx.execute<Record<'day' | 'reference' | 'note', string>>(sql`
    select s.occurred_on::text as day, s.reference, n.note from service_note n join service_delivered s on s.id = n.service_delivered_id
     where n.beneficiary_id = ${child.id} and s.occurred_on between ${days.from}::date and ${days.through}::date
     order by s.occurred_on, s.id limit ${limit}`);
  return partOf({
    key: 'notes',
    title: 'Notes of the workers',
    source: 'notes beside services',
    columns: ['Day', 'Service', 'Note'],
    rows: rows.map(({ day, reference, note }) => [day, reference, note]),
    texts: ['Note'],
    dated: true,
  });
}

/** Why a supervisor sent entries back: the care team's, like the notes. */
export async function sentBackPart({ tx, child, days, limit }: PartAsked): Promise<Part> {
  const { rows } = await tx.execute<Record<'day' | 'reference' | 'reason' | 'withdrawn', string>>(sql`
    select s.occurred_on::text as day, s.reference, r.reason, case when w.service_delivered_id is null then '' else 'yes' end as withdrawn
      from service_review r join service_delivered s on s.id = r.service_delivered_id
      left join service_withdrawal w on w.service_delivered_id = s.id
     where r.beneficiary_id = ${child.id} and r.decision = 'sent_back'
       and s.occurred_on between ${days.from}::date and ${days.through}::date
     order by s.occurred_on, s.id limit ${limit}`);
  return partOf({
    key: 'sent-back',
    title: 'Services sent back',
    source: 'what supervisors said of services',
    columns: ['Day', 'Service', 'What had to be put right', 'Withdrawn'],
    rows: rows.map(({ day, reference, reason, withdrawn }) => [day, reference, reason, withdrawn]),
    texts: ['What had to be put right'],
    dated: true,
  });
}
