import type { Tx } from 'db/client';
import { sql } from 'drizzle-orm';
import { getPolicies } from '../policies/get-policies.server';
import { policyText } from '../policies/policy';
import { type CountedCell, publishableTable } from './publishable-table';

/** The first days of the quarters that are over, late entries too, and not published. */
export async function findDueQuarters(tx: Tx): Promise<string[]> {
  const { rows } = await tx.execute<{ quarter: string }>(sql`select q::text as quarter from aggregates_due() q`);
  return rows.map(({ quarter }) => quarter);
}

/**
 * Counts a quarter and publishes it, once and for ever, with every small count hidden. The operator's command alone; the
 * database counts again. Throws AG001, AG002, and the constraint aggregate_published_once.
 */
export async function publishAggregates(tx: Tx, quarter: string): Promise<void> {
  const { rows: days } = await tx.execute<{ today: string }>(sql`select legal_today()::text as today`);
  const policies = await getPolicies(tx, ['AG-1'], days[0]?.today ?? quarter);
  const { rows } = await tx.execute<CountedCell & Record<string, unknown>>(
    sql`select service, band, children, given from count_services_given(${quarter}::date)`,
  );
  const cells = publishableTable(rows, Number(policyText(policies['AG-1'], 'least')));
  await tx.execute(sql`select publish_aggregates(${quarter}::date, ${JSON.stringify(cells)}::jsonb)`);
}
