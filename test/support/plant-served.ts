import { sql } from 'drizzle-orm';
import { actAs, type TestDatabase } from './database';

interface Served {
  code: string;
  service: string;
  majorityOn: string;
  /** The day before the first time; each further time is a day later. */
  after: string;
  times: number;
}

/** A child of this age who was given a service so many times; `token` is the operator's. */
export async function plantChildServed(db: TestDatabase, token: string, served: Served): Promise<void> {
  const { code, service, majorityOn, after, times } = served;
  const { rows } = await actAs(db, token, (tx) =>
    tx.execute<{ id: string }>(sql`select lay_cast_codes(${code}, ${majorityOn}::date, '{}', '{}') as id`),
  );
  await db.asOperator(
    `with p as (insert into care_plan (beneficiary_id, version, approved_on, review_on) values ($1, 1, '2026-01-01', '2027-01-01') returning id),
          i as (insert into plan_item (plan_id, beneficiary_id, position, service, provider_id, unit, quantity, until)
                  select p.id, $1, 1, $2, (select min(id) from provider), 'session', 99, '2027-01-01' from p returning id)
     insert into service_delivered (reference, beneficiary_id, plan_item_id, service, provider_id, occurred_on, quantity, attendance, logged_by)
       select $3 || '-' || n, $1, i.id, $2, (select min(id) from provider), $5::date + n, 1, 'attended', (select min(id) from person)
         from i, generate_series(1, $4::int) n`,
    [rows[0]?.id, service, code, times, after],
  );
}
