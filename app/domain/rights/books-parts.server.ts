import { sql } from 'drizzle-orm';
import { amount, toText } from '~/money/amount';
import { findSubaccounts } from '../trusts/get-trust.server';
import { type Part, partOf } from './access-file';
import type { PartAsked } from './part-asked.server';

const SHARED = '(an entry that several children share)';
const money = (value: string) => toText(amount(value));

/** The money of the child in the trusts whose books the reader reads: it ties to the ledger to the cent. */
export async function booksParts(asked: PartAsked): Promise<Part[]> {
  return [await trusts(asked), await register(asked), await holds(asked), await receipts(asked)];
}

/** The balances are those of the trust's page. */
async function trusts({ tx, child }: PartAsked): Promise<Part> {
  const { rows } = await tx.execute<Record<'id' | 'code' | 'court' | 'docket' | 'currency' | 'opened_on', string>>(sql`
    select t.id, t.code, t.court_name as court, t.docket, t.base_currency as currency, t.opened_on::text as opened_on
      from trust t join subaccount s on s.trust_id = t.id where s.beneficiary_id = ${child.id} order by t.code`);
  const lines: string[][] = [];
  for (const { id, code, court, docket, currency, opened_on } of rows) {
    const own = (await findSubaccounts(tx, Number(id))).find(({ beneficiaryId }) => beneficiaryId === child.id);
    if (!own) continue;
    const figures = [own.posted, own.held, own.posted.minus(own.held)].map(toText);
    lines.push([code, court, docket, opened_on, currency, ...figures]);
  }
  return partOf({
    key: 'trusts',
    title: 'Trusts and what they hold',
    source: 'trusts and sub-accounts',
    columns: ['Trust', 'Court', 'Docket', 'Books begin', 'Currency', 'Posted', 'Held', 'Available'],
    rows: lines,
  });
}

/** Every side of every entry on the child's sub-accounts. The cash before the days asked for is its first line. */
async function register({ tx, child, days, limit }: PartAsked): Promise<Part> {
  const ofChild = sql`p.subaccount_id in (select id from subaccount where beneficiary_id = ${child.id})`;
  const { rows: before } = await tx.execute<Record<'trust' | 'cash' | 'currency', string>>(sql`
    select t.code as trust, t.base_currency as currency, sum(p.amount) as cash
      from posting p join account a on a.id = p.account_id join trust t on t.id = p.trust_id
     where ${ofChild} and a.code = 'asset:cash' and p.occurred_on < ${days.from}::date group by t.code, t.base_currency order by t.code`);
  const { rows } = await tx.execute<Record<string, string | null> & { shared: boolean }>(sql`
    select e.occurred_on::text as day, t.code as trust, e.id as entry, e.kind, a.code as account, p.part, p.amount, t.base_currency as currency,
           p.units, coalesce(l.holding, nullif(p.currency, t.base_currency)) as holding, e.reverses_id as reverses, e.description, e.party, e.reference,
           exists (select from posting o where o.entry_id = e.id and o.subaccount_id <> p.subaccount_id) as shared
      from posting p join journal_entry e on e.id = p.entry_id join account a on a.id = p.account_id join trust t on t.id = p.trust_id
      left join lot l on l.id = p.lot_id
     where ${ofChild} and p.occurred_on between ${days.from}::date and ${days.through}::date
     order by e.occurred_on, e.id, p.line limit ${limit}`);
  return partOf({
    key: 'register',
    title: 'Register of entries',
    source: 'the books: entries and their sides on the child’s sub-accounts',
    columns: [
      ...['Day', 'Trust', 'Entry', 'Kind', 'Account', 'Part', 'Amount', 'Currency', 'Units', 'Of', 'Takes back'],
      ...['Description', 'Party', 'Reference'],
    ],
    rows: rows.map(({ shared, ...row }) => [
      ...['day', 'trust', 'entry', 'kind', 'account', 'part'].map((name) => String(row[name])),
      money(String(row.amount)),
      String(row.currency),
      row.units ? money(row.units) : '',
      ...['holding', 'reverses'].map((name) => String(row[name] ?? '')),
      ...(shared ? [SHARED, '', ''] : ['description', 'party', 'reference'].map((name) => String(row[name]))),
    ]),
    texts: ['Description', 'Party', 'Reference'],
    notes: [
      'The sides on asset:cash of one trust come to what is posted there.',
      ...before.map(
        ({ trust, cash, currency }) => `Cash in ${trust} before the first day: ${money(cash)} ${currency}.`,
      ),
    ],
    dated: true,
  });
}

async function holds({ tx, child, moment, limit }: PartAsked): Promise<Part> {
  const { rows } = await tx.execute<Record<string, string | null>>(sql`
    select h.placed_at as at, t.code as trust, h.reason, h.source_ref as source, h.amount, t.base_currency as currency, h.ending, h.ended_at
      from hold h join subaccount s on s.id = h.subaccount_id join trust t on t.id = h.trust_id
     where s.beneficiary_id = ${child.id} order by h.id limit ${limit}`);
  return partOf({
    key: 'money-held',
    title: 'Money set aside',
    source: 'the books: holds',
    columns: ['Since', 'Trust', 'Why', 'For', 'Amount', 'Currency', 'Ended by', 'Ended'],
    rows: rows.map((row) => [
      moment(String(row.at)),
      String(row.trust),
      row.reason === 'payment' ? 'an approved payment' : 'a small share that waits',
      String(row.source),
      money(String(row.amount)),
      String(row.currency),
      row.ending ?? 'stands',
      row.ended_at ? moment(row.ended_at) : '',
    ]),
    dated: true,
  });
}

/** The child's shares alone: what a receipt came to as a whole concerns others. */
async function receipts({ tx, child, limit }: PartAsked): Promise<Part> {
  const { rows } = await tx.execute<Record<string, string | null>>(sql`
    select r.paid_on::text as day, a.reference as award, t.code as trust, c.docket, a.basis, a.loss_found, r.reference, r.component,
           l.amount, r.currency, l.state, l.entry_id as entry
      from award a join trust t on t.id = a.trust_id
      join restitution_order o on o.id = a.order_id join court_case c on c.id = o.case_id
      left join allocation l on l.award_id = a.id left join receipt r on r.id = l.receipt_id
     where a.beneficiary_id = ${child.id} order by r.paid_on nulls first, a.reference, l.id limit ${limit}`);
  return partOf({
    key: 'receipts',
    title: 'Awards and shares of what was received',
    source: 'awards, receipts and their shares',
    columns: [
      ...['Award', 'Trust', 'Docket', 'Basis', 'Loss found', 'Receipt', 'Paid on', 'Component'],
      ...['Share', 'Currency', 'State', 'Entry'],
    ],
    rows: rows.map((row) => [
      ...['award', 'trust', 'docket', 'basis'].map((name) => String(row[name])),
      money(String(row.loss_found)),
      ...['reference', 'day', 'component'].map((name) => row[name] ?? ''),
      row.amount ? money(row.amount) : 'nothing received yet',
      ...['currency', 'state', 'entry'].map((name) => row[name] ?? ''),
    ]),
  });
}
