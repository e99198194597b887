import { sql } from 'drizzle-orm';
import { amount, toText } from '~/money/amount';
import { recordReadings } from '../audit/record-readings.server';
import { type Part, partOf } from './access-file';
import type { PartAsked } from './part-asked.server';

/** What was asked to be paid for the child, what was decided, and the accountings that the child's money stands in. */
export async function paymentsParts(asked: PartAsked): Promise<Part[]> {
  return [await requests(asked), await decisions(asked), await accountings(asked)];
}

/** A request names the services it is for: they are read here too. */
async function requests({ tx, child, moment, limit }: PartAsked): Promise<Part> {
  await recordReadings(tx, 'services.read', [{ ref: child.code, beneficiaryId: child.id }]);
  const { rows } = await tx.execute<Record<string, string | null>>(sql`
    select d.requested_at as at, d.reference, t.code as trust, p.code as provider, v.amount, v.currency, v.category, v.purpose, v.invoice,
           v.rule_key || ' version ' || v.rule_version as rule, d.state, y.reference as payment, y.paid_on::text as paid_on, n.returned_on::text as returned_on,
           (select string_agg(s.reference, ' ' order by s.reference) from disbursement_line l join service_delivered s on s.id = l.service_delivered_id
             where l.disbursement_id = d.id) as services
      from disbursement d join trust t on t.id = d.trust_id join provider p on p.id = d.provider_id
      join disbursement_version v on v.disbursement_id = d.id and v.version = d.version
      left join payment y on y.disbursement_id = d.id left join payment_return n on n.payment_id = y.id
     where d.beneficiary_id = ${child.id} order by d.id limit ${limit}`);
  return partOf({
    key: 'requests',
    title: 'Requests for payment',
    source: 'requests for payment, as they are now, and payments',
    columns: [
      ...['Asked', 'Request', 'Trust', 'Provider', 'Amount', 'Currency', 'Category', 'Purpose', 'Invoice', 'Rule'],
      ...['State', 'Payment', 'Paid on', 'Came back on', 'Services'],
    ],
    rows: rows.map((row) => [
      moment(String(row.at)),
      ...['reference', 'trust', 'provider'].map((name) => String(row[name])),
      toText(amount(String(row.amount))),
      ...['currency', 'category', 'purpose', 'invoice', 'rule', 'state'].map((name) => String(row[name])),
      ...['payment', 'paid_on', 'returned_on', 'services'].map((name) => row[name] ?? ''),
    ]),
    texts: ['Purpose', 'Invoice'],
    dated: true,
  });
}

async function decisions({ tx, child, moment, limit }: PartAsked): Promise<Part> {
  const { rows } = await tx.execute<Record<string, string | null> & { standards: string[] }>(sql`
    select a.decided_at as at, d.reference, a.version, a.decision, a.standards, a.other_resources, a.reason, a.judgement, w.withdrawn_at
      from approval a join disbursement d on d.id = a.disbursement_id left join approval_withdrawal w on w.approval_id = a.id
     where d.beneficiary_id = ${child.id} order by a.id limit ${limit}`);
  return partOf({
    key: 'decisions',
    title: 'Decisions on these requests',
    source: 'decisions of trustees',
    columns: ['Decided', 'Request', 'Version', 'By', 'Decision', 'Standards', 'Reason', 'Judgement', 'Taken back'],
    rows: rows.map((row) => [
      moment(String(row.at)),
      String(row.reference),
      String(row.version),
      'a trustee',
      String(row.decision).replaceAll('_', ' '),
      row.standards.join(', '),
      String(row.reason),
      row.judgement ?? '',
      row.withdrawn_at ? moment(row.withdrawn_at) : '',
    ]),
    texts: ['Reason', 'Judgement'],
    dated: true,
  });
}

async function accountings({ tx, child, moment, limit }: PartAsked): Promise<Part> {
  const { rows } = await tx.execute<Record<string, string | null>>(sql`
    select a.from_on::text as from_on, a.through_on::text as through_on, a.reference, t.code as trust, a.docket, f.filed_at
      from accounting a join trust t on t.id = a.trust_id join subaccount s on s.trust_id = t.id and s.beneficiary_id = ${child.id}
      left join accounting_filing f on f.accounting_id = a.id
     order by a.from_on, a.id limit ${limit}`);
  return partOf({
    key: 'accountings',
    title: 'Accountings in which the child’s money stands',
    source: 'accountings to the court',
    columns: ['From', 'Through', 'Accounting', 'Trust', 'Docket', 'Filed'],
    rows: rows.map((row) => [
      ...['from_on', 'through_on', 'reference', 'trust', 'docket'].map((name) => String(row[name])),
      row.filed_at ? moment(row.filed_at) : 'not filed',
    ]),
    dated: true,
  });
}
