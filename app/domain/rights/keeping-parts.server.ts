import { sql } from 'drizzle-orm';
import { recordReadings } from '../audit/record-readings.server';
import { BASIS_WORDS, type Basis } from '../erasures/erasure';
import { findKeptIdentities, findRetentionRules } from '../retention/find-retention.server';
import { RECORD_WORDS } from '../retention/retention';
import { ITEM_WORDS, type Item } from '../reveals/reveal';
import { type Part, partOf } from './access-file';
import { findRectifications } from './find-rights.server';
import type { PartAsked } from './part-asked.server';
import { GROUND_WORDS, rightState, STATE_WORDS } from './right';

/** How the record is kept: its codes, what the vault has of it, what keeps, hides or corrects it, and for how long. */
export async function keepingParts(asked: PartAsked, today: string): Promise<Part[]> {
  return [
    await codes(asked),
    await vaultItems(asked),
    await corrections(asked),
    await legalHolds(asked),
    await restrictions(asked),
    await erasures(asked),
    await retention(asked, today),
  ];
}

async function codes({ tx, reference, child, moment }: PartAsked): Promise<Part> {
  const { rows } = await tx.execute<Record<'recipient' | 'drawn_at', string>>(
    sql`select recipient, drawn_at from access_file_recipients(${reference})`,
  );
  return partOf({
    key: 'codes',
    title: 'Codes, and who has one',
    source: 'codes of children',
    columns: ['Known to', 'Code', 'Since'],
    rows: [
      ['people who work here', child.code, ''],
      ...rows.map(({ recipient, drawn_at }) => [recipient, 'a code of its own', moment(drawn_at)]),
    ],
    notes: [
      'A court’s or provider’s own code is not printed: side by side the codes would link what is kept apart. Each tells the person its own.',
    ],
  });
}

async function vaultItems({ tx, reference, moment }: PartAsked): Promise<Part> {
  const { rows } = await tx.execute<{ item: Item; version: number; kept_at: string }>(
    sql`select item, version, kept_at from access_file_vault(${reference})`,
  );
  return partOf({
    key: 'vault',
    title: 'What the vault holds',
    source: 'the identity vault: which items, never what they say',
    columns: ['Item', 'Version', 'Since'],
    rows: rows.map(({ item, version, kept_at }) => [ITEM_WORDS[item], String(version), moment(kept_at)]),
    notes: ['Each is shown to the person on a screen, when a second person agrees.'],
  });
}

/** What is said to be wrong stands beside the record, refused or not. */
async function corrections({ tx, child }: PartAsked): Promise<Part> {
  const rights = await findRectifications(tx, child.id);
  return partOf({
    key: 'corrections',
    title: 'Corrections that were asked for',
    source: 'requests to have a record put right',
    columns: ['Received', 'Request', 'Of', 'What was said', 'State', 'Why refused', 'Note of correction'],
    rows: rights.map((right) => [
      right.receivedOn,
      right.reference,
      right.item ? `${ITEM_WORDS[right.item]}, in the vault` : (right.record ?? ''),
      right.statement,
      STATE_WORDS[rightState(right)],
      right.decision?.ground ? `${GROUND_WORDS[right.decision.ground]}. ${right.decision.reason}` : '',
      right.answers.map(({ note, version }) => note ?? `Version ${version} in the vault`).join('; '),
    ]),
    texts: ['What was said', 'Why refused', 'Note of correction'],
    dated: true,
  });
}

/** Of a hold on a trust or a case its matter is not told, which may be another child's. */
async function legalHolds({ tx, child, moment, limit }: PartAsked): Promise<Part> {
  const { rows } = await tx.execute<Record<string, string>>(sql`
    select h.placed_at as at, h.reference, h.record_type as kind, case h.record_type when 'beneficiary' then h.matter || '. ' || h.reason else '' end as why,
           (select max(l.lifted_at) from legal_hold_lifting l where l.hold_id = h.id having count(*) >= 2) as lifted
      from legal_hold h
     where h.beneficiary_id = ${child.id} or h.trust_id in (select trust_id from subaccount where beneficiary_id = ${child.id})
        or h.case_id in (select o.case_id from award a join restitution_order o on o.id = a.order_id where a.beneficiary_id = ${child.id})
     order by h.id limit ${limit}`);
  await recordReadings(
    tx,
    'legal-hold.read',
    rows.map(({ reference = '' }) => ({ ref: reference, beneficiaryId: child.id })),
  );
  return partOf({
    key: 'legal-holds',
    title: 'Legal holds',
    source: 'legal holds on the child, its trusts and cases',
    columns: ['Placed', 'Hold', 'On', 'Why', 'Lifted'],
    rows: rows.map(({ at = '', reference = '', kind = '', why = '', lifted }) => [
      moment(at),
      reference,
      kind === 'beneficiary' ? 'the child' : `a ${kind} of the child`,
      why,
      lifted ? moment(lifted) : 'stands',
    ]),
    texts: ['Why'],
    dated: true,
  });
}

async function restrictions({ tx, reference, moment }: PartAsked): Promise<Part> {
  const { rows } = await tx.execute<
    Record<'record_type' | 'marked_at' | 'until_on', string> & { lifted_at: string | null }
  >(
    sql`select record_type, marked_at, until_on::text as until_on, lifted_at from access_file_restrictions(${reference})`,
  );
  return partOf({
    key: 'restrictions',
    title: 'When the record was restricted to named people',
    source: 'restrictions of the child and its trusts',
    columns: ['Since', 'Of', 'Until', 'Lifted'],
    rows: rows.map(({ record_type, marked_at, until_on, lifted_at }) => [
      moment(marked_at),
      record_type === 'trust' ? 'a trust of the child' : 'the child',
      until_on,
      lifted_at ? moment(lifted_at) : '',
    ]),
    dated: true,
  });
}

async function erasures({ tx, child, moment, limit }: PartAsked): Promise<Part> {
  const { rows } = await tx.execute<Record<string, string | null> & { basis: Basis; decisions: string[] }>(sql`
    select r.requested_at as at, r.reference, r.basis, r.reason, array(select d.decision from erasure_decision d where d.request_id = r.id order by d.id) as decisions, e.erased_at
      from erasure_request r left join erasure e on e.request_id = r.id
     where r.beneficiary_id = ${child.id} order by r.id limit ${limit}`);
  await recordReadings(
    tx,
    'erasure.read',
    rows.map(({ reference }) => ({ ref: reference ?? '', beneficiaryId: child.id })),
  );
  return partOf({
    key: 'erasures',
    title: 'Requests to erase the identity',
    source: 'erasures',
    columns: ['Asked', 'Request', 'Rests on', 'Why', 'Decisions', 'Erased'],
    rows: rows.map((row) => [
      moment(String(row.at)),
      String(row.reference),
      BASIS_WORDS[row.basis],
      String(row.reason),
      row.decisions.join(', '),
      row.erased_at ? moment(row.erased_at) : '',
    ]),
    texts: ['Why'],
    dated: true,
  });
}

async function retention({ tx, child }: PartAsked, today: string): Promise<Part> {
  const kinds = ['identity', 'care', 'books', 'trail'];
  const rules = (await findRetentionRules(tx, today)).filter(({ record }) => kinds.includes(record));
  const kept = (await findKeptIdentities(tx)).find(({ code }) => code === child.code);
  return partOf({
    key: 'retention',
    title: 'For how long it is kept',
    source: 'the schedule of retention',
    columns: ['Rule', 'Of', 'Kept', 'Law', 'Then'],
    rows: rules.map(({ key, record, words, authority, then }) => [key, RECORD_WORDS[record], words, authority, then]),
    notes: kept?.until
      ? [`The identity is kept until ${kept.until} by rule ${kept.rule}, as reckoned on ${today}.`]
      : [],
  });
}
