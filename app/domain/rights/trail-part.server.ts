import { sql } from 'drizzle-orm';
import { auditWords } from '../audit/audit-words';
import { ITEM_WORDS, type Item, PURPOSE_WORDS, type Purpose } from '../reveals/reveal';
import { type Part, partOf } from './access-file';
import type { PartAsked } from './part-asked.server';

const ROLE_WORDS: Record<string, string> = {
  guardian_ad_litem: 'guardian ad litem',
  operator: 'the operator’s command',
};

interface Row extends Record<string, unknown> {
  at: string;
  roles: string[];
  action: string;
  record_type: string;
  record_ref: string;
  item: Item | null;
  purpose: Purpose | null;
}

/** Who read or did what with the child's record: when, in which role, what; nobody by name. */
export async function trailPart({ tx, reference, days, moment, limit }: PartAsked): Promise<Part> {
  const { rows } = await tx.execute<Row>(sql`
    select at, roles, action, record_type, record_ref, item, purpose from access_file_trail(${reference})
     where ((at at time zone 'America/New_York')::date + coalesce((select clock_offset_days from installation), 0))
           between ${days.from}::date and ${days.through}::date
     order by id limit ${limit}`);
  return partOf({
    key: 'trail',
    title: 'Who read the record, and who did what',
    source: 'the audit trail',
    columns: ['When', 'Who', 'What', 'Record', 'Item', 'Purpose'],
    rows: rows.map(({ at, roles, action, record_ref, item, purpose }) => [
      moment(at),
      roles.map((role) => ROLE_WORDS[role] ?? role).join(', ') || 'somebody without a role',
      auditWords(action),
      record_ref,
      item ? (ITEM_WORDS[item] ?? item) : '',
      purpose ? (PURPOSE_WORDS[purpose] ?? purpose) : '',
    ]),
    dated: true,
  });
}
